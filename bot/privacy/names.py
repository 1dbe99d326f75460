"""Names of people.

Four ways to know one, surest first:
1. a word that introduces it: "called X", "name is X", "Mrs X", "X's mum", "mum X", initials "J.B.";
2. the lists: a given name that is no ordinary word, in any case; one that is a word (Will, Grace, May)
   only in the place of a name;
3. a capital word that no list explains, in the place of a name ("told Kezron", "Kezron said");
4. a name found in one of these ways, again elsewhere in the same message.
A surname or an initial after a name goes with it. Roles, services, drugs and places stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.hits import Hit
from bot.privacy.introduced import introduced
from bot.privacy.lexicon import Lexicon
from bot.privacy.reading import Reading

_INITIALS = re.compile(r"(?<![\w.])[A-Z]\. ?[A-Z](?:\. ?[A-Z])?(?![\w])\.?")
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "bint", "van", "von", "de", "da", "dos", "del", "la", "le", "mc", "mac", "abu"}
)
_LONGEST_NAME = 4
_BARE = 4
"""Shortest listed name that is taken for one in lower case without anything to introduce it."""


def find_names(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Every name of a person in `text`, surname and initials included."""
    yield from _initials(text, lexicon)
    reading = Reading(text, lexicon)
    known = introduced(reading)
    found: dict[int, int] = {}
    index = 0
    while index < len(reading.tokens):
        if reading.is_word(index) and (index in known or _is_name(reading, index, found)):
            end = _extend(reading, index)
            found[index] = end
            index = end
        else:
            index += 1
    for start, end in (found | _again(reading, found)).items():
        last = reading.tokens[end - 1]
        yield Hit("name", reading.tokens[start].start, last.end - _unmarked_s(reading, end - 1))


def _unmarked_s(reading: Reading, index: int) -> int:
    """1 for "jaydens" (mum), whose s is no part of the name."""
    word, names = reading.word(index), reading.lexicon.first_names
    return int(word.endswith("s") and word not in names and word[:-1] in names)


def _initials(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    for found in _INITIALS.finditer(text):
        letters = re.sub(r"\W", "", found.group()).lower()
        if letters not in lexicon.words["dotted_acronyms"]:
            yield Hit("name", *found.span())


def _is_name(reading: Reading, index: int, found: dict[int, int]) -> bool:
    if _owner(reading, index):
        return True
    if reading.first_name(index):
        return _listed(reading, index)
    if reading.word_name(index):
        return _worded(reading, index)
    return _unlisted(reading, index, found)


def _related(reading: Reading, index: int) -> bool:
    """Right after "mum", "her friend", "twin", with or without a comma."""
    before = index - 1
    if reading.word(before) == "," and reading.word(index + 1) in (",", "."):
        before -= 1
    return reading.has(before, "relations") and not reading.possessive(before)


def _owner(reading: Reading, index: int) -> bool:
    """ "X's mum", also "xs mum" without the mark."""
    words = reading.lexicon.words
    if reading.possessive(index):
        owned = reading.word(index + 2)
        if owned in words["relations"] or (owned in words["owned"] and reading.capital(index)):
            if reading.first_name(index) or reading.word_name(index):
                return True
            return reading.unknown_capital(index) and not reading.like_a_thing(index)
        return False
    word = reading.word(index)
    if word.endswith("s") and word not in words["ordinary"] and reading.word(index + 1) in words["relations"]:
        return word[:-1] in reading.lexicon.first_names and len(word) > 3
    return False


def _listed(reading: Reading, index: int) -> bool:
    """A given name that is no ordinary word."""
    word = reading.word(index)
    if reading.protected(index):
        return _related(reading, index) or reading.has(index + 1, "speaking")
    if reading.acronym(index):
        return len(word) >= _BARE
    common = reading.has(index, "never_bare")
    if reading.capital(index):
        thing = common and reading.word(index - 1) in ("a", "an")
        return not thing and (len(word) > 2 or not reading.starts_sentence(index))
    if common:
        return False
    if len(word) >= _BARE or _related(reading, index):
        return True
    return reading.has(index + 1, "speaking") or (len(word) == 3 and reading.has(index + 1, "after_name"))


def _worded(reading: Reading, index: int) -> bool:
    """A given name that is an ordinary word: only where a name would stand."""
    if not reading.capital(index):
        return reading.has(index, "mostly_names") and _related(reading, index) and reading.is_word(index)
    dated = reading.has(index, "calendar_names")
    drug = reading.has(index, "drug_names") and reading.has(index - 1, "using")
    if drug or reading.names_a_thing(index):
        return False
    if reading.protected(index) and not _related(reading, index):
        return False
    if reading.has(index + 1, "speaking") or _related(reading, index):
        return not reading.has(index - 1, "determiners")
    if dated or reading.has(index - 1, "determiners"):
        return False
    if reading.starts_sentence(index):
        return reading.has(index + 1, "after_name") and not reading.has(index, "never_bare")
    return True


def _unlisted(reading: Reading, index: int, found: dict[int, int]) -> bool:
    """A capital word that no list explains, or a surname, in the place of a name."""
    if not reading.unknown_capital(index) or reading.names_a_thing(index):
        return False
    if _family(reading, index):
        return True
    if reading.word(index - 1) == "the" and reading.has(index + 1, "household"):
        return True
    if reading.has(index - 1, "determiners"):
        return False
    if reading.starts_sentence(index):
        return _opens_as_a_name(reading, index)
    if reading.word(index) in reading.lexicon.surnames or _related(reading, index):
        return True
    if (
        reading.has(index - 1, "before_name")
        or reading.has(index + 1, "after_name")
        or reading.has(index - 1, "professions")
    ):
        return True
    if (
        reading.word(index - 1) == ","
        and reading.word(index + 1) == ","
        and reading.has(index + 2, "after_name")
    ):
        return True
    follows = (
        reading.word(index - 1) in (",", "and", "&", "/") and index - 2 < max(found.values(), default=-1) + 1
    )
    return (follows and bool(found)) or _two_together(reading, index)


def _family(reading: Reading, index: int) -> bool:
    """ "the Fitzgeralds"."""
    word = reading.word(index)
    return reading.word(index - 1) == "the" and word.endswith("s") and word[:-1] in reading.lexicon.surnames


def _opens_as_a_name(reading: Reading, index: int) -> bool:
    if reading.like_a_thing(index):
        return False
    if reading.has(index + 1, "speaking") and not reading.word(index).endswith("s"):
        return True
    surname = reading.word(index) in reading.lexicon.surnames and reading.has(index + 1, "after_name")
    return surname or (_two_together(reading, index) and reading.word(index + 1) in reading.lexicon.surnames)


def _two_together(reading: Reading, index: int) -> bool:
    return (
        reading.adjoins(index) and reading.unknown_capital(index + 1) and not reading.like_a_thing(index + 1)
    )


def _extend(reading: Reading, start: int) -> int:
    """The index after a name that begins at `start`: surnames, particles and initials go with it."""
    end = start + 1
    while end < len(reading.tokens) and end - start < _LONGEST_NAME and reading.adjoins(end - 1):
        if _surname(reading, start, end):
            end += 1
        elif reading.word(end) in _PARTICLES and reading.adjoins(end) and _surname(reading, start, end + 1):
            end += 2
        else:
            break
    return end


def _surname(reading: Reading, start: int, index: int) -> bool:
    if not reading.is_word(index) or reading.protected(index):
        return False
    text = reading.tokens[index].text.rstrip(".")
    if len(text) == 1:
        return (
            text.isupper()
            and text not in "IA"
            and reading.capital(start)
            and not reading.capitals_mean_nothing
        )
    if reading.capital(index):
        return reading.unknown_capital(index) or (
            reading.word_name(index) and not reading.has(index, "calendar_names")
        )
    return (
        reading.word(index) in reading.lexicon.surnames
        and not reading.ordinary(index)
        and not reading.acronym(index)
    )


def _again(reading: Reading, found: dict[int, int]) -> dict[int, int]:
    """The same names elsewhere in the message, where they are not ordinary words."""
    lexicon = reading.lexicon
    taken = {index for start, end in found.items() for index in range(start, end)}
    known = {
        reading.word(index)
        for index in taken
        if len(reading.word(index)) >= _BARE
        and not reading.ordinary(index)
        and not reading.word_name(index)
        and (reading.capital(index) or reading.word(index) in lexicon.first_names)
    }
    return {
        index: index + 1
        for index in range(len(reading.tokens))
        if index not in taken and reading.word(index) in known and not reading.protected(index)
    }
