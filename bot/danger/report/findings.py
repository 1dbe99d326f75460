"""What a report says, before it has a form: text and page only lay this out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.danger.report.measure import (
    AIMS,
    Aim,
    Judged,
    Rate,
    Source,
    card,
    card_or_check,
    precision,
    rate,
)
from bot.danger.report.slices import Slice, below_the_whole, slices

SOURCES: tuple[Source, ...] = ("rules", "encoder", "joined")


@dataclass(frozen=True)
class Caught:
    """How many immediate dangers got card or check from which layers."""

    both: int
    rules_only: int
    encoder_only: int
    only_together: int
    neither: int


@dataclass(frozen=True)
class Findings:
    """Everything the report shows about a set of examples."""

    title: str
    count: int
    aims: list[tuple[Aim, dict[Source, Rate]]]
    precisions: dict[str, dict[Source, Rate]]
    caught: Caught
    slices: list[Slice]
    weak: list[Slice]
    missed: list[Judged]
    lowered: list[Judged]
    cards: list[Judged]
    checks: list[Judged]


def findings(judged: Sequence[Judged], *, title: str) -> Findings:
    """Count it all."""
    return Findings(
        title=title,
        count=len(judged),
        aims=[(aim, {source: rate(judged, aim, source) for source in SOURCES}) for aim in AIMS],
        precisions={
            "the card": {source: precision(judged, card, source) for source in SOURCES},
            "card or check": {source: precision(judged, card_or_check, source) for source in SOURCES},
        },
        caught=_caught(judged),
        slices=slices(judged),
        weak=below_the_whole(judged),
        missed=_those(judged, "immediate", "none", "urgent"),
        lowered=_those(judged, "immediate", "check"),
        cards=[*_those(judged, "none", "immediate"), *_those(judged, "urgent", "immediate")],
        checks=_those(judged, "none", "check"),
    )


def _those(judged: Sequence[Judged], label: str, *answers: str) -> list[Judged]:
    return [one for one in judged if one.example.label == label and one.joined in answers]


def _caught(judged: Sequence[Judged]) -> Caught:
    dangers = [one for one in judged if one.example.label == "immediate"]
    kinds = [
        (card_or_check(one.rules), card_or_check(one.encoder), card_or_check(one.joined)) for one in dangers
    ]
    return Caught(
        both=sum(rules and encoder and whole for rules, encoder, whole in kinds),
        rules_only=sum(rules and not encoder and whole for rules, encoder, whole in kinds),
        encoder_only=sum(encoder and not rules and whole for rules, encoder, whole in kinds),
        only_together=sum(whole and not rules and not encoder for rules, encoder, whole in kinds),
        neither=sum(not whole for _, _, whole in kinds),
    )
