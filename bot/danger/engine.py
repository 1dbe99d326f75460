"""Finding every rule's and cue's wording in a text, fast.

spaCy's Matcher is exact but costs time for each pattern and word, and there are thousands of patterns. So
each word knows, as bits of one number for each place of a pattern, which patterns' variants it serves there:
a few "or"s and "and"s over the words of a sentence leave the variants that have all their words in it. Only
these are walked through, item by item, from everywhere in the text at once (places.py); as one pattern's
variants stand together, a walk goes on from where the last one took the same way. What is found is what
spaCy's Matcher would find; a test holds them equal.

Bounds: of the finds of one owner in one text, the first `KEPT` and the last `KEPT` count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import NamedTuple

from bot.danger.patterns import Item, Slot, Variant
from bot.danger.places import Places, bits

KEPT = 25


class Found(NamedTuple):
    """Words of the text that match: tokens `start` to `end`, end exclusive."""

    start: int
    end: int
    owner: str


class Engine:
    """The patterns of many owners (rules, cues or signs)."""

    def __init__(self, variants: Iterable[tuple[str, Variant]]) -> None:
        self._variants = list(dict.fromkeys(variants))
        self._serves = _served([variant for _, variant in self._variants])
        deepest = max((len(variant.required) for _, variant in self._variants), default=0)
        self._short = [
            sum(1 << number for number, (_, one) in enumerate(self._variants) if len(one.required) <= depth)
            for depth in range(deepest)
        ]
        """For each place of a pattern, the variants that are too short to need a word there."""

    def find(self, places: Places, *, only: str | None = None) -> list[Found]:
        """Everything found, in the order of the text; of overlapping finds of one owner the shortest."""
        walk, found = _Walk(places), dict[str, list[Found]]()
        for number in bits(self._possible(places)):
            owner, variant = self._variants[number]
            if only is None or owner == only:
                found.setdefault(owner, []).extend(walk.matches(variant, owner))
        return _distinct(found)

    def _possible(self, places: Places) -> int:
        """As bits: the variants of which some sentence has a word for every required place."""
        possible = 0
        for words in places.sentences:
            served = list(self._short)
            for word in words & self._serves.keys():
                for depth, variants in self._serves[word]:
                    served[depth] |= variants
            possible |= reduce(and_, served)
        return possible


def _served(variants: Sequence[Variant]) -> dict[str, list[tuple[int, int]]]:
    """For each word: at which required place it serves which variants (as bits)."""
    found: dict[str, dict[int, int]] = {}
    for number, one in enumerate(variants):
        for depth, words in enumerate(one.required):
            for word in words:
                at = found.setdefault(word, {})
                at[depth] = at.get(depth, 0) | 1 << number
    return {word: list(at.items()) for word, at in found.items()}


def _distinct(found: Mapping[str, Sequence[Found]]) -> list[Found]:
    kept: list[Found] = []
    for finds in found.values():
        apart: list[Found] = []
        for one in sorted(set(finds)):
            if apart and one.start < apart[-1].end:
                if one.end - one.start < apart[-1].end - apart[-1].start:
                    apart[-1] = one
                continue
            apart.append(one)
        kept.extend(apart if len(apart) <= 2 * KEPT else [*apart[:KEPT], *apart[-KEPT:]])
    return sorted(kept)


class _Step(NamedTuple):
    """An item taken: the places behind the item before it, those where this one could begin, whether fillers
    could lie between, and the places behind it."""

    item: Item
    before: int
    begins: int
    over_fillers: bool
    reached: int


class _Walk:
    """Walks through a text, one variant after the other."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._steps: list[_Step] = []

    def matches(self, variant: Variant, owner: str) -> list[Found]:
        """The matches of a variant of an owner: all, or the first and the last."""
        if len(variant.items) == 1:
            return [Found(place, place + 1, owner) for place in bits(self._places.of[variant.required[0]])]
        ends = list(bits(self._walk(variant)))
        if len(ends) > 4 * KEPT:
            ends = [*ends[: 2 * KEPT], *ends[-2 * KEPT :]]
        return [Found(start, end, owner) for end in ends for start in bits(self._back(1 << end, variant))]

    def _walk(self, variant: Variant) -> int:
        """The places behind the variant's last item; the steps to there are kept."""
        steps, items = self._steps, variant.items
        same = 0
        while same < len(steps) and same < len(items) and steps[same].item is items[same]:
            same += 1
        del steps[same:]
        while len(steps) < len(items) and (not steps or steps[-1].reached):
            steps.append(self._step(variant, len(steps)))
        return steps[-1].reached

    def _step(self, variant: Variant, number: int) -> _Step:
        places, item = self._places, variant.items[number]
        if number == 0:
            return _Step(item, 0, places.everywhere, False, places.past(item, places.everywhere))
        last = self._steps[-1]
        before = begins = last.reached & places.inside
        over_fillers = isinstance(item, Slot) and isinstance(last.item, Slot)
        if over_fillers:
            begins = places.past_fillers(variant.fillers, before) & places.inside
        return _Step(item, before, begins, over_fillers, places.past(item, begins))

    def _back(self, ends: int, variant: Variant) -> int:
        """Where the matches begin that end at some places."""
        for step in reversed(self._steps):
            ends = self._places.before(step.item, ends) & step.begins
            if step.over_fillers:
                ends = self._places.before_fillers(variant.fillers, ends) & step.before
        return ends
