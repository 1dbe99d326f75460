"""One walk through each topic: a story of it, a side question at each of its questions, no answer known.

Replays tell what real people say; a walk makes sure that each topic's questions, their short forms after an
interruption, the closing and the place to read are really reached, whatever the topic's file says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.story.topics import Topic
from actions.story.topics import load as load_triage
from tests.conversations.replaying import Replay

DIALOGUE = Path(__file__).parents[2] / "data" / "dialogue"
SIDE_QUESTIONS = ("is this chat confidential?", "are you a robot?", "can I stay anonymous?")
NOT_KNOWN = "not sure"
READING = "where can I read more about this?"
MOST_TURNS = 14
OPENERS = 12
STORY_WORDS = range(7, 25)
TOPICS = [name for name in load_triage().topics if name != load_triage().common.default_topic]


@dataclass
class Walk:
    """What one walk heard: the questions asked, those that came again after a side question, the end."""

    topic: Topic
    asked: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    closed: bool = False
    read: bool = False
    names: list[str] = field(default_factory=list)
    intents: set[str] = field(default_factory=set)


@lru_cache(maxsize=1)
def short_forms() -> dict[str, str]:
    """Each question's reply, and the short one after an interruption."""
    triage = load_triage()
    owners = [triage.common.questions, *(topic.own_questions for topic in triage.topics.values())]
    return {question.ask: question.again for own in owners for question in own.values()}


def stories(topic: str) -> Sequence[str]:
    """Some of the topic's own examples that are long enough to be a story."""
    path = DIALOGUE / topic / "nlu.yml"
    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    examples = next(block["examples"] for block in blocks if block.get("intent") == topic)
    texts = [line.removeprefix("- ").strip() for line in examples.splitlines()]
    return [text for text in texts if len(text.split()) in STORY_WORDS and "?" not in text][:OPENERS]


async def walk(agent: Any, name: str) -> Walk:
    """The walk through one topic, from the first of its stories that the assistant takes for it."""
    topic = load_triage().topics[name]
    for story in stories(name):
        talk, told = Replay(agent), Walk(topic)
        await talk.say("/open")
        answer = await talk.say(story)
        if answer.summary["topic"] == topic.title and answer.summary["level"] != "immediate":
            await _through(talk, told, answer.names)
            told.names, told.intents = talk.names, await talk.intents()
            return told
    raise AssertionError(f"none of the first {OPENERS} stories of {name} is taken for it alone")


async def _through(talk: Replay, told: Walk, names: Sequence[str]) -> None:
    forms = short_forms()
    for turn in range(MOST_TURNS):
        question = next((one for one in names if one in forms), None)
        if question is None or question == "utter_common_offer_person":
            told.closed = question is not None
            break
        told.asked.append(question)
        side = await talk.say(SIDE_QUESTIONS[turn % len(SIDE_QUESTIONS)])
        if forms[question] in side.names:
            told.again.append(question)
        names = (await talk.say(NOT_KNOWN)).names
    told.read = told.topic.read in (await talk.say(READING)).names
