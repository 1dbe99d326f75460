"""Street addresses and the names of schools.

A number with a street ("14 Acacia Road"), a flat's number, a street with capitals and no number, and
a school's own name go; "primary school", "high street" and "10 minutes walk" stay. Hospitals stay,
because where a child is safe matters more here than which of a city's hospitals it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.privacy.hits import Hit
from bot.privacy.lexicon import Lexicon

_WORD = r"[^\W\d_][\w'-]{0,30}"
_FLAT = re.compile(
    r"\b(?:flat|apartment|apt|maisonette|bedsit)\b(?: (?:no|number)\b)?\.? ?"
    r"(?:\d{1,4}[a-z]?|(?-i:[A-Z](?!\w|'))|\d{1,3}/\d{1,3})(?![\w:%]|\s?(?:am|pm|year|yr|kid|child|week|day|month|people))",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(
    r"\b(?:lives?|living|lived|stay(?:s|ing)?|house|home|address)\b(?: (?:is|of|to|now))?(?: at| on)? "
    r"(?:no\.?|number|num) ?(?P<number>\d{1,4}[a-z]?)(?!\w)",
    re.IGNORECASE,
)
_HOSPITAL = re.compile(
    r"(?<!\w)(?P<name>(?:(?:[A-Z][\w'-]{1,30}|St\.) ){1,3})"
    r"(?:Hospital|Infirmary|Hospice|Church|Cathedral|Surgery|Clinic|Health Centre|Medical Centre)(?!\w)"
)
_NEVER_SAINT = frozenset(
    {"hospital", "infirmary", "ward", "hospice", "church", "clinic", "centre", "surgery", "unit", "cathedral"}
)
_LINKS = frozenset({"of", "the", "and", "&"})
_BEFORE_A_SCHOOL = frozenset(
    {
        *("little", "new", "old", "big", "all", "our", "holy", "christ", "church", "first", "high", "upper"),
        *("lower", "great", "good", "young", "forest", "village", "north", "south", "east", "west", "royal"),
    }
)


def keep_hospitals(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Hospitals and the like with their names ("St Mary's Hospital")."""
    known = lexicon.words
    for found in _HOSPITAL.finditer(text):
        words = found.group("name").lower().split()
        if not any(word in known["ordinary"] or word in known["before_name"] for word in words):
            yield Hit("kept", *found.span())


def _either(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=4)
def _street_patterns(sure: str, capital: str, bare: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    numbered = re.compile(
        rf"(?<![\w/.:£$-])\d{{1,4}}[a-z]?(?:-\d{{1,4}})?,? "
        rf"(?P<name>(?:{_WORD} ){{1,3}}?)(?P<kind>{sure}|{capital})\b\.?",
        re.IGNORECASE,
    )
    named = re.compile(rf"(?<!\w)(?P<name>(?:[A-Z][\w'.-]{{1,30}} ){{1,3}})(?P<kind>(?i:{bare}))\b")
    return numbered, named


def find_addresses(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Numbers with streets, streets in capitals, flats."""
    kinds = lexicon.streets
    numbered, named = _street_patterns(
        _either(kinds["sure"]), _either(kinds["capital"]), _either(kinds["without_number"])
    )
    for found in _FLAT.finditer(text):
        yield Hit("address", *found.span())
    for found in _HOUSE_NUMBER.finditer(text):
        yield Hit("address", *found.span("number"))
    for found in numbered.finditer(text):
        if _is_street(found, lexicon):
            yield Hit("address", *found.span())
    for found in named.finditer(text):
        start = _street_start(found, lexicon)
        if start is not None:
            yield Hit("address", start, found.end())


def _is_street(found: re.Match[str], lexicon: Lexicon) -> bool:
    words = found.group("name").split()
    if any(word.lower().strip(".") in lexicon.streets["not_a_name"] for word in words):
        return (
            words[0].lower() in ("the", "st", "high", "main", "old", "long")
            and len(words) + 1 >= 2
            and _capital(found)
        )
    return found.group("kind").lower() in lexicon.streets["sure"] or _capital(found)


def _capital(found: re.Match[str]) -> bool:
    return found.group("kind")[0].isupper() and all(word[0].isupper() for word in found.group("name").split())


def _street_start(found: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the street's own name begins: words that only begin a sentence are left out."""
    if not found.group("kind")[0].isupper():
        return None
    words = list(re.finditer(r"\S+", found.group("name")))
    ordinary = lexicon.words["ordinary"] | lexicon.words["before_name"] | lexicon.words["determiners"]
    while words and words[0].group().lower() in ordinary - {"new", "old", "church", "school", "station"}:
        words.pop(0)
    if not words:
        return None
    start = found.start("name") + words[0].start()
    plain = " ".join([*(word.group().lower() for word in words), found.group("kind").lower()])
    return None if plain in lexicon.not_a_street else start


@lru_cache(maxsize=4)
def _school_patterns(kinds: str, also: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    kind = rf"(?:{kinds})"
    tail = rf"{kind}(?:(?: |-| and | & )(?:{kinds}|{also}|special school|day nursery))*\b"
    capitals = re.compile(
        rf"(?<!\w)(?P<name>(?:(?:[A-Z][\w'&-]{{0,30}}|St\.|of|the|and|&) ){{1,6}})(?P<kind>(?i:{tail}))"
    )
    any_case = re.compile(
        rf"\b(?P<before>at|to|from|attends|in|of|our|called|@) "
        rf"(?P<name>(?:(?:st|saint)\.? {_WORD} )|(?:{_WORD} ){{1,2}}?)(?P<kind>{tail})",
        re.IGNORECASE,
    )
    return capitals, any_case


_SAINT = re.compile(
    r"(?<!\w)(?:St|Saint)\.? (?P<name>[A-Z][a-z]{2,20}(?:'?s)?)(?!\w)(?P<next>(?: [A-Za-z]+)?)"
)


def find_schools(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """A school's own name with its kind ("Oakfield Primary", "st marys primary school"), or a bare saint."""
    capitals, any_case = _school_patterns(
        _either(lexicon.schools["kinds"]), _either(lexicon.schools["also_after"])
    )
    for found in capitals.finditer(text):
        start = _school_start(found, lexicon)
        if start is not None:
            yield Hit("school", start, found.end())
    for found in any_case.finditer(text):
        start = _school_start(found, lexicon)
        if start == found.start("name") and _all_names(found, lexicon):
            yield Hit("school", start, found.end())
    for found in _SAINT.finditer(text):
        if found.group("next").strip().lower() not in _NEVER_SAINT:
            yield Hit("school", found.start(), found.end("name"))


def _all_names(found: re.Match[str], lexicon: Lexicon) -> bool:
    words = found.group("name").lower().replace(".", "").split()
    known = lexicon.words
    ordinary = lexicon.schools["not_a_name"] | known["ordinary"] | known["before_name"] | known["after_name"]
    return not any(word in ordinary or word in lexicon.protected_lower for word in words)


def _school_start(found: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the school's own name begins, or None where only ordinary words stand before its kind."""
    ordinary = lexicon.schools["not_a_name"] | lexicon.words["ordinary"]
    words = list(re.finditer(r"\S+", found.group("name")))
    names = [word for word in words if word.group().lower().strip(".,'") not in ordinary]
    if (
        found.group().isupper()
        or any(letter.isdigit() for letter in found.group("name"))
        or any(word.group() in lexicon.protected for word in names[-1:])
    ):
        return None
    if not names or (len(names) == 1 and names[0].group().lower().removesuffix("'s") in ordinary):
        return None
    if names[-1].group().lower().endswith(("ing", "ed")) and names[-1].group()[0].islower():
        return None
    if words[-1].group().lower() in _LINKS:
        return None
    first = words.index(names[0])
    while (
        first
        and words[first - 1].group().lower() in _BEFORE_A_SCHOOL
        and words[first - 1].group()[0].isupper()
    ):
        first -= 1
    return found.start("name") + words[first].start()
