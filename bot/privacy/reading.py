"""A message read for names: its words with what each one is, and what stands around it.

Case tells much about a word, unless the writer shouts or Puts A Capital On Everything: then capitals
are taken as small letters. A word at the start of a sentence has a capital anyway.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.privacy.hits import MASK
from bot.privacy.lexicon import Lexicon, fold
from bot.privacy.tokens import Token, tokenise

_ENDS = frozenset(".!?:;•*…>|")
_QUOTES = frozenset("\"'([{-")
_NOT_SURNAMES = ("ian", "ish", "ese")
_NOT_PEOPLE = ("ing", "tion", "sion", "ment", "ness", "ance", "ence", "ity")
_INNER_CAPITAL = re.compile(r"(?<!-)(?<!')(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Le)(?<!^La)(?<!^)[A-Z]")
_DENSE = 0.6


def _is_word(word: str) -> bool:
    if word.isalpha():
        return True
    if not word[:1].isalpha() or MASK in word:
        return False
    return all(part.isalpha() for part in word.replace("'", "-").strip("-.").split("-"))


@dataclass
class Reading:
    """The words of one text. Indexes below are into `tokens`."""

    text: str
    lexicon: Lexicon
    tokens: list[Token] = field(init=False)
    lower: list[str] = field(init=False)
    capitals_mean_nothing: bool = field(init=False)
    _words: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = tokenise(self.text)
        self.lower = [fold(token.text) for token in self.tokens]
        self._words = [_is_word(word) for word in self.lower]
        words = [token.text for token in self.tokens if token.text[0].isalpha() and len(token.text) > 1]
        capital = sum(word[0].isupper() for word in words)
        self.capitals_mean_nothing = len(words) >= 5 and capital > _DENSE * len(words)

    def has(self, index: int, section: str) -> bool:
        """Is the word at `index` in this list of words.yml?"""
        return self.word(index) in self.lexicon.words[section]

    def word(self, index: int) -> str:
        """The word in lower case; "" before the first and after the last."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def is_word(self, index: int) -> bool:
        """A word of letters (joined by - or '), not a mark, a number or a masked place."""
        return 0 <= index < len(self._words) and self._words[index]

    def capital(self, index: int) -> bool:
        """Begins with a capital that means something, and is not an acronym."""
        if self.capitals_mean_nothing or not self.is_word(index):
            return False
        text = self.tokens[index].text
        return (
            text[0].isupper() and (len(text) == 1 or not text.isupper()) and not _INNER_CAPITAL.search(text)
        )

    def acronym(self, index: int) -> bool:
        """All capitals in a text that does not shout."""
        return (
            not self.capitals_mean_nothing and self.tokens[index].text.isupper() and len(self.word(index)) > 1
        )

    def starts_sentence(self, index: int) -> bool:
        """Nothing but marks between this word and the end of the sentence before."""
        before = index - 1
        while before >= 0 and self.tokens[before].text[0] in _QUOTES:
            before -= 1
        if before < 0 or self.tokens[before].text[-1] in _ENDS:
            return True
        return "\n" in self.text[self.tokens[before].end : self.tokens[index].start]

    def adjoins(self, index: int) -> bool:
        """Is there only a space between the word at `index` and the next, and no end of a sentence?"""
        if index + 1 >= len(self.tokens) or (
            len(self.tokens[index].text.rstrip(".")) > 1 and self.word(index).endswith(".")
        ):
            return False
        return self.text[self.tokens[index].end : self.tokens[index + 1].start] == " "

    def possessive(self, index: int) -> bool:
        """Is "'s" (or "'" after an s) the next token?"""
        return self.word(index + 1) in ("'s", "'") and self.tokens[index + 1].start == self.tokens[index].end

    def parts(self, index: int) -> list[str]:
        """The word's parts: ["ruby", "mae"] for Ruby-Mae."""
        return [part for part in self.word(index).strip("-.").split("-") if part]

    def first_name(self, index: int) -> bool:
        """In the list of names that are not words (each part of a joined one)."""
        known = self.lexicon.first_names
        if self.word(index).isalpha():
            return self.word(index) in known
        parts = self.parts(index)
        if len(parts) == 1:
            return parts[0] in known
        return (
            bool(parts)
            and parts[0] in known | self.lexicon.word_names
            and any(part in known for part in parts)
        )

    def word_name(self, index: int) -> bool:
        """A name that is an ordinary word too."""
        return self.word(index) in self.lexicon.word_names

    def protected(self, index: int) -> bool:
        """A capital word that is no person: a service, a law, a drug, a place, a people."""
        text = self.tokens[index].text
        return text in self.lexicon.protected or (
            text.isupper() and text.lower() in self.lexicon.protected_lower
        )

    def ordinary(self, index: int) -> bool:
        """A word that is never a name, also in the plural."""
        word = self.word(index)
        if not word.isalpha():
            word = (self.parts(index) or [""])[0]
        known = self.lexicon.words
        single = word.removesuffix("s")
        return any(
            word in known[name] or single in known[name] for name in ("ordinary", "relations", "professions")
        )

    def unknown_capital(self, index: int) -> bool:
        """A capital word that no list explains: in the place of a name it is taken for one."""
        if (
            not self.capital(index)
            or len(self.word(index)) < 2
            or self.protected(index)
            or self.ordinary(index)
        ):
            return False
        return not self.word(index).endswith(_NOT_SURNAMES) or self.word(index) in self.lexicon.surnames

    def names_a_thing(self, index: int) -> bool:
        """Stands before "class", "ward", "group": Willow Class, Hunter Ward."""
        return self.has(index + 1, "things") and not self.possessive(index)

    def like_a_thing(self, index: int) -> bool:
        """Ends as the names of things do (bruising, attendance)."""
        return self.word(index).endswith(_NOT_PEOPLE)
