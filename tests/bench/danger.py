"""Danger detection by itself, on one core: milliseconds a message and megabytes of memory.

In a process of its own, pinned to one processor where the system allows it, so that nothing else is counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from tests.bench.figures import Figure

LONG_RUNS = 15
SHORT_WORDS = 60
LONG_WORDS = 2_000


def _measured() -> dict[str, object]:
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from bot.danger import load, load_rules
    from bot.danger.training.examples import read_kept

    texts = [one.text for one in read_kept()]
    short = [text for text in texts if len(text.split()) <= SHORT_WORDS]
    long = " ".join(" ".join(texts).split()[:LONG_WORDS])
    found: dict[str, object] = {}
    for name, detector in (("rules", load_rules()), ("rules and encoder", load())):
        found[f"{name}, up to {SHORT_WORDS} words"] = _times(detector.assess, short)
        found[f"{name}, {LONG_WORDS} words"] = _times(detector.assess, [long] * LONG_RUNS)
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _times(assess: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    for text in texts[:20]:
        assess(text)
    times = []
    for text in texts:
        started = time.perf_counter()
        assess(text)
        times.append((time.perf_counter() - started) * 1000)
    return times


def danger_figures() -> tuple[list[Figure], float]:
    """The times, and the most memory that the process held, in MiB."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.danger"], check=True, capture_output=True
    ).stdout
    found = json.loads(answer)
    memory = float(found.pop("memory"))
    return [Figure(f"danger: {name}", times) for name, times in found.items()], memory


if __name__ == "__main__":
    print(json.dumps(_measured()))
