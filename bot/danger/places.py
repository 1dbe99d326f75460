"""Where words stand in a text, as the bits of numbers: bit p stands for the word at place p.

With one number for all places, one step of a pattern is taken from everywhere at once, in a few operations
on numbers (the shift-and way of matching). No step leads out of a sentence: `inside` has a bit for each place
that is not the first of its sentence, and the next item of a pattern may only begin at one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.danger.patterns import FILLERS, Item, Slot


class Places:
    """The words of one text and the places where each stands."""

    def __init__(self, norms: Sequence[str], bounds: Sequence[tuple[int, int]]) -> None:
        self.words: dict[str, int] = {}
        for place, word in enumerate(norms):
            self.words[word] = self.words.get(word, 0) | 1 << place
        self.everywhere = self.inside = (1 << len(norms)) - 1
        for begin, _ in bounds:
            self.inside ^= 1 << begin
        self.sentences = [frozenset(norms[begin:end]) for begin, end in bounds]
        self.of = _PlacesOf(self.words)

    def past(self, item: Item, begins: int) -> int:
        """Where one may be behind an item that begins at any of some places."""
        if isinstance(item, Slot):
            taken = (begins & self.of[item.words]) << 1
            return taken | begins if item.optional else taken
        reached, here = 0, begins
        for steps in range(item.high + 1):
            if steps >= item.low:
                reached |= here
            here = (here & self.inside) << 1
        return reached

    def before(self, item: Item, ends: int) -> int:
        """Where an item may have begun that ends at any of some places."""
        if isinstance(item, Slot):
            taken = (ends >> 1) & self.of[item.words]
            return taken | ends if item.optional else taken
        reached, here = 0, ends
        for steps in range(item.high + 1):
            if steps >= item.low:
                reached |= here
            here = (here >> 1) & self.inside
        return reached

    def past_fillers(self, fillers: frozenset[str], begins: int) -> int:
        """Some places, and those that are reached from them over no more than FILLERS fillers."""
        may, here = self.of[fillers] & self.inside, begins
        for _ in range(FILLERS):
            if not here & may:
                break
            here = (here & may) << 1
            begins |= here
        return begins

    def before_fillers(self, fillers: frozenset[str], ends: int) -> int:
        """Some places, and those that lie before them by no more than FILLERS fillers."""
        may, here = self.of[fillers] & self.inside, ends
        for _ in range(FILLERS):
            here = (here >> 1) & may
            if not here:
                break
            ends |= here
        return ends


class _PlacesOf(dict[frozenset[str], int]):
    """The places of all of some words, found when first asked for: to look them up is the commonest step."""

    def __init__(self, words: dict[str, int]) -> None:
        super().__init__()
        self._words = words
        self._all = frozenset(words)

    def __missing__(self, words: frozenset[str]) -> int:
        found = 0
        for word in words & self._all:
            found |= self._words[word]
        self[words] = found
        return found


def bits(number: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    while number:
        lowest = number & -number
        number ^= lowest
        yield lowest.bit_length() - 1
