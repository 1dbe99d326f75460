"""Safety that runs out: which words set an end, and when that is in local time."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.safety import LONGEST, safe_until

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.utc)
SUMMER = datetime(2026, 7, 1, 11, 0, tzinfo=timezone.utc)  # noon in British Summer Time


def clock(text: str, now: datetime = NOON) -> str | None:
    found = safe_until(text, now)
    return found.strftime("%d %H:%M") if found else None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("she is safe with me until 3 pm", "24 15:00"),
        ("he's here till half three", "24 15:30"),
        ("in school until quarter past 3", "24 15:15"),
        ("with her til quarter to four", "24 15:45"),
        ("safe until 15:40", "24 15:40"),
        ("dad is back at 5", "24 17:00"),
        ("mum collects them at 3.15", "24 15:15"),
        ("he gets picked up at about 4", "24 16:00"),
        ("she's safe till home time", "24 15:15"),
        ("ok until the end of the day", "24 15:15"),
        ("he is being discharged today by 6pm", "24 18:00"),
        ("she can stay with me for another two hours", "24 14:00"),
        ("safe here for half an hour", "24 12:30"),
        ("safe until 1", "24 13:00"),
        ("he's out until 2am", "25 02:00"),
    ],
)
def test_an_end_is_found(text: str, when: str) -> None:
    assert clock(text) == when


@pytest.mark.parametrize(
    "text",
    [
        "she is 3 years old",
        "until 3 years ago",
        "he was fine until 5 weeks",
        "by 2 of the boys",
        "he told me at 3",
        "until next Friday",
        "the referral is in by 48 hours",
        "safe until 99",
        "for two hours he cried",
        "",
    ],
)
def test_other_numbers_are_no_end(text: str) -> None:
    assert clock(text) is None


def test_a_time_that_has_gone_by_today_is_tomorrows_only_within_reach() -> None:
    evening = datetime(2026, 11, 24, 18, 0, tzinfo=timezone.utc)
    assert clock("safe until 7am", evening) == "25 07:00"
    assert clock("safe until 5 pm", evening) is None


def test_local_time_is_the_united_kingdoms_in_summer_too() -> None:
    found = safe_until("until 3pm", SUMMER)
    assert found is not None
    assert found.astimezone(timezone.utc).hour == 14


@given(
    st.text(max_size=200),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(timezone.utc)),
)
def test_any_text_gives_a_time_to_come_or_none(text: str, now: datetime) -> None:
    found = safe_until(text, now)
    assert found is None or now < found <= now + LONGEST


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_clock_time_is_read_as_written(hour: int, minute: int) -> None:
    found = safe_until(f"safe until {hour:02d}:{minute:02d}", NOON)
    if found is not None and hour > 12:
        assert (found.hour, found.minute) == (hour, minute)
