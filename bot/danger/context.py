"""What stands round the danger words: which cues are present, near, or reach them.

A Scene answers a rule's questions about one text. The scopes of cues are explained in cues.yml; a cue that
lies inside a rule's own words ("has not woken since last night") does not speak about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.danger.engine import Found
from bot.danger.rulebook import Cue
from bot.danger.segments import Segments

REACH = 40
NEAR = 8
FOLLOWING = 2
_FAR = frozenset({"message", "following", "preceding", "overlap"})
"""Scopes of cues that may reach out of their sentence."""


class Scene:
    """A text with its cues. A cue counts only where its own conditions hold ("resolved" needs a place)."""

    def __init__(
        self,
        norms: Sequence[str],
        segments: Segments,
        found: Sequence[Found],
        *,
        cues: Mapping[str, Cue],
        classes: Mapping[str, frozenset[str]],
    ) -> None:
        self._norms = norms
        self._segments = segments
        self._cues = cues
        self._classes = classes
        self._found: dict[str, list[Found]] = {}
        for one in found:
            self._found.setdefault(one.owner, []).append(one)
        self.standing = [one for one in found if self._stands(one)]
        self._found = {}
        self._by_sentence: dict[tuple[str, int], list[Found]] = {}
        self._lowers_in: dict[int, list[tuple[Cue, list[Found]]]] = {}
        for one in self.standing:
            self._found.setdefault(one.owner, []).append(one)
            self._by_sentence.setdefault((one.owner, segments.sentence[one.start]), []).append(one)

    def near(self, names: Sequence[str], found: Found) -> bool:
        """Whether one of the cues or <classes> stands within a few words of the find."""
        low, high = self._sentence(found)
        return self._present(names, max(low, found.start - NEAR), min(high, found.end + NEAR))

    def in_sentence(self, names: Sequence[str], found: Found) -> bool:
        """Whether one of them stands in the find's sentence."""
        low, high = self._sentence(found)
        return self._present(names, max(low, found.start - REACH), min(high, found.end + REACH))

    def around(self, names: Sequence[str], found: Found) -> bool:
        """Whether one of them stands in the find's sentence or a neighbouring one."""
        bounds = self._segments.bounds
        sentence = self._segments.sentence[found.start]
        low = bounds[max(sentence - 1, 0)][0]
        high = bounds[min(sentence + 1, len(bounds) - 1)][1]
        return self._present(names, max(low, found.start - REACH), min(high, found.end + REACH))

    def anywhere(self, names: Sequence[str]) -> bool:
        """Whether one of them stands anywhere in the text."""
        return self._present(names, 0, len(self._norms))

    def excluded(self, names: Sequence[str], found: Found) -> bool:
        """Whether one of them reaches the find, or overlaps it."""
        classes = [name for name in names if name.startswith("<")]
        return self.in_sentence(classes, found) or any(
            overlap(at, found) or self._reaches(self._cues[name], at, found)
            for name in names
            for at in self._found.get(name, ())
        )

    def told_apart(self, wanted: Sequence[Sequence[str]], found: Found) -> bool:
        """Whether "now" stands right behind the find and none of them overlaps it: two sentences told
        without a stop between them ("dad is hitting mum now he likes football")."""
        apart = not any(
            overlap(at, found) for names in wanted for name in names for at in self._found.get(name, ())
        )
        return apart and "now" in self._norms[found.end : found.end + 3]

    def beside(self, one: Found, other: Found) -> bool:
        """Whether two finds stand in the same clause."""
        return self._shares_clause(one, other)

    def reaching(self, found: Found) -> Iterator[tuple[Cue, Found]]:
        """The cues that lower what they reach, where they reach the find and nothing forbids them to."""
        here = self._segments.sentence[found.start]
        for cue, places in self._lowering(here):
            at = next((at for at in places if self._reaches(cue, at, found)), None)
            if at is not None and not self._forbidden(cue, found):
                yield cue, at

    def _lowering(self, sentence: int) -> list[tuple[Cue, list[Found]]]:
        """The cues that may lower a find of a sentence, with their places."""
        known = self._lowers_in.get(sentence)
        if known is None:
            known = self._lowers_in[sentence] = [
                (cue, places)
                for name, everywhere in self._found.items()
                if (cue := self._cues[name]).lowers is not None
                and (places := everywhere if cue.scope in _FAR else self._by_sentence.get((name, sentence)))
            ]
        return known

    def _stands(self, one: Found) -> bool:
        cue = self._cues[one.owner]
        if not cue.needs and not cue.unless:
            return True
        return all(self.in_sentence(names, one) for names in cue.needs) and not any(
            self.in_sentence(names, one) for names in cue.unless
        )

    def _forbidden(self, cue: Cue, found: Found) -> bool:
        for name in cue.yields_to:
            for other in self._found.get(name, ()):
                if self._shares_clause(other, found):
                    return True
        return False

    def _reaches(self, cue: Cue, at: Found, found: Found) -> bool:
        if cue.scope == "overlap":
            return overlap(at, found)
        if found.start <= at.start and at.end <= found.end:
            return False
        if cue.scope == "message":
            return True
        there, here = self._segments.sentence[at.start], self._segments.sentence[found.start]
        if cue.scope == "following":
            return there <= here <= there + FOLLOWING
        if cue.scope == "preceding" and here < there:
            return True
        if there != here or distance(at, found) > (cue.reach or REACH):
            return False
        whole = self._segments.punctuated or bool(cue.needs)  # "found" with its place is about all before it
        if cue.scope in ("sentence", "preceding") and whole:
            return True
        return self._shares_clause(at, found) and (
            cue.scope in ("clause", "sentence", "preceding")
            or (cue.scope == "before" and at.end <= found.start)
            or (cue.scope == "after" and found.end <= at.start)
        )

    def _shares_clause(self, at: Found, found: Found) -> bool:
        clause = self._segments.clause
        return clause[at.start] <= clause[found.end - 1] and clause[found.start] <= clause[at.end - 1]

    def _sentence(self, found: Found) -> tuple[int, int]:
        return self._segments.bounds[self._segments.sentence[found.start]]

    def _present(self, names: Sequence[str], low: int, high: int) -> bool:
        for name in names:
            if name.startswith("<"):
                if not self._classes[name[1:-1]].isdisjoint(self._norms[low:high]):
                    return True
            elif any(low <= at.start and at.end <= high for at in self._found.get(name, ())):
                return True
        return False


def overlap(one: Found, other: Found) -> bool:
    """Whether two finds share a word."""
    return one.start < other.end and other.start < one.end


def distance(one: Found, other: Found) -> int:
    """The words between two finds."""
    return max(one.start - other.end, other.start - one.end, 0)
