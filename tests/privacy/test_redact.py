"""What holds for every message: never an error, twice is once, spans are right, time is bounded."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.privacy import map_span, redact
from bot.privacy.hits import PLACEHOLDER

WORDS = [
    "mum",
    "dad",
    "Kelly",
    "kelly",
    "Jayden",
    "called",
    "named",
    "is",
    "'s",
    "mum",
    "said",
    ",",
    ".",
    "!",
    "?",
    "\n",
    "Mrs",
    "Dr",
    "Okafor",
    "Kezron",
    "J.B.",
    "will",
    "Will",
    "May",
    "and",
    "07700",
    "900123",
    "943",
    "476",
    "5919",
    "dob",
    "12/03/2019",
    "LS6",
    "2AB",
    "14",
    "Acacia",
    "Road",
    "flat",
    "3",
    "St",
    "Mary's",
    "Primary",
    "school",
    "the",
    "a",
    "@x_1",
    "a@b.co.uk",
    "www.x.com",
    "[name",
    "1]",
    "[phone]",
    "[name",
    "[",
    "]",
    "knife",
    "999",
    "s47",
    "-",
    "'",
    '"',
    "(",
    ")",
    "name",
    "is",
    "i'm",
    "&",
    "/",
    "4",
    "of",
]
sentences = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
runs = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@runs
@given(st.one_of(sentences, st.text(max_size=120), st.text(st.characters(), max_size=60)))
def test_any_text_is_taken_and_redacting_twice_changes_nothing(text: str) -> None:
    once = redact(text)
    assert redact(once.text).text == once.text


@runs
@given(sentences)
def test_spans_point_at_what_was_replaced_and_at_its_placeholder(text: str) -> None:
    redacted = redact(text)
    rebuilt, done = "", 0
    for found in redacted.found:
        start, end = found.span_in_original
        placeholder = redacted.text[slice(*found.span_in_new)]
        assert PLACEHOLDER.fullmatch(placeholder)
        rebuilt += text[done:start] + placeholder
        done = end
    assert rebuilt + text[done:] == redacted.text


def _uk_numbers() -> st.SearchStrategy[str]:
    mobile = st.integers(0, 999_999_999).map(lambda tail: f"07{tail:09d}")
    landline = st.builds(
        lambda area, tail: f"0{area}{tail:07d}",
        st.sampled_from(["161", "121", "20", "113", "131"]),
        st.integers(0, 9_999_999),
    )
    return st.one_of(mobile, landline).filter(
        lambda digits: phonenumbers.is_valid_number(phonenumbers.parse(digits, "GB"))
    )


@runs
@given(
    _uk_numbers(),
    st.lists(st.sampled_from(["", "", "", " ", "-", "."]), min_size=11, max_size=11),
    st.booleans(),
)
def test_the_digits_of_a_valid_number_never_survive(
    digits: str, gaps: list[str], international: bool
) -> None:
    spaced = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False)).strip(" -.")
    written = "+44 " + spaced[1:].lstrip(" -.") if international else spaced
    text = redact(f"mum said ring {written} after four").text
    assert not re.search(r"\d", text), text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mum Kelly says he has a knife at 14 Acacia Road", "has a knife"),
        ("Kelly: not breathing, ring 07700 900123", "not breathing"),
        ("not breathing", "not breathing"),
        ("overdose, dob 12/03/2019, Jayden", "overdose"),
    ],
)
def test_danger_words_are_found_again_in_the_redacted_text(text: str, words: str) -> None:
    redacted = redact(text)
    start = text.index(words)
    moved = map_span(redacted, (start, start + len(words)))
    assert redacted.text[slice(*moved)] == words


def test_a_span_that_touches_an_identifier_takes_in_its_placeholder() -> None:
    text = "mum said Kelly has a knife"
    redacted = redact(text)
    kelly = text.index("Kelly")
    assert redacted.text[slice(*map_span(redacted, (kelly + 2, len(text))))] == "[name 1] has a knife"
    assert redacted.text[slice(*map_span(redacted, (4, kelly + 2)))] == "said [name 1]"
    assert redacted.text[slice(*map_span(redacted, (kelly, kelly + 5)))] == "[name 1]"


@runs
@given(sentences, st.data())
def test_a_mapped_span_lies_inside_the_redacted_text(text: str, data: st.DataObject) -> None:
    redacted = redact(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    moved_start, moved_end = map_span(redacted, (start, end))
    assert 0 <= moved_start <= moved_end <= len(redacted.text)


def test_what_was_taken_out_is_not_kept() -> None:
    assert "Kelly" not in repr(redact("mum Kelly rang 07700 900123"))
    assert "07700" not in repr(redact("mum Kelly rang 07700 900123"))


SIXTY_WORDS = (
    "Hi, sorry to bother you. I am a school nurse. I saw a girl called Jayda today, she is 13 and in Year 8. "
    "Her mum Kelly rang on 07700 900123 and said she has been out every night since May with an older lad. "
    "They live at 14 Acacia Road, LS6 2AB. I don't know if I am overreacting or not."
)
LONG = {
    "digits": "0" * 2_000,
    "digits apart": "0 7 " * 500,
    "letters": "a" * 2_000,
    "capitals": "Kezron " * 285,
    "capital run": "Aa" * 1_000,
    "saints": "St Mary's " * 200,
    "schools": "The Of And " * 180,
    "dots": "a." * 1_000,
    "at signs": "a@" * 1_000,
    "links": "http://" * 285,
    "dates": "12/03/" * 333,
    "born": "born " * 400,
    "called": "called " * 285,
    "streets": "14 a b " * 285,
    "brackets": "[name " * 333,
    "quotes": "'" * 2_000,
    "hyphens": "a-" * 1_000,
    "message": (SIXTY_WORDS + " ") * 7,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_no_two_thousand_characters_send_a_pattern_backtracking_for_ever(text: str) -> None:
    assert isinstance(redact(text[:2_000]).text, str)
