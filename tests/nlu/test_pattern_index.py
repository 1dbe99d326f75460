"""Patterns under their words find what one Matcher with all of them finds."""

from __future__ import annotations

import pytest
import spacy
from spacy.matcher import Matcher

from bot.danger.training.examples import example_files, read_examples
from bot.nlu.facts_component import FactFinder, data_folder
from bot.nlu.pattern_index import PatternIndex
from bot.nlu.patterns import compile_pattern, split_words

EVERY = 400
"""Of the labelled examples, one in so many is read."""


def test_the_facts_patterns_match_as_in_one_matcher() -> None:
    finder = FactFinder(data_folder())
    index, vocab = finder._patterns, finder._vocab
    entries = {id(one): one for some in index._under.values() for one in some}
    entries |= {id(one): one for one in index._always}
    matcher = Matcher(vocab)
    for entry in entries.values():
        matcher.add(entry.key, [entry._pattern])
    assert len(entries) > 2_000
    matched = 0
    for example in read_examples(example_files())[::EVERY]:
        doc, _ = split_words(example.text, vocab)
        expected = {(vocab.strings[key], first, last) for key, first, last in matcher(doc)}
        assert set(index.matches(doc, [token.lower_ for token in doc])) == expected, example.text
        matched += len(expected)
    assert matched > EVERY / 10


@pytest.mark.parametrize(
    ("text", "found"),
    [("dad hits him", [("x", 0, 3)]), ("dad hit", []), ("hitting him, dad", []), ("", [])],
)
def test_a_pattern_runs_where_each_of_its_parts_has_a_word(text: str, found: list[object]) -> None:
    vocab = spacy.blank("en").vocab
    index = PatternIndex(vocab)
    index.add("x", compile_pattern("dad|mum hit* {1} him|her", {}))
    doc, _ = split_words(text, vocab)
    assert index.matches(doc, [token.lower_ for token in doc]) == found


def test_a_pattern_of_open_ended_words_alone_is_always_tried() -> None:
    vocab = spacy.blank("en").vocab
    index = PatternIndex(vocab)
    index.add("x", compile_pattern("bruis*", {}))
    assert "x" in index
    assert "y" not in index
    doc, _ = split_words("bruising again", vocab)
    assert index.matches(doc, [token.lower_ for token in doc]) == [("x", 0, 1)]
