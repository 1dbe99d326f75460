"""What a layer beside the rules (the encoder) adds to their answer.

A layer reads the text and, knowing the rules' answer, says what the two come to together, at thresholds
that it has calibrated itself; it says nothing (None) when it has no opinion. `blended` makes one assessment
of the two, with a reason that tells which it was: a layer may raise what the rules missed, lower a card to a
question where the words around say that it is not happening, and never silence a card of the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.danger.model import BASE_SCORE, RANK, Assessment, Reason, Urgency


@dataclass(frozen=True)
class LayerScore:
    """A layer's answer: `score` is 0..1, `spans` are the words that moved it most, strongest first."""

    urgency: Urgency
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    category: str = "general"


class Layer(Protocol):
    """Anything that can give an opinion about a text without I/O."""

    def beside(self, text: str, rules: Urgency) -> LayerScore | None:
        """The answer of the rules and this layer together. An exception means "check"."""
        ...


def blended(rules: Assessment, opinion: LayerScore) -> Assessment:
    """One assessment of the rules' answer and the layer's."""
    if opinion.urgency == rules.urgency == "none":
        return rules
    why = _why(rules.urgency, opinion.urgency)
    reasons = tuple(
        Reason("encoder", span, why, opinion.category, "encoder") for span in opinion.spans or ((0, 0),)
    )
    part = (min(rules.score, 1.0) + opinion.score) / 2
    score = round(BASE_SCORE[opinion.urgency] + 0.24 * part, 3)
    raised = RANK[opinion.urgency] > RANK[rules.urgency]
    ordered = (*reasons, *rules.reasons) if raised else (*rules.reasons, *reasons)
    return Assessment(rules.text, opinion.urgency, ordered, score)


def _why(rules: Urgency, together: Urgency) -> str:
    if RANK[together] > RANK[rules]:
        found = "The rules found nothing." if rules == "none" else f"The rules alone say {rules}."
        return f"{found} The encoder raised it to {together}; these words moved it most."
    if RANK[together] < RANK[rules]:
        return (
            f"The rules alone say {rules}. The encoder lowered it to {together}; it went most by these words."
        )
    return f"The encoder agrees with {together}; these words moved it most."
