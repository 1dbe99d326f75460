"""Facts mentioned in passing: a table for each, with the near misses beside them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.facts_component import FactFinder, FactsDataError, data_folder

FINDER = FactFinder(data_folder())


def found(text: str) -> dict[str, str]:
    """The last value of each fact."""
    return {fact.name: fact.value for fact in FINDER.find(text)}


AGES = [
    ("a 7 week old baby", "<1"),
    ("she's 11 months old", "<1"),
    ("newborn on the ward", "<1"),
    ("he is 14 months old", "1-4"),
    ("a toddler", "1-4"),
    ("sorry he's 4 not 14", "1-4"),
    ("4yo boy", "1-4"),
    ("boy, 8, in my class", "5-10"),
    ("year 4 pupil", "5-10"),
    ("P3 wean", "5-10"),
    ("a seven year old", "5-10"),
    ("Y8 girl", "11-13"),
    ("aged 12", "11-13"),
    ("S3 lassie", "14-15"),
    ("14 yr old girl", "14-15"),
    ("she's 15", "14-15"),
    ("a sixth former", "16-17"),
    ("17 y/o lad", "16-17"),
    ("mum is pregnant", "unborn"),
    ("mum is pregnant and has a 3 year old", "1-4"),
    ("no I meant 9", "5-10"),
]
NOT_AGES = [
    "it has gone on for 3 years",
    "about 2 years ago",
    "she's 5 minutes away",
    "he is 3 miles off",
    "there are 3 of them",
    "at 4 pm",
    "he's 40",
]


@pytest.mark.parametrize(("text", "band"), AGES)
def test_age(text: str, band: str) -> None:
    assert found(text).get("age_band") == band


@pytest.mark.parametrize("text", NOT_AGES)
def test_a_number_that_is_no_age(text: str) -> None:
    assert "age_band" not in found(text)


FACTS = [
    ("role", "I'm a health visitor", "health visitor"),
    ("role", "school nurse here", "school nurse"),
    ("role", "as a GP in a small town", "GP"),
    ("role", "im a ta in reception", "teaching assistant"),
    ("role", "Midwife here", "midwife"),
    ("role", "Midwife in Belfast, worried about a mum", "midwife"),
    ("role", "school nurse. a girl told me", "school nurse"),
    ("nation", "I work in Wales", "Wales"),
    ("nation", "in northern ireland", "Northern Ireland"),
    ("children_count", "there are 3 kids in the house", "3"),
    ("disability", "he is non-verbal", "yes, as told"),
    ("source", "the girl told me", "the child said it"),
    ("source", "I noticed a mark", "seen"),
    ("frequency", "it keeps happening", "more than once"),
    ("frequency", "only the once", "once"),
    ("injury", "brusie on his arm", "bruise"),
    ("body_region", "a mark on her ear", "ear or neck"),
    ("alleged_relationship", "mum's boyfriend is there", "parent's partner"),
    ("present_safety", "he's in my office", "with the professional or in their setting now"),
    ("safe_until", "dad's at work until 6", "within hours: a time today"),
    ("safe_until", "safe until home time", "within hours: the end of the school or nursery day"),
    ("safe_until", "okay till the weekend", "the weekend"),
    ("who_knows", "my dsl knows", "the safeguarding lead"),
    ("actions_taken", "I rang social services", "contacted children's social care"),
    ("actions_taken", "I haven't told anyone", "nothing yet"),
    ("recorded", "logged it on cpoms", "yes"),
    ("worry", "I'd say 8", "8"),
    ("worry", "7 out of 10", "7"),
    ("childs_words", "she said “daddy hurts me” at break", "daddy hurts me"),
    ("visitor", "my dad hits me", "a child"),
]


@pytest.mark.parametrize(("name", "text", "value"), FACTS)
def test_fact(name: str, text: str, value: str) -> None:
    assert found(text).get(name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("role", "the teacher told her mum"),
        ("role", "she told the GP, who rang me"),
        ("recorded", "what do I write down"),
        ("visitor", "in my office now"),
        ("visitor", "he says his dad hits him"),
        ("present_safety", "where is safety taught"),
        ("safe_until", "I can't sleep at night"),
        ("worry", "8 years old"),
    ],
)
def test_near_miss(name: str, text: str) -> None:
    assert name not in found(text)


def test_the_last_mention_counts_and_lists_keep_all() -> None:
    facts = FINDER.find("told my DSL, rang social care, then called the police")
    assert [f.value for f in facts if f.name == "actions_taken"] == [
        "told the safeguarding lead",
        "contacted children's social care",
        "contacted the police",
    ]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("there's no food in the house", "neglect.no_food"),
        ("he says his dad hits him with a belt", "physical_abuse.says_hurt"),
        ("bruise on a 6 week old", "bruise_non_mobile.mark_on_baby"),
        ("her uncle touches her private parts", "sexual_abuse.disclosure"),
        ("her boyfriend is 24", "sexual_exploitation.older_person"),
        ("he checks her phone", "domestic_abuse.control"),
        ("she said she wants to die", "self_harm.suicidal"),
    ],
)
def test_signal(text: str, signal: str) -> None:
    assert signal in [f.value for f in FINDER.find(text) if f.name == "signal"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived_and_spans_lie_inside(text: str) -> None:
    assert all(0 <= fact.start < fact.end <= len(text) for fact in FINDER.find(text))


def test_a_long_message_is_bounded() -> None:
    text = "he has bruises and dad hits him and mum is at work until 6 and she's 4 " * 120
    start = time.process_time()
    FINDER.find(text)
    assert time.process_time() - start < 1.0


def test_an_unknown_key_is_refused_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text("facts: {role: {x: {pattern: [a]}}}", encoding="utf-8")
    with pytest.raises(FactsDataError, match=r"facts\.yml.*role: x.*pattern"):
        FactFinder(tmp_path)


def test_a_bad_pattern_is_refused_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text("facts: {role: {x: ['<nobody> here']}}", encoding="utf-8")
    with pytest.raises(FactsDataError, match=r"facts\.yml: role=x.*not defined"):
        FactFinder(tmp_path)
