"""The content of this repository passes its own check."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from bot.content import language, responses
from bot.content.check import check, reading
from bot.content.findings import as_text, errors
from bot.content.wording import load

DATA = Path(__file__).resolve().parents[2] / "data"


def test_the_real_content_has_no_error() -> None:
    wrong = errors(check(DATA))
    assert not wrong, "\n" + as_text(wrong)


def test_half_of_the_replies_read_at_grade_six_or_below() -> None:
    wording = load(DATA / "wording")
    grades = [language.reply_grade(one, wording) for one in responses.read_domain(DATA).replies]
    known = [grade for grade in grades if grade is not None]
    assert len(known) > 500
    assert median(known) <= 6
    assert f"median {median(known):.1f}" in reading(DATA)
