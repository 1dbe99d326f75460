"""What an assessment is: the words that every other part of the helpline uses for danger.

An assessment holds one urgency and the reasons for it. A reason always points at words of the text
exactly as the person typed it, whatever normalising happened on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Urgency = Literal["immediate", "check", "urgent", "none"]
LayerName = Literal["rule", "cue", "encoder", "error"]

RANK: dict[Urgency, int] = {"none": 0, "urgent": 1, "check": 2, "immediate": 3}
BASE_SCORE: dict[Urgency, float] = {"none": 0.0, "urgent": 0.25, "check": 0.5, "immediate": 0.75}
"""Where the scores of an urgency begin."""


@dataclass(frozen=True)
class Reason:
    """One cause of an urgency.

    `span` counts characters of the original text, end exclusive. `why` is a plain sentence for an author
    or a clinician and includes the cue that lowered the rule, where one did.
    """

    rule: str
    span: tuple[int, int]
    why: str
    category: str
    layer: LayerName


@dataclass(frozen=True)
class Assessment:
    """How urgent one message is, and why. `score` only orders assessments; no person is ever shown it."""

    text: str
    urgency: Urgency
    reasons: tuple[Reason, ...]
    score: float

    @property
    def categories(self) -> tuple[str, ...]:
        """The kinds of danger that the rules and layers (not the cues) named, first named first."""
        named = (reason.category for reason in self.reasons if reason.layer != "cue")
        return tuple(dict.fromkeys(named))

    def as_json(self) -> dict[str, Any]:
        """The one JSON shape that `helpline assess` prints."""
        return {
            "text": self.text,
            "urgency": self.urgency,
            "reasons": [{"rule": r.rule, "span": list(r.span), "why": r.why} for r in self.reasons],
            "score": self.score,
        }


def worse(first: Urgency, second: Urgency) -> Urgency:
    """The more urgent of the two."""
    return first if RANK[first] >= RANK[second] else second


def milder(first: Urgency, second: Urgency) -> Urgency:
    """The less urgent of the two."""
    return first if RANK[first] <= RANK[second] else second
