"""The authors' pattern language."""

from __future__ import annotations

import pytest
import spacy
from spacy.matcher import Matcher

from bot.nlu.patterns import PatternError, compile_pattern, number_in, split_words

CLASSES = {"child": ["boy", "girl"]}


def matches(pattern: str, text: str) -> bool:
    vocab = spacy.blank("en").vocab
    matcher = Matcher(vocab)
    matcher.add("x", [compile_pattern(pattern, CLASSES)])
    return bool(matcher(split_words(text, vocab)[0]))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("home time", "until Home Time", True),
        ("home time", "home at the time", False),
        ("mum|dad knows", "his DAD knows", True),
        ("bruis*", "bruising on him", True),
        ("bruis*", "a bru", False),
        ("<num> year old?", "four year", True),
        ("<num> year old?", "4year old", True),
        ("<child> {2} said", "the boy in tears said", True),
        ("<child> {2} said", "the boy who sat there crying said", False),
        ("don't know", "I don’t know", True),
        ("<child>? fell", "fell", True),
    ],
)
def test_matching(pattern: str, text: str, found: bool) -> None:
    assert matches(pattern, text) is found


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("<adult> said", "not defined"),
        ("old?", "would match nothing"),
        ("{2}", "would match nothing"),
        ("<Bad", "not written"),
    ],
)
def test_a_bad_pattern_is_refused_in_plain_words(pattern: str, says: str) -> None:
    with pytest.raises(PatternError, match=says):
        compile_pattern(pattern, CLASSES)


@pytest.mark.parametrize(("text", "number"), [("14", 14), ("Seven", 7), ("none", None), ("123456", None)])
def test_numbers(text: str, number: int | None) -> None:
    assert number_in([text]) == number


def test_places_point_at_the_words_of_the_original() -> None:
    text = "She said “no” – he’s 4yo"
    _, places = split_words(text, spacy.blank("en").vocab)
    assert [text[a:b] for a, b in places] == ["She", "said", "“", "no", "”", "–", "he’s", "4", "yo"]
