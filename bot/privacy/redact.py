"""Replacing identifiers by placeholders before anything stores or forwards a message.

Order: placeholders already there and what must stay (helpline numbers, official sites, fixed phrases)
are masked; then e-mail, links, user names, telephone, National Insurance and NHS numbers, dates,
postcodes, addresses, schools, and last the names of people, each on what the ones before left over.
Rounds go on until nothing new is found, so that redacting twice changes nothing.

Pure: no clock, no network, and no memory of any message; word lists are read from data/ once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.privacy import dates, names, numbers, online, places
from bot.privacy.hits import PLACEHOLDER, Hit, apart, flatten, mask
from bot.privacy.lexicon import Lexicon, fold, load_lexicon

Finder = Callable[[str, Lexicon], Iterable[Hit]]

_KEEPERS: tuple[Finder, ...] = (
    online.keep_emails,
    online.keep_links,
    numbers.keep_numbers,
    places.keep_hospitals,
)
_FINDERS: tuple[Finder, ...] = (
    online.find_emails,
    online.find_links,
    online.find_usernames,
    numbers.find_valid_phones,
    numbers.find_ni_numbers,
    numbers.find_nhs_numbers,
    dates.find_dates,
    numbers.find_phones,
    numbers.find_postcodes,
    places.find_addresses,
    places.find_schools,
    names.find_names,
)
_ROUNDS = 8


@dataclass(frozen=True)
class Found:
    """One identifier: its kind (the placeholder's word), where it was and where its placeholder is.

    Both spans are character offsets, end exclusive.
    """

    kind: str
    span_in_original: tuple[int, int]
    span_in_new: tuple[int, int]


@dataclass(frozen=True)
class Redacted:
    """A message without identifiers, and what was taken out, in order. Never holds the identifiers."""

    text: str
    found: tuple[Found, ...]


def redact(text: str, *, lexicon: Lexicon | None = None) -> Redacted:
    """`text` with every identifier replaced; `redact(redact(x).text).text == redact(x).text`.

    Takes any string and never raises for one. `lexicon` defaults to the lists in data/.
    """
    words = lexicon or load_lexicon()
    flat = flatten(text)
    masked = mask(flat, _stays(flat, words))
    hits: list[Hit] = []
    for _ in range(_ROUNDS):
        before = len(hits)
        for finder in _FINDERS:
            fresh = apart(finder(masked, words))
            hits += fresh
            masked = mask(masked, fresh)
        if len(hits) == before:
            break
    return _replace(text, flat, sorted(hits, key=lambda hit: hit.start))


def prepare() -> None:
    """Read the lists and build the tokenizer now, so that the first message does not wait for them.

    Raises `PrivacyDataError`, with a sentence that names the file, where a list cannot be used.
    """
    redact("Ring mum.")


def map_span(redacted: Redacted, span: tuple[int, int]) -> tuple[int, int]:
    """A character span of the original, as a span of the redacted text.

    A span that touches an identifier takes in its whole placeholder.
    """
    start, end = span
    return _moved(redacted, start, first=True), _moved(redacted, max(start, end), first=False)


def _moved(redacted: Redacted, offset: int, *, first: bool) -> int:
    shift = 0
    for found in redacted.found:
        start, end = found.span_in_original
        if offset < start or (offset == start and not (first and end > start)):
            break
        if offset < end:
            return found.span_in_new[0] if first else found.span_in_new[1]
        shift = found.span_in_new[1] - end
    return offset + shift


def _stays(flat: str, lexicon: Lexicon) -> Iterator[Hit]:
    for found in PLACEHOLDER.finditer(flat):
        yield Hit("kept", *found.span())
    for keeper in _KEEPERS:
        yield from keeper(flat, lexicon)
    for found in _phrases(lexicon.phrases).finditer(flat):
        yield Hit("kept", *found.span())


@lru_cache(maxsize=4)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)


def _replace(text: str, flat: str, hits: list[Hit]) -> Redacted:
    numbered = _Numbering(flat)
    parts: list[str] = []
    found: list[Found] = []
    done = length = 0
    for hit in hits:
        parts.append(text[done : hit.start])
        length += hit.start - done
        placeholder = (
            f"[{numbered.name(flat[hit.start : hit.end])}]" if hit.kind == "name" else f"[{hit.kind}]"
        )
        parts.append(placeholder)
        found.append(Found(hit.kind, (hit.start, hit.end), (length, length + len(placeholder))))
        length += len(placeholder)
        done = hit.end
    parts.append(text[done:])
    return Redacted("".join(parts), tuple(found))


class _Numbering:
    """One number for each person in a message, after the numbers that the message already uses."""

    def __init__(self, flat: str) -> None:
        used = (int(found.group("number") or 0) for found in PLACEHOLDER.finditer(flat))
        self._last = max(used, default=0)
        self._known: dict[str, int] = {}

    def name(self, name: str) -> str:
        parts = [part for part in re.split(r"[^\w'-]+", fold(name)) if part] or [name]
        number = self._known.get(parts[0])
        if number is None:
            self._last += 1
            number = self._last
        for part in parts:
            self._known.setdefault(part, number)
        return f"name {number}"
