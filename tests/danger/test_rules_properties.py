"""Properties that hold for every text: harmless words hide no danger, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.danger import Detector, load_rules

DANGERS = [
    "He's got a knife and he's outside",
    "she won't wake up",
    "We can't find him and he's only three",
    "She's taken an overdose",
    "the baby's not breathing",
    "He says he'll kill her tonight",
    "dad is hitting mum now",
    "I'm hiding in the toilet and he's kicking the door in",
    "He had his hands round her throat this morning",
    "there's a fire in the kitchen and the kids are upstairs",
]
HARMLESS = [
    "Hello.",
    "Thanks for getting back to me.",
    "I'm a school nurse.",
    "The family are known to us.",
    "Weight is on the 50th centile.",
    "I've ordered more red books.",
    "Two families moved out of area.",
    "The next review is in March.",
    "We have a meeting at ten.",
    "Sorry for the long message.",
    "He likes football and drawing.",
    "The form is on the system.",
    "I finished the training last week.",
    "My manager is on leave.",
    "The weather has been lovely.",
    "Is there a leaflet about weaning?",
]
DETECTOR: Detector = load_rules()

parts = st.lists(st.sampled_from(HARMLESS), max_size=8).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(danger=st.sampled_from(DANGERS), before=parts, after=parts)
def test_harmless_sentences_round_a_danger_do_not_hide_it(danger: str, before: str, after: str) -> None:
    assert DETECTOR.assess(f"{before} {danger}. {after}".strip()).urgency == "immediate"


@settings(max_examples=60, deadline=None)
@given(danger=st.sampled_from(DANGERS), before=parts, after=parts)
def test_new_lines_instead_of_stops_do_not_hide_it(danger: str, before: str, after: str) -> None:
    lines = [*before.split(". "), danger, *after.split(". ")]
    assert DETECTOR.assess("\n".join(line.rstrip(".") for line in lines)).urgency == "immediate"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300))
def test_any_unicode_is_assessed(text: str) -> None:
    errors = DETECTOR.layer_errors
    assessment = DETECTOR.assess(text)
    assert DETECTOR.layer_errors == errors
    assert assessment.text == text
    assert 0 <= assessment.score <= 1
    assert all(
        0 <= start <= end <= len(text) for start, end in (reason.span for reason in assessment.reasons)
    )


fragments = st.sampled_from(
    [*DANGERS, *HARMLESS, "knife", "'s", "\u200b", "…", "💊", "not", "\n", "(", "3pm", "n't", "\ud800"]
)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(fragments, max_size=12), glue=st.sampled_from(["", " ", "\n", ",", "\u202e"]))
def test_any_mixture_of_fragments_is_assessed_and_points_into_the_text(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    errors = DETECTOR.layer_errors
    assessment = DETECTOR.assess(text, before=pieces[:2])
    assert DETECTOR.layer_errors == errors
    assert all(0 <= start < end <= len(text) for start, end in (reason.span for reason in assessment.reasons))


@settings(max_examples=60, deadline=None)
@given(
    danger=st.sampled_from(DANGERS),
    place=st.integers(0, 40),
    odd=st.sampled_from("\u200b\u200d\u2060\u202a\u202c\ufeff\u00ad"),
)
def test_an_invisible_character_anywhere_changes_nothing(danger: str, place: int, odd: str) -> None:
    text = danger[:place] + odd + danger[place:]
    assert DETECTOR.assess(text).urgency == "immediate"


@pytest.mark.parametrize("text", DANGERS)
def test_each_of_the_dangers_alone_gets_the_card(text: str) -> None:
    assert DETECTOR.assess(text).urgency == "immediate"


@pytest.mark.parametrize("text", HARMLESS)
def test_each_of_the_harmless_sentences_alone_gets_nothing(text: str) -> None:
    assert DETECTOR.assess(text).urgency == "none"
