"""What professionals say when nobody is in danger this minute: the dialogue's own examples, as a second
lesson.

Two uses. The encoder's vector also serves the dialogue's topics, so the network learns to tell them apart.
And these are the messages that the helpline hears all day: each is known not to be immediate, though not
whether it is urgent or nothing, so training only holds that the first two levels together are likely
(`calm`). A message that the rules take for danger, or that a child may have written, teaches its topic
alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.danger.detector import load_rules
from bot.danger.training.examples import DANGER

DIALOGUE = DANGER.parent / "dialogue"
NOT_CALM = frozenset({"child_user", "distress", "affirm"})


@dataclass(frozen=True)
class TopicExample:
    """One example of what is said: `topic` is the intent; `calm` where it is known not to be immediate."""

    text: str
    topic: str
    calm: bool


def read_topics(folder: Path = DIALOGUE) -> list[TopicExample]:
    """Every example of the dialogue, in the order of the files."""
    pairs = [
        (line.strip().removeprefix("- "), str(entry["intent"]))
        for path in sorted(folder.glob("*/nlu.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in entry["examples"].splitlines()
        if line.strip()
    ]
    rules = load_rules()
    return [
        TopicExample(text, topic, topic not in NOT_CALM and rules.assess(text).urgency != "immediate")
        for text, topic in pairs
    ]


def topic_names(examples: Sequence[TopicExample]) -> list[str]:
    """The topics in a fixed order."""
    return sorted({one.topic for one in examples})
