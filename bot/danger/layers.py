"""The seam for layers beside the rules (an encoder, say).

A layer reads the text and says what it would decide alone, at thresholds it has calibrated itself. It says
nothing (None) when it has no opinion. How its word is weighed against the rules is decided in decide.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.danger.model import Urgency


@dataclass(frozen=True)
class LayerScore:
    """One layer's opinion: `score` is 0..1, `spans` are the words that moved it most, strongest first."""

    urgency: Urgency
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    category: str = "general"


class Layer(Protocol):
    """Anything that can give an opinion about a text without I/O."""

    def score(self, text: str) -> LayerScore | None:
        """The layer's opinion, or None. It may raise: the detector then answers "check"."""
        ...
