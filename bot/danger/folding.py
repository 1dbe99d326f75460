"""Folding characters: whatever way a letter was typed, the rules see the plain one.

In order, for each character outside plain ASCII: a known picture (the knife emoji becomes the word
"knife"), a lookalike letter or quote (Cyrillic, Greek, curly quotes: all data, in spelling.yml), then
Unicode's compatibility decomposition without accents, lower-cased. Invisible characters vanish, anything
else becomes a space. Every folded character remembers the original one, so that a reason can point at the
text as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping
from functools import lru_cache

_ODD = re.compile(r"[^\n\x20-\x7e]+")
_NEW_LINES = frozenset("\r\x0b\x0c\x85\u2028\u2029")
_INVISIBLE = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Sk"})


class Folder:
    """Folds text to plain lower-case ASCII and keeps, for each folded character, the original position."""

    def __init__(self, *, pictures: Mapping[str, str], lookalikes: Mapping[str, str]) -> None:
        self._table = {picture: f" {words} " for picture, words in pictures.items()}
        self._table.update({alike: plain for plain, alikes in lookalikes.items() for alike in alikes})
        self._table.update(dict.fromkeys(_NEW_LINES, "\n"), **{"\t": " "})
        self._fold_character = lru_cache(maxsize=4096)(self._folded)

    def fold(self, text: str) -> tuple[str, array[int] | None]:
        """The folded text and its map to the original; the map is None where positions are unchanged."""
        if text.isascii() and _ODD.search(text) is None:
            return text.lower(), None
        parts: list[str] = []
        origin: array[int] = array("l")
        end = 0
        for odd in _ODD.finditer(text):
            parts.append(text[end : odd.start()].lower())
            origin.extend(range(end, odd.start()))
            for place in range(odd.start(), odd.end()):
                folded = self._fold_character(text[place])
                parts.append(folded)
                origin.extend([place] * len(folded))
            end = odd.end()
        parts.append(text[end:].lower())
        origin.extend(range(end, len(text)))
        return "".join(parts), origin

    def _folded(self, character: str) -> str:
        if character in self._table:
            return self._table[character]
        plain = "".join(part for part in unicodedata.normalize("NFKD", character) if part.isascii())
        if plain:
            return plain.lower()
        lowered = character.lower()
        if lowered != character and len(lowered) == 1:
            return self._folded(lowered)
        return "" if unicodedata.category(character) in _INVISIBLE else " "
