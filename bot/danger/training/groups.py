"""Which examples must never be parted: contrast pairs and near-duplicates.

A model that has seen one member of a pair knows the other's scene, so figures from folds that part them
flatter it. Near-duplicates are texts whose character n-grams (3 to 5, TF-IDF) have a cosine of 0.6 or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from bot.danger.encoder import LABELS
from bot.danger.training.examples import Example

NEAR_DUPLICATE = 0.6
_ROWS = 500
HELD = 8
"""One part of this many is held out of training."""


def grouped(examples: Sequence[Example]) -> list[int]:
    """A group number for each example; examples of one group belong in one fold."""
    parent = list(range(len(examples)))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    first: dict[str, int] = {}
    for place, example in enumerate(examples):
        if example.pair is not None:
            parent[find(place)] = find(first.setdefault(example.pair, place))
    for one, other in _near_duplicates([example.text.lower() for example in examples]):
        parent[find(one)] = find(other)
    return [find(place) for place in range(len(examples))]


def folds(examples: Sequence[Example], groups: Sequence[int], *, count: int, seed: int) -> list[int]:
    """A fold number for each example: groups are kept whole, labels are spread evenly."""
    members: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    order = sorted(members.values())
    Random(seed).shuffle(order)  # noqa: S311 - nothing secret
    order.sort(key=len, reverse=True)
    held = [[0] * len(LABELS) for _ in range(count)]
    fold_of = [0] * len(examples)
    for together in order:
        kinds = [LABELS.index(examples[place].label) for place in together]
        fold = min(range(count), key=lambda one: (sum(held[one][kind] for kind in kinds), sum(held[one])))
        for place, kind in zip(together, kinds, strict=True):
            fold_of[place] = fold
            held[fold][kind] += 1
    return fold_of


def held_out(examples: Sequence[Example], groups: Sequence[int], *, seed: int) -> tuple[list[int], list[int]]:
    """The places to learn from, and the eighth that is held out: it calibrates the network and sets its
    limits.
    """
    fold_of = folds(examples, groups, count=HELD, seed=seed)
    return (
        [place for place, fold in enumerate(fold_of) if fold != 0],
        [place for place, fold in enumerate(fold_of) if fold == 0],
    )


def _near_duplicates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    for start in range(0, grams.shape[0], _ROWS):
        alike = (grams[start : start + _ROWS] @ grams.T).tocoo()
        near = (alike.data >= NEAR_DUPLICATE) & (alike.row + start < alike.col)
        yield from zip((alike.row[near] + start).tolist(), alike.col[near].tolist(), strict=True)
