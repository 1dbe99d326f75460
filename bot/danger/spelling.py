"""From the word as typed to the word that the rules know.

In order, the first that succeeds: the safe list of respellings (data: misspellings, slang, dialect,
shorthand, contractions), a word that some rule or cue uses, a number, a clock time or an age, letters
repeated for emphasis ("heeelp"), digits or symbols in place of letters ("kn1fe", "r*pe"), and last, for
long danger words only, one slip of the finger. A word that remains unknown becomes a single placeholder,
so no stranger's word, least of all a name, outlives the message in any vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

UNKNOWN = "unkx"
NUMBER = "numx"
CLOCK = "clockx"

_REPEATED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_LEET = str.maketrans("013457@$!", "oieastasi")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])(?:(?:am|pm|ish)|[:.h][0-5]\d(?:am|pm|ish|hrs)?)")
_COUNTED = re.compile(r"(\d+(?:\.\d+)?|x?\d+x?)([a-z]+)?")
ENDINGS = ("'s", "'re", "'ve", "'ll", "'m", "'d")
_MIN_LENGTH = 6


class Speller:
    """Knows the vocabulary of the rules and how words are mistyped."""

    def __init__(
        self, *, respellings: Mapping[str, str], units: Mapping[str, str], danger_words: Iterable[str],
        ordinary: Iterable[str], vocabulary: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self._respell = {word: tuple(meant.split()) for word, meant in respellings.items()}
        self._units = {unit: tuple(meant.split()) for unit, meant in units.items()}
        self._ordinary = frozenset(ordinary)
        self._danger = frozenset(danger_words)
        self._known: frozenset[str] = frozenset()
        self._slips: dict[str, list[str]] = {}
        self.learn(vocabulary)

    def learn(self, vocabulary: Iterable[str]) -> None:
        """Take over the words that the rules use."""
        self._known = frozenset(vocabulary) | self._danger
        self._slips = {}
        for word in sorted(self._danger):
            if len(word) >= _MIN_LENGTH:
                for slip in _deletions(word):
                    self._slips.setdefault(slip, []).append(word)

    def literal(self, word: str) -> tuple[str, ...]:
        """A word of a pattern: respelt like everybody's, but never unknown."""
        return self._respell.get(word) or (self._counted(word) if word[0].isdigit() else None) or (word,)

    def words(self, word: str) -> tuple[str, ...]:
        """The word or words that are meant; the placeholder when nothing is recognised."""
        found = self._respell.get(word)
        if found is not None:
            return found
        if word in self._known:
            return (word,)
        return self._varied(word) or (UNKNOWN,)

    def _varied(self, word: str) -> tuple[str, ...] | None:
        if word[0].isdigit() or word[-1].isdigit():
            counted = self._counted(word)
            if counted is not None:
                return counted
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) > len(ending):
                return (*self.words(word[: -len(ending)]), ending)
        if word in self._ordinary:
            return None
        return self._emphasised(word) or self._disguised(word) or self._slipped(word)

    def _counted(self, word: str) -> tuple[str, ...] | None:
        if _CLOCK.fullmatch(word):
            return (CLOCK,)
        counted = _COUNTED.fullmatch(word)
        if counted is None:
            return None
        unit = counted[2]
        if unit is None:
            return (NUMBER,)
        return (NUMBER, *self._units[unit]) if unit in self._units else None

    def _emphasised(self, word: str) -> tuple[str, ...] | None:
        if _REPEATED.search(word) is None:
            return None
        for shorter in (_REPEATED.sub(r"\1\1", word), _REPEATED.sub(r"\1", word), _DOUBLED.sub(r"\1", word)):
            if shorter in self._respell or shorter in self._known:
                return self._respell.get(shorter, (shorter,))
        return None

    def _disguised(self, word: str) -> tuple[str, ...] | None:
        if word.isalpha() or len(word) < 4 or not any(letter.isalpha() for letter in word):
            return None
        if "*" in word:
            return self._starred(word)
        plain = word.translate(_LEET)
        return (plain,) if plain in self._danger else None

    def _starred(self, word: str) -> tuple[str, ...] | None:
        if len(word) > 20 or word.count("*") * 2 >= len(word):
            return None
        shape = re.compile(re.escape(word).replace(r"\*", "[a-z]"))
        return next(((meant,) for meant in sorted(self._danger) if shape.fullmatch(meant)), None)

    def _slipped(self, word: str) -> tuple[str, ...] | None:
        if not _MIN_LENGTH - 1 <= len(word) <= 20:
            return None
        for slip in (word, *_deletions(word)):
            for meant in self._slips.get(slip, ()) if slip not in self._danger else (slip,):
                if len(meant) >= _MIN_LENGTH and meant[0] == word[0] and _one_slip(word, meant):
                    return (meant,)
        return None


def _deletions(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns `typed` into `meant`."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, wanted = typed[start:], meant[start:]
    return (
        rest[1:] == wanted[1:]
        or rest[1:] == wanted
        or rest == wanted[1:]
        or (len(rest) > 1 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    )
