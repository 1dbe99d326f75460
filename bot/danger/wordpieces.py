"""Text to word pieces and windows, the same way in training and at run time.

In order: bound the text, fold its characters (folding.py), respell slang and dialect, cut it into word
pieces that remember their place in the original, lay windows over them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.danger.errors import DangerDataError
from bot.danger.folding import Folder

HEAD, TAIL = 12_000, 4_000
WHOLE, WINDOW, OVERLAP, MAX_WINDOWS = 190, 126, 14, 22

_LENGTHENED = re.compile(r"([a-z])\1{2,}")
_TYPED = re.compile(r"[a-z0-9]+(?:['&/*@$!-][a-z0-9]+)*")
_STOPS = frozenset(".!?")


@dataclass(frozen=True)
class Pieces:
    """A text as the encoder's word pieces: ids, and the original characters that each piece stands for."""

    ids: list[int]
    spans: list[tuple[int, int]]
    ends: list[int]


class Wording:
    """Cuts texts into word pieces.

    `spelling` has the `pictures`, `lookalikes` and `respellings` (typed to meant) that the model was trained
    with; the model's folder keeps them, so an author's later change does not change the model's input.
    """

    def __init__(self, *, tokenizer: Path, spelling: Mapping[str, Mapping[str, str]]) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._folder = Folder(pictures=spelling["pictures"], lookalikes=spelling["lookalikes"])
        self._respellings = spelling["respellings"]
        self.opening = self._id_of("[CLS]")
        self.closing = self._id_of("[SEP]")

    def _id_of(self, mark: str) -> int:
        number = self._tokenizer.token_to_id(mark)
        if number is None:
            raise DangerDataError(f"there is no {mark} in the tokenizer", file="tokenizer.json")
        return int(number)

    def pieces(self, text: str) -> Pieces:
        """The pieces of a text; of a very long one, of its beginning and its end."""
        kept, gap = _bounded(text)
        folded, origin = self._folder.fold(kept)
        meant, places = self._respelled(folded)
        encoding = self._tokenizer.encode(meant, add_special_tokens=False)
        spans = []
        ends = []
        for number, (start, end) in enumerate(encoding.offsets):
            first, last = places[start], places[end - 1]
            if origin is not None:
                first, last = origin[first], origin[last]
            spans.append((first + gap * (first >= HEAD), last + 1 + gap * (last >= HEAD)))
            if meant[start:end] in _STOPS or "\n" in meant[end : end + 2]:
                ends.append(number + 1)
        return Pieces(encoding.ids, spans, ends)

    def folded(self, text: str) -> str:
        """A text as letters.py reads it: characters folded, known words respelt."""
        return self._respelled(self._folder.fold(text)[0])[0]

    def _respelled(self, text: str) -> tuple[str, Sequence[int]]:
        """`text` with letters typed three times or more cut to two ("heeelp") and known words respelt.

        Beside it, for each character, its place in `text`.
        """
        parts: list[str] = []
        places = array("l")
        end = 0
        for found in _TYPED.finditer(text):
            word = found.group()
            meant = self._respellings.get(word) or _LENGTHENED.sub(r"\1\1", word)
            if meant == word:
                continue
            start, stop = found.span()
            parts.extend((text[end:start], meant))
            places.extend(range(end, start))
            inside = range(start, stop) if len(meant) <= stop - start else [start] * len(meant)
            places.extend(inside[: len(meant) - 1])
            places.append(stop - 1)
            end = stop
        if not parts:
            return text, range(len(text))
        parts.append(text[end:])
        places.extend(range(end, len(text)))
        return "".join(parts), places


def _bounded(text: str) -> tuple[str, int]:
    if len(text) <= HEAD + TAIL:
        return text, 0
    return text[:HEAD] + text[-TAIL:], len(text) - HEAD - TAIL


def windows(count: int, ends: Sequence[int]) -> list[tuple[int, int]]:
    """Windows over `count` pieces: one where they fit, else overlapping ones that end with a sentence.

    At most MAX_WINDOWS: of a text that needs more, the first two thirds and the last third are kept.
    """
    if count <= WHOLE:
        return [(0, count)]
    laid: list[tuple[int, int]] = []
    start = 0
    while True:
        stop = min(start + WINDOW, count)
        if stop < count:
            stop = max((end for end in ends if start + WINDOW * 4 // 5 <= end <= stop), default=stop)
        laid.append((start, stop))
        if stop == count:
            break
        start = stop - OVERLAP
    if len(laid) > MAX_WINDOWS:
        laid = laid[: MAX_WINDOWS * 2 // 3] + laid[MAX_WINDOWS * 2 // 3 - MAX_WINDOWS :]
    return laid
