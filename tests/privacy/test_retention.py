"""How long things are kept: defaults, what may be written, and what is refused with which words."""

from __future__ import annotations

import re

import pytest

from bot.privacy import Retention, RetentionError

HOUR, DAY = 3_600, 86_400


def test_the_defaults_are_three_days_one_day_and_ninety_days() -> None:
    assert Retention.from_environment({}) == Retention(72 * HOUR, 24 * HOUR, 90 * DAY)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3600", HOUR), ("90m", 90 * 60), ("48h", 48 * HOUR), (" 2 D ", 2 * DAY), ("7200s", 7_200)],
)
def test_a_time_is_seconds_or_a_number_with_a_unit(text: str, seconds: int) -> None:
    kept = Retention.from_environment({"HELPLINE_KEEP_CONVERSATION": text, "HELPLINE_KEEP_CLOSED": "10m"})
    assert kept.conversation_s == seconds


@pytest.mark.parametrize("text", ["soon", "-1", "1.5h", "h", "72 hours", "1e5", "٣h x"])
def test_what_is_no_time_is_named_with_an_example(text: str) -> None:
    with pytest.raises(RetentionError, match=r"HELPLINE_KEEP_AUDIT is .* such as 72h"):
        Retention.from_environment({"HELPLINE_KEEP_AUDIT": text})


@pytest.mark.parametrize(
    ("variable", "text", "words"),
    [
        ("HELPLINE_KEEP_CONVERSATION", "400d", "would keep conversations for 400 days"),
        ("HELPLINE_KEEP_CONVERSATION", "5", "between 10 minutes and 30 days"),
        ("HELPLINE_KEEP_CLOSED", "0", "would keep closed conversations for 0 seconds"),
        ("HELPLINE_KEEP_AUDIT", "1h", "would keep audit lines for 60 minutes"),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused(variable: str, text: str, words: str) -> None:
    with pytest.raises(RetentionError, match=re.escape(words)):
        Retention.from_environment({variable: text})


def test_a_closed_conversation_is_never_kept_longer_than_an_open_one() -> None:
    with pytest.raises(RetentionError, match="HELPLINE_KEEP_CLOSED is longer"):
        Retention.from_environment({"HELPLINE_KEEP_CONVERSATION": "12h"})


def test_the_process_environment_is_read_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPLINE_KEEP_AUDIT", "30d")
    assert Retention.from_environment().audit_s == 30 * DAY
