"""The content of this repository passes its own check."""

from __future__ import annotations

from pathlib import Path

from bot.content.check import check
from bot.content.findings import as_text, errors

DATA = Path(__file__).resolve().parents[2] / "data"


def test_the_real_content_has_no_error() -> None:
    wrong = errors(check(DATA))
    assert not wrong, "\n" + as_text(wrong)
