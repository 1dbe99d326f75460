"""`python -m tests.conversations.measure`: whole conversations kept out of the making, replayed and counted.

The files under kept/ were written independently of the content, each by another writer. The first was read
in full afterwards, and of the second what went wrong, to mend the dialogue; the third is only counted: nobody
who works on the content may read it. Of each conversation: is the topic right from the turn on where a
person would know it, is the level at its last marked turn what a careful clinician would reach or one higher,
how many turns are not understood, and does any question come twice.

The gateway's part is played by its own code: danger first (bot.danger), then sticky urgency (advance), as in
bot/gateway/intake.py; the assistant is the trained model with a real action server.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from actions.story.level import rank
from actions.story.topics import load as load_triage
from bot.conversation.urgency import UrgencyState, advance
from bot.danger import load as load_danger
from tests.conversations.replaying import ActionServer, Replay, load, only_warnings

KEPT = Path(__file__).parent / "kept"
NOT_UNDERSTOOD = ("utter_common_not_understood", "utter_common_quiet")
QUESTION = ("_ask_", "_offer_person")
ANSWERS_THEIRS = "utter_ask_"
"""Replies to what they ask: asked twice, answered twice."""


@dataclass
class Result:
    """What came of one conversation."""

    name: str
    topic: str
    titles: list[str] = field(default_factory=list)
    topic_right: bool = False
    level: str = "unsure"
    level_fits: bool = False
    level_lower: bool = False
    turns: int = 0
    puzzled: int = 0
    danger: bool = False
    cards: int = 0
    asked: int = 0
    twice: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


async def replay(agent: Any, detector: Any, conversation: dict[str, Any]) -> Result:
    """One conversation on the trained assistant."""
    talk, state = Replay(agent), UrgencyState()
    result = Result(conversation["name"], next(t["topic"] for t in conversation["turns"] if "topic" in t))
    title = load_triage().topics[result.topic].title
    result.danger = any(turn.get("least") == "immediate" for turn in conversation["turns"])
    await talk.say("/open")
    before: list[str] = []
    for turn in conversation["turns"]:
        text = turn["say"]
        words = detector.assess(text, before=before).urgency
        before = [*before[-1:], text]
        step = advance(state, words=words, text=text)
        state = step.state
        check = "asked" if step.card in ("check", "check_again") else step.answered
        answer = await talk.say(text, urgency=state.effective, check=check)
        result.turns += 1
        result.cards += step.card == "immediate"
        result.asked += check == "asked"
        result.puzzled += any(name.startswith(NOT_UNDERSTOOD) for name in answer.names)
        result.lines.append(f"> {text}\n< {' / '.join(answer.texts)}  [{answer.summary['level']}; {words}]")
        level = "immediate" if state.urgency == "immediate" else answer.summary["level"]
        result.titles = answer.summary["topic"].split("; also ")
        if "topic" in turn or result.topic_right is False:
            result.topic_right = title in result.titles
        if "least" in turn:
            result.level = level
            result.level_lower = rank(level) < rank(turn["least"])
            result.level_fits = rank(turn["least"]) <= rank(level) <= rank(turn["least"]) + 1
    ours = (name for name in talk.names if not name.startswith(ANSWERS_THEIRS))
    questions = Counter(name for name in ours if any(part in name for part in QUESTION))
    result.twice = [name for name, count in questions.items() if count > 1]
    return result


def told(results: list[Result], *, verbose: bool) -> str:
    """The figures, and what went wrong where."""
    count, turns = len(results), sum(one.turns for one in results)
    lines = [
        f"{count} kept conversations, {turns} turns",
        f"right topic             {sum(one.topic_right for one in results) / count:.3f}  (asked >= 0.90)",
        f"right level or one up   {sum(one.level_fits for one in results) / count:.3f}  (asked >= 0.90)",
        f"a lower level           {sum(one.level_lower for one in results)}",
        f"turns not understood    {sum(one.puzzled for one in results) / turns:.3f}  (asked <= 0.10)",
        f"a question came twice   {sum(bool(one.twice) for one in results)}  (asked 0)",
        _alarms([one for one in results if not one.danger]),
    ]
    for one in results:
        if verbose or not (one.topic_right and one.level_fits) or one.twice:
            lines.append(
                f"{one.name}: wanted {one.topic}, got {one.titles}; level {one.level}; twice {one.twice}"
            )
        if verbose:
            lines += one.lines
    return "\n".join(lines)


def _alarms(calm: list[Result]) -> str:
    """What the conversations without danger now were told of danger now."""
    turns, cards, asked = (sum(getattr(one, name) for one in calm) for name in ("turns", "cards", "asked"))
    hit = sum(bool(one.cards) for one in calm)
    return (
        f"not danger now          {len(calm)} conversations, {turns} turns: the 999 card in {hit} of them"
        f" ({cards} turns); asked whether it is now in {asked} turns"
    )


def main() -> None:
    """Replay all and print the figures of each file; with -v every conversation whole; with --first
    only the first file.
    """
    import sys

    only_warnings()
    detector = load_danger()
    paths = sorted(KEPT.glob("*.yml"))[: 1 if "--first" in sys.argv else None]
    with ActionServer() as actions:

        async def all_of_them() -> None:
            agent = await load(actions.url)
            for path in paths:
                conversations = yaml.safe_load(path.read_text(encoding="utf-8"))
                results = [await replay(agent, detector, one) for one in conversations]
                print(f"{path.name}: {told(results, verbose='-v' in sys.argv)}", flush=True)

        asyncio.run(all_of_them())


if __name__ == "__main__":
    main()
