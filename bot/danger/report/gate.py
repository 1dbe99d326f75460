"""The level that was measured on the kept examples, and what counts as falling below it.

Worse means: beyond noise, by a one-sided exact binomial test at 5%. `level.yml` beside the kept examples is
written by `python -m bot.danger.report level`, by hand, when a better level has been reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from bot.danger.report.measure import Judged, Rate, rates, worse_than
from bot.danger.training.examples import KEPT

LEVEL = KEPT / "level.yml"
HIGHER_IS_BETTER = ("recall", "recall_card", "recall_plain", "urgent")
LOWER_IS_BETTER = ("card_harmless", "check_harmless", "card_urgent")
_HEAD = (
    "# The level measured on the kept examples: hits, of. Written by `python -m bot.danger.report level`.\n"
)


def level_of(judged: Sequence[Judged]) -> dict[str, Rate]:
    """The rates that are held."""
    found = rates(judged)
    return {key: found[key] for key in (*HIGHER_IS_BETTER, *LOWER_IS_BETTER)}


def read_level(path: Path = LEVEL) -> dict[str, Rate]:
    """The level on file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {str(key): Rate(int(hits), int(of)) for key, (hits, of) in content.items()}


def write_level(level: dict[str, Rate], path: Path = LEVEL) -> None:
    """Put a level on file."""
    lines = "".join(f"{key}: [{one.hits}, {one.of}]\n" for key, one in level.items())
    path.write_text(_HEAD + lines, encoding="utf-8")


def falls(level: dict[str, Rate], now: dict[str, Rate]) -> list[str]:
    """A sentence for each rate that is worse than the level beyond noise; empty when the level holds."""
    return [
        f"{key}: {now[key].hits} of {now[key].of}, was {was.hits} of {was.of}"
        for key, was in level.items()
        if worse_than(was, now[key], lower_is_worse=key in HIGHER_IS_BETTER)
    ]
