"""A linear model of letters and words, which looks over the encoder's shoulder.

In order: cut a folded text into words; count the runs of two to four letters within each word, and the words
and pairs of words; hash each to a column (CRC-32, so the columns are the same everywhere); dampen the counts
and scale each of the two kinds to length 1; multiply by the weights. It knows nothing of meaning, but it errs
elsewhere than the encoder: joined they miss a quarter less at the same false alarms. A file of 1 MB, a tenth
of a millisecond a message.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.danger.errors import DangerDataError

COLUMNS = 1 << 16
"""Columns of each kind; the words' columns come after the letters'."""

_RUNS = (2, 3, 4)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[?!]")

Floats = npt.NDArray[np.float32]


class Letters:
    """Weights of shape (2 * COLUMNS, levels) and a base for each level. Immutable, safe from threads."""

    def __init__(self, weights: Floats, base: Floats) -> None:
        self.weights = weights
        self.base = base

    def logits(self, folded: str) -> Floats:
        """The logit of each level for a text folded by folding.py."""
        columns, values = features(folded)
        logits: Floats = values @ self.weights[columns] + self.base
        return logits

    def pull(self, word: str, towards: int) -> float:
        """How far a folded word by itself pulls from level 0 to the level `towards`."""
        columns = np.array([*(_runs(word) or ()), _column(word) + COLUMNS], dtype=np.int64)
        return float((self.weights[columns, towards] - self.weights[columns, 0]).mean())


def load_letters(path: Path) -> Letters:
    """The weights that training wrote.

    Raises:
        DangerDataError: the file is missing or is not such weights.
    """
    try:
        with np.load(path) as content:
            weights, base = content["weights"], content["base"]
    except (OSError, ValueError, KeyError) as error:
        raise DangerDataError(f"the weights of letters cannot be read ({error!r})", file=path.name) from error
    if weights.shape != (2 * COLUMNS, len(base)):
        raise DangerDataError("the weights of letters have the wrong shape; train again", file=path.name)
    return Letters(weights.astype(np.float32), base.astype(np.float32))


def features(folded: str) -> tuple[npt.NDArray[np.int64], Floats]:
    """Columns and values of a folded text."""
    words = _WORD.findall(folded)
    letters = _scaled(chain.from_iterable(map(_runs, words)))
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    phrases = _scaled(map(_column, chain(words, pairs)))
    return (
        np.concatenate([letters[0], phrases[0] + COLUMNS]),
        np.concatenate([letters[1], phrases[1]]),
    )


def _scaled(columns: Iterator[int]) -> tuple[npt.NDArray[np.int64], Floats]:
    found, counts = np.unique(np.fromiter(columns, dtype=np.int64), return_counts=True)
    values = 1 + np.log(counts)
    return found, (values / max(float(np.linalg.norm(values)), 1e-6)).astype(np.float32)


@lru_cache(maxsize=8192)
def _runs(word: str) -> Sequence[int]:
    edged = f" {word[:40]} "
    return tuple(_column(edged[at : at + run]) for run in _RUNS for at in range(len(edged) - run + 1))


def _column(feature: str) -> int:
    return zlib.crc32(feature.encode()) % COLUMNS
