"""Finding every rule's and cue's wording in a text, fast.

spaCy's Matcher is exact but costs time for each pattern and word, so each variant of a pattern is asked
only where it can match: an index from the pattern's rarest word finds the places of a sentence where it may
stand, every word that it requires must then be near that place, and only then does its own Matcher run,
there. A variant of one word needs no Matcher: where the word stands, it matches.

Bounds: of the finds of one owner in one text, the first `KEPT` and the last `KEPT` count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.danger.patterns import Variant

KEPT = 25
_FILLERS_BETWEEN = 2
_COMMON_WEIGHT = 40


@dataclass(frozen=True)
class Found:
    """Words of the text that match: tokens `start` to `end`, end exclusive."""

    owner: str
    start: int
    end: int


class _Compiled:
    def __init__(self, owner: str, variant: Variant, vocab: Vocab) -> None:
        self.owner = owner
        self.required = variant.required
        self.reach = variant.length + _FILLERS_BETWEEN * len(variant.items)
        self._variant = variant
        self._vocab = vocab

    @cached_property
    def matcher(self) -> Matcher:
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
        self._index: dict[str, list[int]] = {}
        for owner, variant in variants:
            if len(variant.items) == 1:
                self._add_lone(owner, variant)
                continue
            for word in min(variant.required, key=lambda words: _weight(words, common)):
                self._index.setdefault(word, []).append(len(self._compiled))
            self._compiled.append(_Compiled(owner, variant, vocab))

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
                low, high = max(begin, place - compiled.reach), min(end, place + compiled.reach)
                words = set(norms[low:high])
                if any(words.isdisjoint(needed) for needed in compiled.required):
                    continue
                matches = compiled.matcher(doc[low:high])
                known.extend(Found(compiled.owner, low + start, low + stop) for _, start, stop in matches)
        return _distinct(found)

    def _find_lone(self, norms: Sequence[str]) -> Iterator[Found]:
        lone = self._lone
        for place, word in enumerate(norms):
            if word in lone:
                for owner in lone[word]:
                    yield Found(owner, place, place + 1)

    def _candidates(self, norms: Sequence[str], begin: int, end: int) -> list[tuple[int, int]]:
        """Places of a sentence and the variants that may match round them."""
        index = self._index
        indexed = [place for place in range(begin, end) if norms[place] in index]
        if not indexed:
            return []
        words = set(norms[begin:end])
        compiled = self._compiled
        possible = {
            number
            for word in {norms[place] for place in indexed}
            for number in index[word]
            if not any(words.isdisjoint(needed) for needed in compiled[number].required)
        }
        if not possible:
            return []
        return [(place, number) for place in indexed for number in index[norms[place]] if number in possible]


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
    return sorted(kept, key=lambda one: (one.start, one.end))
