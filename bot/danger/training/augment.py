"""What people's typing does to a message: changes that leave its label as it was.

In order, each with its own chance: harmless sentences before or after it; phone spellings; slips of the
thumb; missing apostrophes; missing punctuation. Folding takes care of case, quotes and odd characters
before the network sees them, so they need no augmenting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from bot.danger.training.examples import Example

_PHONE = {
    "you": "u", "your": "ur", "are": "r", "because": "cos", "please": "pls", "and": "n", "to": "2",
    "with": "w", "going": "goin", "what": "wot", "that": "tht", "he's": "hes", "she's": "shes", "the": "teh",
    "about": "abt", "school": "skool", "just": "jst", "have": "av", "they": "dey", "people": "ppl",
    "tonight": "2nite", "tomorrow": "tmrw", "social": "socail", "child": "chld", "his": "is", "her": "er",
}  # fmt: skip
_NEAR = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad",
    "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_WORDS = re.compile(r"[A-Za-z']+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_POINTS = re.compile(r"[.,;:!?\"()“”\-–—]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


def harmless_sentences(examples: Sequence[Example]) -> list[str]:
    """Sentences to put round other messages: from plain, harmless ones without a danger word in them."""
    plain = [one for one in examples if one.label == "none" and one.position == "none" and not one.traps]
    return sorted({part.strip() for one in plain for part in _SENTENCE.split(one.text) if len(part) > 3})


class Augmenter:
    """Seeded changes to messages. `harmless` are the sentences that may be put round one."""

    def __init__(self, harmless: Sequence[str], *, seed: int) -> None:
        self._harmless = harmless
        self._random = Random(seed)  # noqa: S311 - nothing secret

    def changed(self, text: str) -> str:
        """The message as somebody else might have typed it; often as it is."""
        chance = self._random.random
        if chance() < 0.22:
            text = self._surrounded(text)
        if chance() < 0.12:
            text = _WORDS.sub(self._phone, text)
        if chance() < 0.2:
            text = _WORDS.sub(self._slip, text)
        if chance() < 0.25:
            text = _APOSTROPHE.sub("", text)
        if chance() < 0.3:
            text = " ".join(_POINTS.sub(" ", text).split())
        return text

    def _surrounded(self, text: str) -> str:
        count = self._random.choice((1, 1, 1, 2, 2, 5))
        around = self._random.sample(self._harmless, min(count, len(self._harmless)))
        before = self._random.randint(0, len(around))
        joint = self._random.choice((" ", " ", "\n", ". "))
        return joint.join([*around[:before], text, *around[before:]])

    def _phone(self, found: re.Match[str]) -> str:
        word = found.group()
        return _PHONE.get(word.lower(), word) if self._random.random() < 0.6 else word

    def _slip(self, found: re.Match[str]) -> str:
        word = found.group()
        if len(word) < 4 or self._random.random() > 0.15:
            return word
        place = self._random.randrange(1, len(word) - 1)
        letter = word[place]
        kind = self._random.randrange(4)
        if kind == 0:
            return word[:place] + word[place + 1 :]
        if kind == 1:
            return word[:place] + word[place + 1] + letter + word[place + 2 :]
        if kind == 2:
            return word[:place] + letter * 2 + word[place + 1 :]
        return word[:place] + self._random.choice(_NEAR.get(letter.lower(), letter)) + word[place + 1 :]
