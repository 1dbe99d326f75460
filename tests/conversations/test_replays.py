"""Every replay under replays/: topic, level, replies, handoff; and what holds for any conversation."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.agent import Agent

from actions.story.level import rank
from tests.conversations.replaying import Answer, Replay, from_gateway, read_replays

REPLAYS = [pytest.param(replay, id=f"{file}: {replay['name']}") for file, replay in read_replays()]
QUESTION = ("_ask_", "_offer_person")
KNOWN = {
    "say",
    "urgency",
    "check",
    "topic",
    "level",
    "least",
    "replies",
    "not",
    "mentions",
    "handoff",
    "fact",
    "silent",
}


@pytest.mark.parametrize("replay", REPLAYS)
async def test_replay(agent: Agent, replay: dict[str, Any]) -> None:
    talk = Replay(agent)
    opened = await talk.say("/open")
    assert opened.names == ["utter_greet"]
    level = "unsure"
    for turn in replay["turns"]:
        assert set(turn) <= KNOWN, f"a replay's turn has a key that is not known: {set(turn) - KNOWN}"
        answer = await talk.say(turn["say"], **from_gateway(turn))
        _expect(turn, answer)
        assert rank(answer.summary["level"]) >= rank(level), f"the level went down at {turn['say']!r}"
        level = answer.summary["level"]
        assert bool(answer.texts) is not turn.get("silent", False), f"silent, or not, at {turn['say']!r}"
        assert sum(text.count("?") for text in answer.texts) <= 1, (
            f"more than one question at {turn['say']!r}"
        )
    questions = [name for name in talk.names if any(part in name for part in QUESTION)]
    assert len(questions) == len(set(questions)), "a question came twice in the same words"


def _expect(turn: dict[str, Any], answer: Answer) -> None:
    said = f"at {turn['say']!r}: {answer.names} {answer.summary['level']} {answer.summary['topic']}"
    if "topic" in turn:
        assert turn["topic"] in answer.summary["topic"], said
    if "least" in turn:
        assert rank(answer.summary["level"]) >= rank(turn["least"]), said
    if "level" in turn:
        assert answer.summary["level"] == turn["level"], said
    for name in turn.get("replies", ()):
        assert name in answer.names, said
    for name in turn.get("not", ()):
        assert name not in answer.names, said
    for words in turn.get("mentions", ()):
        assert words.lower() in " ".join(answer.texts).lower(), said
    for name, value in turn.get("fact", {}).items():
        assert value in answer.summary[name], f"{said}: {name} is {answer.summary[name]!r}"
    assert answer.handoff == turn.get("handoff"), said
