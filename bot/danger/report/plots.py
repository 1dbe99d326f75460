"""Plots as inline SVG: shares with their intervals on one line from 0 to 1. No scripts, no remote files."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.danger.report.measure import Rate

_LEFT, _WIDE, _RIGHT, _ROW, _TOP = 250, 420, 150, 24, 26


@dataclass(frozen=True)
class Row:
    """One line of a plot: a rate, the bound it is held to, and on which side of it is good."""

    name: str
    rate: Rate
    least: float | None = None
    most: float | None = None
    marked: bool = False


def ranges(rows: Sequence[Row], *, says: str, low: float = 0.0, high: float = 1.0) -> str:
    """A dot with its 95% interval for each row, between `low` and `high`."""
    kept = [row for row in rows if not math.isnan(row.rate.share)]
    height = _TOP + _ROW * len(kept) + 8
    width = _LEFT + _WIDE + _RIGHT
    marks = [low + (high - low) * step / 5 for step in range(6)]
    parts = [
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(says)}">',
        *(
            f'<line class="grid" x1="{_x(mark, low, high):.1f}" x2="{_x(mark, low, high):.1f}" '
            f'y1="{_TOP - 6}" '
            f'y2="{height - 8}"/><text class="tick" x="{_x(mark, low, high):.1f}" y="14">{mark:.2f}</text>'
            for mark in marks
        ),
        *(_drawn(row, _TOP + _ROW * place + _ROW / 2, low, high) for place, row in enumerate(kept)),
        "</svg>",
    ]
    return "".join(parts)


def _drawn(row: Row, y: float, low: float, high: float) -> str:
    first, last = row.rate.interval
    bound = row.least if row.least is not None else row.most
    good = bound is None or (row.rate.share >= bound if row.least is not None else row.rate.share <= bound)
    kind = "bad" if not good or row.marked else "good"
    aim = ""
    if bound is not None:
        at = _x(bound, low, high)
        aim = f'<line class="aim" x1="{at:.1f}" x2="{at:.1f}" y1="{y - 9:.1f}" y2="{y + 9:.1f}"/>'
    return (
        f'<text class="name" x="{_LEFT - 10}" y="{y + 4:.1f}">{escape(row.name)}</text>'
        f'<line class="range {kind}" x1="{_x(first, low, high):.1f}" x2="{_x(last, low, high):.1f}" '
        f'y1="{y:.1f}" y2="{y:.1f}"/>{aim}'
        f'<circle class="{kind}" cx="{_x(row.rate.share, low, high):.1f}" cy="{y:.1f}" r="4.5"/>'
        f'<text class="value" x="{_LEFT + _WIDE + 12}" y="{y + 4:.1f}">'
        f"{row.rate.share:.3f} of {row.rate.of}</text>"
    )


def shares(parts: Sequence[tuple[str, int]], *, says: str) -> str:
    """One bar cut into named parts, with a key below."""
    whole = sum(count for _, count in parts) or 1
    width = _LEFT + _WIDE + _RIGHT
    drawn = []
    at = 0.0
    for place, (name, count) in enumerate(parts):
        wide = count / whole * (width - 20)
        drawn.append(
            f'<rect class="part{place}" x="{10 + at:.1f}" y="6" width="{wide:.1f}" height="30"/>'
            f'<rect class="part{place}" x="10" y="{50 + place * 22}" width="14" height="14"/>'
            f'<text class="key" x="32" y="{62 + place * 22}">{escape(name)}: {count}</text>'
        )
        at += wide
    height = 56 + 22 * len(parts)
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(says)}">{"".join(drawn)}</svg>'
    )


def _x(share: float, low: float, high: float) -> float:
    inside = min(max((share - low) / (high - low), 0.0), 1.0)
    return _LEFT + inside * _WIDE
