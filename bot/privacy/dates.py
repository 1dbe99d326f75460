"""Dates of birth, and other whole dates.

A date with day, month and year identifies a child as well as a name does, so it goes: as
"[date of birth]" beside a word such as "born", as "[date]" elsewhere, because a counsellor must not
read the day of an incident as a birthday. A date without its year goes only beside such a word.
Ages, times, "24/7", weekdays and "3 weeks ago" are what the conversation lives on: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.hits import Hit
from bot.privacy.lexicon import Lexicon

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_NUMBER_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_GAP = r"[ /.,-]{1,3}(?:of )?"
_COUNTED = r"(?:am|pm|years|yrs|kids|children|times|weeks|days)"
_SEPARATORS = (r"/", r"-", r"\.")
_WHOLE = "|".join(
    (
        rf"{_DAY}{_GAP}{_MONTH}[ /.,-]{{0,3}}{_YEAR}(?![\d:%]|\s?{_COUNTED})",
        rf"{_MONTH} ?{_DAY}[ ,]{{1,2}}(?:19|20)\d\d(?!\d)",
        *(
            rf"{_DAY} ?{mark} ?{_NUMBER_MONTH} ?{mark} ?(?:(?:19|20)\d\d|\d\d)(?![\d/%])"
            for mark in _SEPARATORS
        ),
        rf"{_NUMBER_MONTH}/(?:1[3-9]|2\d|3[01])/(?:19|20)?\d\d(?![\d/%])",
        *(rf"(?:19|20)\d\d{mark}{_NUMBER_MONTH}{mark}{_DAY}(?!\d)" for mark in _SEPARATORS),
    )
)
_MORE_DIGITS = r"(?![ .-]\d(?!\d?[:.]\d\d(?!\d)|\d? ?[ap]m))"
"""A date whose digits go on is part of a telephone number, unless a time of day follows it."""
_DATE = re.compile(rf"(?<![\w/.-])(?:{_WHOLE}){_MORE_DIGITS}", re.IGNORECASE)
_CUE = r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|birth ?date|birth ?day|b'?day|born|b\.)"
_PART = "|".join(
    (
        rf"{_DAY}{_GAP}{_MONTH}",
        rf"{_MONTH} ?{_DAY}(?!\d)",
        rf"{_DAY} ?[/.-] ?{_NUMBER_MONTH}(?![\d/])",
        r"\d{8}(?!\d)",
        r"\d{6}(?!\d)",
        r"\d\d? \d\d? (?:\d\d){1,2}(?!\d)",
    )
)
_BETWEEN = r"[\s:;=,'()-]{0,3}(?:(?:is|was|on|the|of|in|his|her|their|s)\b[\s:,-]{0,2}){0,3}"
_BORN = re.compile(rf"{_CUE}{_BETWEEN}(?P<date>{_WHOLE}|{_PART})", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<![\w/.-])(?P<date>{_WHOLE})(?=[\s,(]{{0,3}}(?:is|was|\()?[\s,]?(?:his|her|their)? ?{_CUE})",
    re.IGNORECASE,
)


def find_dates(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Dates of birth first, so that they win, then every other whole date."""
    births = [found.span("date") for pattern in (_BORN, _AFTER) for found in pattern.finditer(text)]
    for span in births:
        yield Hit("date of birth", *span)
    for found in _DATE.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in births):
            yield Hit("date", *found.span())
