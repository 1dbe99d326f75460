"""Words that something before them introduces as a name.

In this order: phrases that only a name follows ("name is"), phrases that a name may follow ("I'm", "hi"),
"called" and "named", and titles ("Mrs", "PC"). After the first kind and after "a boy called" any word is a
name but the ones that words.yml excludes; elsewhere only a listed one or an unexplained capital.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.privacy.reading import Reading


@lru_cache(maxsize=8)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\s?[:=]?\s?\"?(?=[^\W\d_])", re.IGNORECASE)


def introduced(reading: Reading) -> set[int]:
    """Words that something before them introduces as a name."""
    starts = {token.start: index for index, token in enumerate(reading.tokens)}
    strong = {
        starts.get(hit.end(), -1) for hit in _phrases(reading.lexicon.naming_phrases).finditer(reading.text)
    }
    weak = {
        starts.get(hit.end(), -1)
        for hit in _phrases(reading.lexicon.naming_phrases_weak).finditer(reading.text)
    }
    found = {index for index in strong if index >= 0 and _after_naming(reading, index, sure=True)}
    found |= {index for index in weak if index >= 0 and _greeted(reading, index)}
    for index in range(1, len(reading.tokens)):
        if reading.has(index - 1, "naming") and reading.is_word(index):
            if _after_naming(reading, index, sure=_names_a_person(reading, index - 1)):
                found.add(index)
        elif reading.is_word(index) and _titled(reading, index):
            found.add(index)
    return found


def _names_a_person(reading: Reading, naming: int) -> bool:
    """ "a boy called", "who is called", "she's called": not "a game called"."""
    before = reading.word(naming - 1)
    if before in reading.lexicon.words["relations"]:
        return True
    return before in ("is", "'s", "was") and reading.word(naming - 2) in (
        "he",
        "she",
        "who",
        "dad",
        "mum",
        "baby",
        "name",
    )


def _after_naming(reading: Reading, index: int, *, sure: bool) -> bool:
    if not reading.is_word(index) or reading.has(index, "never_after_naming") or reading.protected(index):
        return False
    if reading.first_name(index):
        return True
    if reading.word_name(index):
        return sure or reading.capital(index) or not reading.has(index, "never_bare")
    if reading.capital(index):
        return reading.unknown_capital(index)
    return (
        sure and not reading.ordinary(index) and not reading.acronym(index) and len(reading.word(index)) > 2
    )


def _greeted(reading: Reading, index: int) -> bool:
    """After "I'm", "this is", "hi": a listed name, or a capital word that nothing explains."""
    if reading.has(index, "never_bare") and not reading.capital(index):
        return False
    if reading.first_name(index) and not reading.acronym(index):
        return len(reading.word(index)) >= 3 or reading.capital(index)
    if reading.word_name(index):
        return reading.capital(index) and not reading.has(index, "calendar_names")
    return reading.unknown_capital(index) and not reading.like_a_thing(index)


def _titled(reading: Reading, index: int) -> bool:
    title = reading.word(index - 1).rstrip(".")
    words = reading.lexicon.words
    if title in words["titles_any"]:
        if reading.capital(index):
            return not reading.ordinary(index) and not reading.protected(index)
        known = (
            title in ("mr", "mrs")
            or reading.word(index) in reading.lexicon.surnames
            or reading.first_name(index)
        )
        return known and not reading.ordinary(index) and not reading.acronym(index)
    return title in words["titles_capital"] and reading.unknown_capital(index)
