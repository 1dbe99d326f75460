"""Safety that runs out: "she is safe with me until 3 pm" is remembered, and asked about in time.

Why: a child who is safe only until home time, a release or a visit is not safe; domain.md section 3 asks
"safe until when?". The professional is at work and busy, so the assistant watches the clock.

In order: find a clock time behind a word that sets an end ("until", "collected at", "back by"), then take its
next coming in local time. Pure: the caller gives the time now. Local time is the United Kingdom's.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")
LEAD_S = 600
"""The question comes this long before the time, so that there is time to act."""
LONGEST = timedelta(hours=14)
HOME_TIME = (15, 15)
"""What "home time" means where no clock time is said: the end of a usual school day in the UK."""

_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_CLOCK = (
    rf"(?:(?P<half>half|quarter)(?:\s+(?P<side>past|to))?\s+)?{_HOUR}"
    r"(?:[:.](?P<minute>[0-5]\d))?(?:\s*o'?clock)?\s*(?P<part>am|pm|a\.m\.|p\.m\.)?(?![\w:.]?\d)"
    r"(?!\s*(?:days?|weeks?|months?|years?|yrs?|yo|of|out|kids|children|hours?|hrs?|minutes?|mins?|times|/|-))"
)
_ENDS = (
    r"(?:until|till|til|untill|\bby|"
    r"(?:(?:be\s+|being\s+|gets?\s+|is\s+)?(?:collect(?:s|ed|ing)?|pick(?:s|ed|ing)?(?:\s+\w+){0,2}\s+up|"
    r"picked\s+up|pick\s?up|back|home|due|finish(?:es)?|leav(?:es|ing)|goes|going\s+home|released|discharged)"
    r"(?:\s+\w+){0,3}?\s+(?:at|about|around|by)))\s+(?:about\s+|around\s+|roughly\s+|nearly\s+)?"
)
_AT_A_CLOCK = re.compile(_ENDS + _CLOCK, re.IGNORECASE)
_HOME_TIME = re.compile(
    r"(?:until|till|til|at|by|before)\s+(?:home\s?time|the\s+end\s+of\s+(?:the\s+)?(?:school\s+)?day|the\s+bell|pick\s?up)",
    re.IGNORECASE,
)
_FOR_HOURS = re.compile(
    rf"\b(?:for|in)\s+(?:about\s+|another\s+|the\s+next\s+)?(?P<count>an|a|\d|half\s+an|{'|'.join(_NUMBERS)})\s*"
    r"(?P<unit>hours?|hrs?)\b",
    re.IGNORECASE,
)
_SAFE = re.compile(
    r"\b(?:safe|with me|here with|in school|at school|at nursery|stay(?:s|ing)?)\b", re.IGNORECASE
)


def safe_until(text: str, now: datetime) -> datetime | None:
    """When the safety that the text speaks of ends, or None. `now` is aware; so is the answer (local time).

    The next coming of that clock time within `LONGEST` is meant: "3" said at noon is 3 in the afternoon.
    """
    plain = text.replace("’", "'")
    here = now.astimezone(LOCAL)
    found = _AT_A_CLOCK.search(plain)
    if found is not None:
        return _next(_time_of(found), here, part=(found["part"] or "").lower())
    if _HOME_TIME.search(plain):
        return _next(HOME_TIME, here, part="pm")
    ends = _FOR_HOURS.search(plain)
    if ends is not None and _SAFE.search(plain):
        return here + timedelta(
            minutes=30 if ends["count"].lower().startswith("half") else 60 * _count(ends["count"])
        )
    return None


def _count(word: str) -> int:
    word = word.lower()
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 1


def _time_of(found: re.Match[str]) -> tuple[int, int]:
    hour, minute = _count(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        step = 30 if found["half"].lower() == "half" else 15
        if (found["side"] or "").lower() == "to":
            return (hour - 1) % 24, 60 - step
        return hour, step
    return hour, minute


def _next(time: tuple[int, int], here: datetime, *, part: str) -> datetime | None:
    hour, minute = time
    if hour > 23:
        return None
    hours = [hour] if hour > 12 else [hour % 12, hour % 12 + 12]
    if part.startswith("a"):
        hours = [hour % 12]
    elif part.startswith("p"):
        hours = [hour % 12 + 12]
    days = (here.date(), here.date() + timedelta(days=1))
    comings = (
        datetime(day.year, day.month, day.day, one, minute, tzinfo=LOCAL) for day in days for one in hours
    )
    return next((coming for coming in sorted(comings) if here < coming <= here + LONGEST), None)
