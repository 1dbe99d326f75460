"""How serious: rules that read like the triage table, never a score.

In order: every rule that holds gives its level and a reason in plain words; the highest level wins; a baby,
a disabled child or one who cannot tell leans a concern upwards; and the level never goes down within a
conversation (only a human lowers it, and then the gateway says so).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from actions.story.heard import Heard
from actions.story.state import Story
from actions.story.topics import LEVELS, Triage, topics_of

MOST_REASONS = 8
TOO_YOUNG_TO_TELL = ("unborn", "<1")
WITHIN_HOURS = "within hours"


@dataclass(frozen=True)
class Case:
    """All that a rule may look at."""

    story: Story
    facts: Mapping[str, str]
    heard: Heard
    triage: Triage

    def fact(self, name: str) -> str:
        """A fact's value, or an empty string."""
        return self.facts.get(name) or ""

    @property
    def is_a_concern(self) -> bool:
        """Whether some topic of harm came up."""
        return any(rank(self.triage.topics[t].level) >= rank("concern") for t in self.story.topics)

    @property
    def has_a_sign(self) -> bool:
        """Whether one of the signs of a topic that came up was told."""
        return not topics_of(self.story.signals).isdisjoint(self.story.topics)

    @property
    def needs_more_care(self) -> bool:
        """Whether the child is too young to tell, or disabled, or cannot say."""
        return self.fact("age_band") in TOO_YOUNG_TO_TELL or self.fact("disability").startswith("yes")


@dataclass(frozen=True)
class Rule:
    """`level` with `why`, where it `holds`."""

    level: str
    why: str
    holds: Callable[[Case], bool]


RULES: tuple[Rule, ...] = (
    Rule("immediate", "The caller's words describe danger now.", lambda c: c.heard.urgency == "immediate"),
    Rule(
        "immediate",
        "The child's safety runs out within hours and nothing is arranged.",
        lambda c: c.fact("safe_until").startswith(WITHIN_HOURS) and c.story.notes.get("plan_before") == "no",
    ),
    Rule(
        "urgent",
        "The caller's words describe harm that needs action the same day.",
        lambda c: c.heard.urgency == "urgent",
    ),
    Rule(
        "urgent",
        "The child is safe only until a known time.",
        lambda c: c.fact("safe_until").startswith(WITHIN_HOURS) and c.is_a_concern,
    ),
    Rule(
        "urgent",
        "A sign of harm in a child who is too young to tell, or disabled: leaning to caution.",
        lambda c: c.is_a_concern and c.needs_more_care and (c.has_a_sign or bool(c.fact("injury"))),
    ),
    Rule(
        "concern",
        "Words that may mean danger now came up.",
        lambda c: c.heard.urgency == "check" and c.heard.check != "no",
    ),
    Rule("concern", "The caller's own worry is high.", lambda c: c.fact("worry") in {"7", "8", "9", "10"}),
)


def rank(level: str) -> int:
    """The place of a level in the order unsure, concern, urgent, immediate."""
    return LEVELS.index(level)


def judge(case: Case) -> list[tuple[str, str]]:
    """Every (level, reason) that holds for this case, in no order."""
    found = [(rule.level, rule.why) for rule in RULES if rule.holds(case)]
    return [*found, *_from_data(case)]


def _from_data(case: Case) -> Iterator[tuple[str, str]]:
    for name in case.story.topics:
        topic = case.triage.topics[name]
        if rank(topic.level) > 0:
            yield topic.level, topic.why or f"The concern is about {topic.title}."
        for key, signal in topic.signals.items():
            if f"{name}.{key}" in case.story.signals:
                yield signal.level, signal.why
    yield from ((level, why) for level, why in case.story.raised)


def settle(case: Case) -> bool:
    """Set the story's level and reasons; true where the level rose in this turn."""
    story = case.story
    before = story.level
    found = sorted(judge(case), key=lambda item: -rank(item[0]))
    level = max([before, *(level for level, _ in found)], key=rank)
    fresh = [why for this, why in found if this == level and why not in story.reasons]
    if level != before:
        story.reasons = []
        fresh = [why for this, why in found if this == level]
    story.reasons = list(dict.fromkeys([*story.reasons, *fresh]))[:MOST_REASONS]
    story.level = level
    return rank(level) > rank(before)
