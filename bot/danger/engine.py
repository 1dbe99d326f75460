"""Finding every rule's and cue's wording in a text, fast.

spaCy's Matcher is exact but costs time for each pattern and word, so each variant of a pattern is asked only
where it can match. Each word knows, as bits of one number for each place of a pattern, which variants it
serves there: a few "or"s and "and"s over the words of a sentence leave the variants that have all their
words. Those must stand in order round each place where the variant's rarest word stands, and only then does
its own Matcher run, there. A variant of fixed words, with nothing optional and no gap, needs no Matcher:
where they stand with no more than fillers between them, it matches.

Bounds: of the finds of one owner in one text, the first `KEPT` and the last `KEPT` count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.danger.patterns import FILLERS, Variant

KEPT = 25
_COMMON_WEIGHT = 40


@dataclass(frozen=True)
class Found:
    """Words of the text that match: tokens `start` to `end`, end exclusive."""

    owner: str
    start: int
    end: int


class _Compiled:
    def __init__(self, owner: str, variant: Variant, vocab: Vocab, *, common: frozenset[str]) -> None:
        self.owner = owner
        self.required = variant.required
        self.rarest = min(variant.required, key=lambda words: _weight(words, common))
        self.before, self.after = variant.reach_round(self.rarest)
        self._variant = variant
        self._fixed = variant.fixed
        self._vocab = vocab

    def may_match(self, norms: Sequence[str], low: int, high: int) -> bool:
        """Whether the words that it requires stand in their order between two places."""
        place = low
        for needed in self.required:
            while place < high and norms[place] not in needed:
                place += 1
            if place >= high:
                return False
            place += 1
        return True

    def matches(self, doc: Doc, norms: Sequence[str], low: int, high: int) -> Iterator[tuple[int, int]]:
        """Start and end of every match between two places."""
        if not self.may_match(norms, low, high):
            return
        if self._fixed:
            yield from self._fixed_matches(norms, low, high)
            return
        for _, start, stop in self._matcher(doc[low:high]):
            yield low + start, low + stop

    def _fixed_matches(self, norms: Sequence[str], low: int, high: int) -> Iterator[tuple[int, int]]:
        fillers = self._variant.fillers
        for start in range(low, high):
            ends = {start + 1} if norms[start] in self.required[0] else set()
            for needed in self.required[1:]:
                ends = {
                    at + 1
                    for end in ends
                    for at in range(end, min(end + FILLERS + 1, high))
                    if norms[at] in needed and fillers.issuperset(norms[end:at])
                }
            for end in ends:
                yield start, end

    @cached_property
    def _matcher(self) -> Matcher:
        matcher = Matcher(self._vocab, validate=False)
        matcher.add("match", [self._variant.spec()])
        return matcher


class Engine:
    """The compiled patterns of many owners (rules, cues or signs)."""

    def __init__(
        self, variants: Iterable[tuple[str, Variant]], *, vocab: Vocab, common: frozenset[str]
    ) -> None:
        self._compiled: list[_Compiled] = []
        self._lone: dict[str, list[str]] = {}
        for owner, variant in variants:
            if len(variant.items) == 1:
                self._add_lone(owner, variant)
            else:
                self._compiled.append(_Compiled(owner, variant, vocab, common=common))
        self._serves = _served(self._compiled)
        deepest = max((len(compiled.required) for compiled in self._compiled), default=0)
        self._short = [
            sum(1 << number for number, one in enumerate(self._compiled) if len(one.required) <= depth)
            for depth in range(deepest)
        ]
        """For each place of a pattern, the variants that are too short to need a word there."""

    def _add_lone(self, owner: str, variant: Variant) -> None:
        for word in variant.required[0]:
            owners = self._lone.setdefault(word, [])
            if owner not in owners:
                owners.append(owner)

    def find(
        self, doc: Doc, norms: Sequence[str], bounds: Sequence[tuple[int, int]], *, only: str | None = None
    ) -> list[Found]:
        """Everything found, in the order of the text; of overlapping finds of one owner the shortest."""
        found: dict[str, list[Found]] = {}
        for one in self._find_lone(norms):
            found.setdefault(one.owner, []).append(one)
        for begin, end in bounds:
            for place, number in self._candidates(norms, begin, end):
                compiled = self._compiled[number]
                known = found.setdefault(compiled.owner, [])
                if (only is not None and compiled.owner != only) or len(known) > 4 * KEPT:
                    continue
                low, high = max(begin, place - compiled.before), min(end, place + compiled.after)
                known.extend(Found(compiled.owner, *at) for at in compiled.matches(doc, norms, low, high))
        return _distinct(found)

    def _find_lone(self, norms: Sequence[str]) -> Iterator[Found]:
        lone = self._lone
        for place, word in enumerate(norms):
            if word in lone:
                for owner in lone[word]:
                    yield Found(owner, place, place + 1)

    def _candidates(self, norms: Sequence[str], begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The variants that a sentence has all the words for, and the places of their rarest words."""
        places: dict[str, list[int]] = {}
        for place in range(begin, end):
            if norms[place] in self._serves:
                places.setdefault(norms[place], []).append(place)
        possible = self._possible(places)
        while possible:
            lowest = possible & -possible
            possible ^= lowest
            number = lowest.bit_length() - 1
            for word in self._compiled[number].rarest & places.keys():
                for place in places[word]:
                    yield place, number

    def _possible(self, words: Iterable[str]) -> int:
        """As bits: the variants of which every required place is served by one of the words."""
        served = list(self._short)
        for word in words:
            for depth, variants in self._serves[word]:
                served[depth] |= variants
        return reduce(and_, served) if served else 0


def _served(compiled: Sequence[_Compiled]) -> dict[str, list[tuple[int, int]]]:
    """For each word: at which required place it serves which variants (as bits)."""
    bits: dict[str, dict[int, int]] = {}
    for number, one in enumerate(compiled):
        for depth, words in enumerate(one.required):
            for word in words:
                at = bits.setdefault(word, {})
                at[depth] = at.get(depth, 0) | 1 << number
    return {word: list(at.items()) for word, at in bits.items()}


def _weight(words: frozenset[str], common: frozenset[str]) -> int:
    return sum(_COMMON_WEIGHT if word in common else 1 for word in words)


def _distinct(found: dict[str, list[Found]]) -> list[Found]:
    kept: list[Found] = []
    for finds in found.values():
        apart: list[Found] = []
        for one in sorted(set(finds), key=lambda one: (one.start, one.end)):
            if apart and one.start < apart[-1].end:
                if one.end - one.start < apart[-1].end - apart[-1].start:
                    apart[-1] = one
                continue
            apart.append(one)
        kept.extend(apart if len(apart) <= 2 * KEPT else [*apart[:KEPT], *apart[-KEPT:]])
    return sorted(kept, key=lambda one: (one.start, one.end, one.owner))
