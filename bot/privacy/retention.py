"""How long things are kept.

Transcripts are kept for hours or days, audit lines without text for longer (domain.md, data
protection). Each number comes from the environment: seconds, or a number with m, h or d
("30m", "72h", "90d"). A setting that cannot be meant (none, a year of transcripts) is refused at start
with a sentence, so that nothing is kept too long because of a slip.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.privacy.errors import RetentionError

MINUTE, HOUR, DAY = 60, 3_600, 86_400
_UNITS = {"": 1, "s": 1, "m": MINUTE, "h": HOUR, "d": DAY}
_TIME = re.compile(r"(\d{1,9})\s*([smhd]?)", re.IGNORECASE)


@dataclass(frozen=True)
class Setting:
    """One retention setting: its variable, what it is about, default and bounds in seconds."""

    variable: str
    about: str
    default: int
    lowest: int
    highest: int


CONVERSATION = Setting("HELPLINE_KEEP_CONVERSATION", "conversations", 72 * HOUR, 10 * MINUTE, 30 * DAY)
CLOSED = Setting("HELPLINE_KEEP_CLOSED", "closed conversations", 24 * HOUR, 10 * MINUTE, 30 * DAY)
AUDIT = Setting("HELPLINE_KEEP_AUDIT", "audit lines", 90 * DAY, DAY, 2_557 * DAY)


@dataclass(frozen=True)
class Retention:
    """Seconds to keep: a conversation after its last message, one after it was closed, an audit line."""

    conversation_s: int = CONVERSATION.default
    closed_s: int = CLOSED.default
    audit_s: int = AUDIT.default

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Retention:
        """The retention times of `environment` (default: the process's own).

        Raises `RetentionError` with a sentence that names the variable.
        """
        given = os.environ if environment is None else environment
        kept = cls(_seconds(given, CONVERSATION), _seconds(given, CLOSED), _seconds(given, AUDIT))
        if kept.closed_s > kept.conversation_s:
            raise RetentionError(
                f"{CLOSED.variable} is longer than {CONVERSATION.variable}. "
                "A closed conversation cannot be kept longer than an open one."
            )
        return kept


def _seconds(given: Mapping[str, str], setting: Setting) -> int:
    text = given.get(setting.variable, "").strip()
    if not text:
        return setting.default
    found = _TIME.fullmatch(text)
    if found is None:
        raise RetentionError(
            f"{setting.variable} is {text!r}, which is not a time. "
            "Write seconds, or a number with m, h or d, such as 72h."
        )
    seconds = int(found.group(1)) * _UNITS[found.group(2).lower()]
    if not setting.lowest <= seconds <= setting.highest:
        raise RetentionError(
            f"{setting.variable} would keep {setting.about} for {_plain(seconds)}. "
            f"Choose between {_plain(setting.lowest)} and {_plain(setting.highest)}."
        )
    return seconds


def _plain(seconds: int) -> str:
    for unit, name in ((DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= 2 * unit and seconds % unit == 0:
            return f"{seconds // unit} {name}"
    return f"{seconds} seconds"
