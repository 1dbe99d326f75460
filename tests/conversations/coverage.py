"""`python -m tests.conversations.coverage`: which replies and rules no test conversation reaches.

Every test story, every replay and a walk through each topic (walks.py) goes through the trained assistant
with a real action server; what was said and what was understood is collected. A rule is reached where its
intent was heard. What the gateway says by itself (data/domain/gateway.yml) and the labels of the record are
no replies of the dialogue: they have tests of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent

from tests.conversations.replaying import (
    ActionServer,
    Replay,
    from_gateway,
    load,
    only_warnings,
    read_replays,
)
from tests.conversations.stories import read_stories
from tests.conversations.walks import TOPICS, walk

DATA = Path(__file__).parents[2] / "data"
NOT_OF_THE_DIALOGUE = frozenset({"gateway.yml", "record.yml"})

Turns = Sequence[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Thing:
    """A reply or a rule, and where it is written."""

    name: str
    file: str


def replies() -> list[Thing]:
    """Every reply of the dialogue."""
    return [
        Thing(name, str(path.relative_to(DATA.parent)))
        for path in sorted((DATA / "domain").glob("*.yml"))
        if path.name not in NOT_OF_THE_DIALOGUE
        for name in (yaml.safe_load(path.read_text(encoding="utf-8")).get("responses") or {})
    ]


def rules() -> dict[str, list[Thing]]:
    """The rules by the intent that starts them."""
    found: dict[str, list[Thing]] = {}
    for path in sorted((DATA / "dialogue").glob("*/rules.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            intent = next(str(step["intent"]) for step in rule["steps"] if "intent" in step)
            found.setdefault(intent, []).append(Thing(rule["rule"], str(path.relative_to(DATA.parent))))
    return found


def conversations() -> Iterator[Turns]:
    """What is typed or pressed in every test story and every replay, with the gateway's word on it."""
    for story in read_stories():
        yield [(turn.text, {}) for turn in story.turns]
    for _, replay in read_replays():
        yield [(turn["say"], from_gateway(turn)) for turn in replay["turns"]]


async def reached(agent: Agent, talks: Sequence[Turns]) -> tuple[set[str], set[str]]:
    """The replies that were said and the intents that were heard in the conversations."""
    said: set[str] = set()
    heard: set[str] = set()
    for turns in talks:
        talk = Replay(agent)
        await talk.say("/open")
        for text, metadata in turns:
            await talk.say(text, **metadata)
        said.update(talk.names)
        heard.update(await talk.intents())
    for topic in TOPICS:
        told = await walk(agent, topic)
        said.update(told.names)
        heard.update(told.intents)
    return said, heard


def told(said: set[str], heard: set[str]) -> str:
    """The figures, and each reply and rule that nothing reached, by file."""
    all_replies = replies()
    all_rules = [(intent, rule) for intent, some in rules().items() for rule in some]
    unsaid = [one for one in all_replies if one.name not in said]
    unheard = [rule for intent, rule in all_rules if intent not in heard]
    lines = [
        f"replies reached  {len(all_replies) - len(unsaid)} of {len(all_replies)}",
        f"rules reached    {len(all_rules) - len(unheard)} of {len(all_rules)}",
    ]
    for title, missing in (
        ("Replies that no test reaches:", unsaid),
        ("Rules that no test reaches:", unheard),
    ):
        if missing:
            lines += ["", title, *(f"  {one.file}: {one.name}" for one in missing)]
    return "\n".join(lines)


def main() -> None:
    """Replay everything and print what is missing."""
    only_warnings()
    with ActionServer() as actions:

        async def all_of_them() -> tuple[set[str], set[str]]:
            return await reached(await load(actions.url), list(conversations()))

        print(told(*asyncio.run(all_of_them())))


if __name__ == "__main__":
    main()
