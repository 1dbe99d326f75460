"""From a message to the words that the rules read, each with its place in the original.

In order: bound the length, fold the characters (folding.py), cut into words and punctuation, respell each
word (spelling.py), and hand each to spaCy's tokeniser. Words that no rule knows have become
placeholders by then, so the shared spaCy vocabulary stays the size it had at load.

Bounds: of a text longer than `HEAD + TAIL` characters only the first `HEAD` and the last `TAIL` are read.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language as SpacyLanguage

from bot.danger.folding import Folder
from bot.danger.spelling import ENDINGS, UNKNOWN, Speller

HEAD = 30_000
TAIL = 12_000
MAX_WORD = 40
KNOWN_WORDS = 16_384

_WORD = re.compile(
    r"\d{1,2}[:.]\d\d(?:am|pm|ish)?(?![\d/])|[a-z0-9]+(?:['&/*@$!][a-z0-9*]+)*'?|\n\s*|\.\.+|[.!?]+(?=[\s\"')]|$)"
    r"|[,;:()\"\-]|[^\sa-z0-9]"
)
_SPLIT = re.compile(r"[&/*@$!']")
_STOPS = {".": ".", "!": "!", "?": "?", "\n": "."}


@dataclass(frozen=True)
class Reading:
    """A message as spaCy's tokens: `norms[i]` is token i's normal form, `spans[i]` its original place."""

    norms: list[str]
    spans: list[tuple[int, int]]


class Normaliser:
    """Reads messages. Holds no message, and of the words of one only what the rules know."""

    def __init__(
        self, *, folder: Folder, speller: Speller, phrases: Mapping[tuple[str, str], str], nlp: SpacyLanguage
    ) -> None:
        self._folder = folder
        self._phrases = phrases
        self._joined = set(ENDINGS) | {second for _, second in phrases}
        self._speller = speller
        self._nlp = nlp
        self._norms = lru_cache(maxsize=KNOWN_WORDS)(self._norms_of)
        """Of the rules' words, placeholders and signs only: no stranger's word comes this far."""

    def read(self, text: str) -> Reading:
        """The words of a text with their original places."""
        kept, gap = _bounded(text)
        folded, origin = self._folder.fold(kept)
        moved = origin is not None or gap[1] > 0
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        meant: dict[str, tuple[str, ...]] = {}  # of this message only: no word outlives it
        for found in _WORD.finditer(folded):
            typed, span = found[0], found.span()
            if moved:
                span = _original(*span, origin, gap)
            known = meant.get(typed)
            if known is None:
                known = meant[typed] = self._meant(typed)
            for word in known:
                if word in self._joined:
                    self._add(word, span, words, spans)
                else:
                    words.append(word)
                    spans.append(span)
        norms: list[str] = []
        places: list[tuple[int, int]] = []
        for word, span in zip(words, spans, strict=True):
            for norm in self._norms(word):
                norms.append(norm)
                places.append(span)
        return Reading(norms, places)

    def phrase(self, text: str) -> tuple[str, ...]:
        """The norms of a literal phrase in a pattern, or of an ending such as 's."""
        if text in ENDINGS:
            return (self._nlp.make_doc(f"he{text}")[-1].norm_,)
        folded, _ = self._folder.fold(text)
        words: list[str] = []
        for found in _WORD.finditer(folded):
            for word in self._speller.literal(found.group()):
                self._add(word, (0, 0), words, [])
        return tuple(norm for word in words for norm in self._norms(word))

    def _norms_of(self, word: str) -> tuple[str, ...]:
        """The normal forms of spaCy's tokens of a word; spaCy looks at each word by itself, too."""
        return tuple(token.norm_ for token in self._nlp.make_doc(word))

    def _add(self, word: str, span: tuple[int, int], words: list[str], spans: list[tuple[int, int]]) -> None:
        """Append a word; glue endings to their word, and put one word for a known pair of words."""
        before = words[-1] if words else ""
        together = before + word if word in ENDINGS and before else self._phrases.get((before, word))
        if together is None:
            words.append(word)
            spans.append(span)
            return
        words[-1] = together
        if spans:
            spans[-1] = (spans[-1][0], span[1])

    def _meant(self, word: str) -> tuple[str, ...]:
        first = word[0]
        if not first.isalnum():
            return (_STOPS.get(first, first),) if not word.startswith("..") else (",",)
        if len(word) > MAX_WORD:
            word = word[:MAX_WORD]
        meant = self._speller.words(word)
        if meant == (UNKNOWN,) and not word.isalnum():
            pieces = [piece for piece in _SPLIT.split(word) if piece]
            if len(pieces) > 1:
                return tuple(known for piece in pieces for known in self._speller.words(piece))
            return self._speller.words(pieces[0])
        return meant


def _bounded(text: str) -> tuple[str, tuple[int, int]]:
    """The part that is read, and (where the cut is, how many characters it left out)."""
    if len(text) <= HEAD + TAIL:
        return text, (len(text), 0)
    return f"{text[:HEAD]}\n{text[-TAIL + 1 :]}", (HEAD, len(text) - HEAD - TAIL)


def _original(start: int, end: int, origin: array[int] | None, gap: tuple[int, int]) -> tuple[int, int]:
    first = start if origin is None else origin[start]
    last = end - 1 if origin is None else origin[end - 1]
    cut, left_out = gap
    shift_first = left_out if first > cut else 0
    shift_last = left_out if last > cut else 0
    return first + shift_first, last + 1 + shift_last
