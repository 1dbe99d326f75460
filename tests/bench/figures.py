"""Percentiles of measured times, and how they are shown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Times of one thing, in milliseconds."""

    name: str
    times_ms: Sequence[float]

    def percentile(self, p: float) -> float:
        """The nearest-rank percentile, 0 < p <= 100."""
        ordered = sorted(self.times_ms)
        return ordered[max(0, math.ceil(p / 100 * len(ordered)) - 1)]

    @property
    def median(self) -> float:
        """The median, in milliseconds."""
        return statistics.median(self.times_ms)

    def row(self) -> str:
        """One row of a Markdown table."""
        return (
            f"| {self.name} | {len(self.times_ms)} | {self.median:.1f} ms | {self.percentile(95):.1f} ms "
            f"| {self.percentile(99):.1f} ms |"
        )


HEAD = "| what | runs | median | p95 | p99 |\n|---|---|---|---|---|"
