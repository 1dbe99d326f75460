"""Words, sentences, syllables and the grade."""

from __future__ import annotations

import pytest

from bot.content.readability import grade, sentences, syllables, words

ONE = "the child is safe called asked helps marks hurt bruised place time school sleeves"
TWO = """
worried hurting little table bruises changes didn't lonely careful someone being trying needed
started children's
"""
THREE = "family counsellor remember assistant disclosure recording animal radio hospital"


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *((word, 1) for word in ONE.split()),
        *((word, 2) for word in TWO.split()),
        *((word, 3) for word in THREE.split()),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word, {}) == count


def test_exceptions_and_joined_words_are_counted_by_their_parts() -> None:
    assert syllables("evening", {"evening": 2}) == 2
    assert syllables("same-day", {}) == 2
    assert syllables("evening's", {"evening": 2}) == 2


def test_sentences_end_at_marks_and_new_lines() -> None:
    assert sentences('Call 999. "Is it now?" Yes.\nThen wait') == [
        "Call 999.",
        '"Is it now?',
        "Yes.",
        "Then wait",
    ]


def test_joined_words_and_short_forms_are_one_word() -> None:
    assert words("I don't know, it's a same-day call") == [
        "I",
        "don't",
        "know",
        "it's",
        "a",
        "same-day",
        "call",
    ]


def test_the_grade_follows_the_formula() -> None:
    text = "The cat sat on the mat. It was a big cat."
    assert grade(text, {}) == pytest.approx(0.39 * 5.5 + 11.8 * 1 - 15.59)
    assert grade("Safeguarding professionals communicate comprehensively.", {}) > 20
