"""Rates: what share of which messages got which answer, with its uncertainty.

The interval is Wilson's score interval at 95% (E. B. Wilson, 1927), which stays honest near 0 and 1 and for
few messages, where the usual one does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.danger.model import RANK, Urgency
from bot.danger.training.examples import Example

Source = Literal["rules", "encoder", "joined"]
_Z = 1.959964


@dataclass(frozen=True)
class Judged:
    """An example and the answers that it got: of each layer alone, and of the whole detector."""

    example: Example
    rules: Urgency
    encoder: Urgency
    joined: Urgency
    words: tuple[str, ...] = ()

    def answer(self, source: Source) -> Urgency:
        """The answer of one layer or of the whole."""
        answers: dict[Source, Urgency] = {"rules": self.rules, "encoder": self.encoder, "joined": self.joined}
        return answers[source]


@dataclass(frozen=True)
class Rate:
    """`hits` of `of` messages."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        """The share, 0 to 1; not a number where there was no message."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval of the share."""
        if not self.of:
            return (0.0, 1.0)
        share, part = self.share, _Z * _Z / self.of
        middle = share + part / 2
        half = _Z * math.sqrt(share * (1 - share) / self.of + part / (4 * self.of))
        return (max((middle - half) / (1 + part), 0.0), min((middle + half) / (1 + part), 1.0))


@dataclass(frozen=True)
class Aim:
    """One thing the detector is held to. `least` or `most` is the figure of the specification."""

    key: str
    says: str
    about: Callable[[Example], bool]
    met: Callable[[Urgency], bool]
    least: float | None = None
    most: float | None = None

    def fits(self, share: float) -> bool:
        """Whether a share reaches the aim."""
        return (self.least is None or share >= self.least) and (self.most is None or share <= self.most)


def card(answer: Urgency) -> bool:
    """Whether an answer puts the 999 card on screen."""
    return answer == "immediate"


def card_or_check(answer: Urgency) -> bool:
    """Whether an answer puts the card on screen or asks "Is that happening now?"."""
    return RANK[answer] >= RANK["check"]


def _label(label: Urgency) -> Callable[[Example], bool]:
    return lambda example: example.label == label


AIMS = (
    Aim("recall", "immediate danger: card or check", _label("immediate"), card_or_check, least=0.98),
    Aim("recall_card", "immediate danger: card", _label("immediate"), card, least=0.92),
    Aim(
        "recall_plain",
        "immediate danger in plain words: card or check",
        lambda example: example.label == "immediate" and example.difficulty == "plain",
        card_or_check,
        least=1.0,
    ),
    Aim("card_harmless", "harmless: card", _label("none"), card, most=0.03),
    Aim("check_harmless", "harmless: check", _label("none"), lambda answer: answer == "check", most=0.12),
    Aim(
        "urgent",
        "serious, not 999: urgent or check or card",
        _label("urgent"),
        lambda a: a != "none",
        least=0.85,
    ),
    Aim("card_urgent", "serious, not 999: card", _label("urgent"), card, most=0.20),
    Aim("check_check", "unclear whether now: check or card", _label("check"), card_or_check),
    Aim("urgent_harmless", "harmless: urgent", _label("none"), lambda answer: answer == "urgent"),
)


def rate(judged: Iterable[Judged], aim: Aim, source: Source = "joined") -> Rate:
    """How often an aim was met over the examples it is about."""
    answers = [one.answer(source) for one in judged if aim.about(one.example)]
    return Rate(sum(map(aim.met, answers)), len(answers))


def rates(judged: Sequence[Judged], source: Source = "joined") -> dict[str, Rate]:
    """Every aim's rate, by key."""
    return {aim.key: rate(judged, aim, source) for aim in AIMS}


def precision(judged: Sequence[Judged], met: Callable[[Urgency], bool], source: Source = "joined") -> Rate:
    """Of the messages that got such an answer, how many were immediate danger."""
    labels = [one.example.label for one in judged if met(one.answer(source))]
    return Rate(labels.count("immediate"), len(labels))


def worse_than(level: Rate, now: Rate, *, lower_is_worse: bool) -> bool:
    """Whether `now` is worse than the measured `level` beyond noise: one-sided exact binomial test, 5%.

    The level's share is moved half a message towards the bad side first, so that a level of 100% or 0% does
    not make a single message an alarm.
    """
    if not level.of or not now.of:
        return bool(level.of)
    misses_then = level.of - level.hits if lower_is_worse else level.hits
    misses_now = now.of - now.hits if lower_is_worse else now.hits
    chance = min((misses_then + 0.5) / level.of, 1.0)
    return at_least_this_many(misses_now, now.of, chance) < 0.05


def at_least_this_many(hits: int, of: int, chance: float) -> float:
    """The probability of `hits` or more in `of` tries that each succeed with `chance`."""
    if hits <= 0:
        return 1.0
    if chance >= 1:
        return 1.0
    log, rest = math.log(chance), math.log1p(-chance)
    whole = math.lgamma(of + 1)
    return min(
        sum(
            math.exp(whole - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * log + (of - k) * rest)
            for k in range(hits, of + 1)
        ),
        1.0,
    )
