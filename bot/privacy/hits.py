"""What every finder shares: a hit, the mask, and a text made plain without moving a character.

Finders run one after another on a text of unchanging length. What one of them found is masked with
a character that no pattern matches, so that the next neither finds it again nor reads across it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

MASK = "\ue000"

_KINDS = "phone|email|NHS number|NI number|postcode|date of birth|date|address|school|link|username"
PLACEHOLDER = re.compile(rf"\[(?:{_KINDS}|name(?: (?P<number>\d{{1,6}}))?)\]")


class Hit(NamedTuple):
    """Something found: `kind` is the placeholder's word, `start` and `end` are character offsets."""

    kind: str
    start: int
    end: int


_PLAIN: dict[int, str] = {ord(MASK): "\ufffd"}
_PLAIN.update(dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4\uff07`"), "'"))
_PLAIN.update(dict.fromkeys(map(ord, "\u201c\u201d\u201e\uff02"), '"'))
_PLAIN.update(dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-"))
_PLAIN.update(dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\t"), " "))
_PLAIN.update(
    {ord("\uff20"): "@", ord("\uff0e"): ".", ord("\uff0b"): "+", ord("\uff08"): "(", ord("\uff09"): ")"}
)

_ODD = re.compile(r"[^\x00-\x7f]")


def _plain(found: re.Match[str]) -> str:
    letter = found.group()
    if letter.isdigit() and letter.isdecimal():
        return str(int(letter))
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"
    if "\uff21" <= letter <= "\uff5a":
        return chr(ord(letter) - 0xFEE0)
    return letter


def flatten(text: str) -> str:
    """`text` with plain quotes, dashes, spaces and digits; the same length, so offsets stay true."""
    return _ODD.sub(_plain, text.translate(_PLAIN))


def mask(text: str, hits: Iterable[Hit]) -> str:
    """`text` with every hit hidden; the same length."""
    for hit in hits:
        text = text[: hit.start] + MASK * (hit.end - hit.start) + text[hit.end :]
    return text


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in order, without overlaps: the earlier one wins, then the longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > hit.start and (not kept or hit.start >= kept[-1].end):
            kept.append(hit)
    return kept
