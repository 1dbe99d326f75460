"""Thousands of spaCy Matcher patterns, of which only those run whose words are all in the text.

One Matcher with all patterns tries each of them at each word. Here each pattern waits under the words of the
part that fewest words can fill (or, if every part is open-ended, in a short list that is always tried); those
that the text calls up and has a word for every part of run one by one. The matches are the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

Pattern = list[dict[str, Any]]
Match = tuple[str, int, int]


class PatternIndex:
    """Patterns by key; a key may have several."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._under: dict[str, list[_Entry]] = {}
        self._always: list[_Entry] = []
        self._keys: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def add(self, key: str, pattern: Pattern) -> None:
        """Keep one pattern."""
        self._keys.add(key)
        entry = _Entry(key, pattern, self._vocab)
        for word in entry.rarest:
            self._under.setdefault(word, []).append(entry)
        if not entry.rarest:
            self._always.append(entry)

    def matches(self, doc: Doc, words: Sequence[str]) -> list[Match]:
        """Key, first word, and the place behind the last word of each match. `words`: the doc's, lowered."""
        there = frozenset(words)
        called = {id(entry): entry for word in there for entry in self._under.get(word, ())}
        found: set[Match] = set()
        for entry in (*called.values(), *self._always):
            if entry.may_match(there):
                found.update((entry.key, first, last) for _, first, last in entry.matcher(doc))
        return sorted(found)


class _Entry:
    def __init__(self, key: str, pattern: Pattern, vocab: Vocab) -> None:
        self.key = key
        self._pattern = pattern
        self._vocab = vocab
        needed = [item["LOWER"] for item in pattern if item.get("OP") != "?"]
        self._any_of = [frozenset(words["IN"]) for words in needed if "IN" in words]
        self._like = [re.compile(words["REGEX"]) for words in needed if "REGEX" in words]
        self.rarest = min(self._any_of, key=len, default=frozenset())

    def may_match(self, words: Collection[str]) -> bool:
        """Whether each part that must be there has a word."""
        return not any(any_of.isdisjoint(words) for any_of in self._any_of) and all(
            any(map(like.match, words)) for like in self._like
        )

    @cached_property
    def matcher(self) -> Matcher:
        """Made when it is first needed."""
        matcher = Matcher(self._vocab)
        matcher.add("it", [self._pattern])
        return matcher
