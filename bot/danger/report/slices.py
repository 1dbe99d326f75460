"""The same rates for parts of the examples, so that nobody is missed quietly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.danger.report.measure import AIMS, Judged, Rate, Source, rate
from bot.danger.training.examples import Example

SLICE_KEYS = ("recall", "recall_card", "card_harmless", "check_harmless", "urgent", "card_urgent")
BELOW = 0.05
_FEW = 15


def length_of(example: Example) -> str:
    """Very short (under 6 words), short (to 25), medium (to 60) or long."""
    for most, name in ((5, "very short"), (25, "short"), (60, "medium")):
        if example.words <= most:
            return name
    return "long"


KINDS: dict[str, Callable[[Example], Sequence[str]]] = {
    "difficulty": lambda one: [one.difficulty],
    "register": lambda one: [one.register],
    "length": lambda one: [length_of(one)],
    "position of the danger": lambda one: [one.position],
    "trap": lambda one: list(one.traps) or ["(no trap)"],
    "category": lambda one: [one.category],
}
HELD = ("register", "length")


@dataclass(frozen=True)
class Slice:
    """One part of the examples with its rates."""

    kind: str
    name: str
    count: int
    rates: dict[str, Rate]


def slices(judged: Sequence[Judged], source: Source = "joined") -> list[Slice]:
    """Every slice of every kind, in order of name within its kind."""
    aims = [aim for aim in AIMS if aim.key in SLICE_KEYS]
    found = []
    for kind, names_of in KINDS.items():
        parts: dict[str, list[Judged]] = {}
        for one in judged:
            for name in names_of(one.example):
                parts.setdefault(name, []).append(one)
        for name, part in sorted(parts.items()):
            found.append(Slice(kind, name, len(part), {aim.key: rate(part, aim, source) for aim in aims}))
    return found


def below_the_whole(judged: Sequence[Judged], source: Source = "joined") -> list[Slice]:
    """Registers and lengths whose recall is more than 5 points below the whole (15 dangers or more)."""
    whole = next(rate(judged, aim, source) for aim in AIMS if aim.key == "recall")
    return [
        one
        for one in slices(judged, source)
        if one.kind in HELD
        and one.rates["recall"].of >= _FEW
        and one.rates["recall"].share < whole.share - BELOW
    ]
