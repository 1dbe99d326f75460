"""Words of a text with their places, from spaCy's rule-based English tokenizer (no model).

Joined names ("Ruby-Mae") come back as one word; a possessive "'s" stays a word of its own. spaCy
remembers every word that it has met for as long as the process lives, and these may be names of
children: each text is read inside a memory zone, which forgets its words at the end. A zone belongs to
one thread at a time, hence the lock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from bot.privacy.hits import MASK
from bot.privacy.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.language import Language

_LOCK = Lock()
_MARKS = re.compile(rf"[^\w\s{MASK}]{{8,}}")
"""Long runs of marks say nothing about names, and cost the tokenizer the square of their length."""


class Token(NamedTuple):
    """One word or mark: its text and its character offsets."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _english() -> Language:
    """The tokenizer's language, without the spellings and shapes that only a model would read."""
    import spacy

    language = spacy.blank("en")
    setattr(language.vocab, "lex_attr_getters", {})  # noqa: B010  absent from the stubs
    for word in _everyday():
        language.make_doc(f"{word} {word.capitalize()} {word}, {word}.")
    return language


def _everyday() -> Iterator[str]:
    """Words of our own lists, which the tokenizer may remember: they save half its time."""
    for words in load_lexicon().words.values():
        yield from words


def tokenise(text: str) -> list[Token]:
    """The words and marks of `text`, in order, white space left out. Takes text without surrogates."""
    text = _MARKS.sub(lambda run: " " * len(run.group()), text)
    language = _english()
    with _LOCK, language.memory_zone():
        places = language.make_doc(text).to_array(["IDX", "LENGTH"]).tolist()
    found = [Token(text[start : start + length], start, start + length) for start, length in places]
    return _join(text, [token for token in found if not token.text.isspace()])


def _join(text: str, tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        while (
            index + 2 < len(tokens)
            and tokens[index + 1].text == "-"
            and tokens[index + 1].start == token.end
            and tokens[index + 2].start == tokens[index + 1].end
            and token.text[-1].isalpha()
            and tokens[index + 2].text.isalpha()
        ):
            index += 2
            token = Token(text[token.start : tokens[index].end], token.start, tokens[index].end)
        joined.append(token)
        index += 1
    return joined
