"""How serious: one table a rule, then what rules do together."""

from __future__ import annotations

from typing import Any

import pytest

from actions.story.heard import Heard
from actions.story.level import RULES, Case, settle
from actions.story.state import Story
from tests.actions.support import heard, triage


def level_of(story: Story, message: Heard | None = None, facts: dict[str, str] | None = None) -> str:
    settle(Case(story, facts or {}, message or heard(), triage()))
    return story.level


def test_nothing_known_is_unsure() -> None:
    assert level_of(Story()) == "unsure"


@pytest.mark.parametrize(
    ("topic", "level"),
    [
        ("general", "unsure"),
        ("neglect", "concern"),
        ("physical_abuse", "concern"),
        ("domestic_abuse", "concern"),
        ("self_harm", "concern"),
        ("sexual_exploitation", "concern"),
        ("sexual_abuse", "urgent"),
        ("bruise_non_mobile", "urgent"),
    ],
)
def test_a_topic_by_itself_means_its_own_level(topic: str, level: str) -> None:
    assert level_of(Story(topic=topic, topics=[topic])) == level


@pytest.mark.parametrize(
    ("message", "level"),
    [
        (heard(urgency="immediate"), "immediate"),
        (heard(urgency="urgent"), "urgent"),
        (heard(urgency="check", check="asked"), "concern"),
        (heard(urgency="check", check="no"), "unsure"),
        (heard(urgency="none"), "unsure"),
    ],
)
def test_the_words_themselves_set_a_level(message: Heard, level: str) -> None:
    assert level_of(Story(), message) == level


@pytest.mark.parametrize(
    ("signal", "level"),
    [
        ("neglect.dirty_or_hungry", "concern"),
        ("neglect.no_food", "urgent"),
        ("neglect.left_alone", "urgent"),
        ("physical_abuse.says_hurt", "urgent"),
        ("physical_abuse.explained_mark", "concern"),
        ("domestic_abuse.control", "urgent"),
        ("domestic_abuse.child_saw", "concern"),
        ("self_harm.suicidal", "urgent"),
        ("self_harm.cutting", "concern"),
        ("sexual_exploitation.missing", "urgent"),
    ],
)
def test_a_signal_means_what_its_topic_says(signal: str, level: str) -> None:
    topic = signal.split(".", maxsplit=1)[0]
    assert level_of(Story(topic=topic, topics=[topic], signals=[signal])) == level


def test_a_signal_of_a_topic_that_did_not_come_up_means_nothing() -> None:
    assert (
        level_of(Story(topic="neglect", topics=["neglect"], signals=["domestic_abuse.pregnancy"]))
        == "concern"
    )


@pytest.mark.parametrize(
    "facts", [{"age_band": "<1"}, {"age_band": "unborn"}, {"disability": "yes, as told"}]
)
def test_a_child_who_cannot_tell_leans_a_sign_of_harm_upwards(facts: dict[str, str]) -> None:
    story = Story(topic="neglect", topics=["neglect"], signals=["neglect.dirty_or_hungry"])
    assert level_of(story, facts=facts) == "urgent"


def test_age_alone_is_no_sign_of_harm() -> None:
    assert level_of(Story(topic="neglect", topics=["neglect"]), facts={"age_band": "<1"}) == "concern"


@pytest.mark.parametrize(
    ("facts", "notes", "level"),
    [
        ({"safe_until": "within hours: a time today"}, {}, "urgent"),
        ({"safe_until": "within hours: a time today"}, {"plan_before": "yes"}, "urgent"),
        ({"safe_until": "within hours: a time today"}, {"plan_before": "unsure"}, "urgent"),
        ({"safe_until": "within hours: a time today"}, {"plan_before": "no"}, "immediate"),
        ({"safe_until": "the weekend"}, {"plan_before": "no"}, "concern"),
    ],
)
def test_safety_that_runs_out(facts: dict[str, str], notes: dict[str, str], level: str) -> None:
    assert level_of(Story(topic="neglect", topics=["neglect"], notes=notes), facts=facts) == level


@pytest.mark.parametrize(("worry", "level"), [("6", "unsure"), ("7", "concern"), ("10", "concern")])
def test_the_callers_own_worry_raises(worry: str, level: str) -> None:
    assert level_of(Story(), facts={"worry": worry}) == level


def test_the_level_never_goes_down_and_missing_facts_never_lower_it() -> None:
    story = Story(level="urgent", reasons=["before"])
    assert level_of(story) == "urgent"
    assert story.reasons == ["before"]


def test_a_higher_level_takes_its_own_reasons_and_keeps_no_lower_ones() -> None:
    story = Story(
        topic="neglect", topics=["neglect"], level="concern", reasons=["The concern is about neglect."]
    )
    rose = settle(Case(story, {}, heard(urgency="urgent"), triage()))
    assert rose
    assert story.reasons == ["The caller's words describe harm that needs action the same day."]


def test_the_same_level_again_is_no_rise() -> None:
    story = Story(topic="neglect", topics=["neglect"])
    case = Case(story, {}, heard(), triage())
    assert [settle(case), settle(case)] == [True, False]


def test_every_rule_says_why_in_a_sentence() -> None:
    assert all(rule.why.endswith(".") and len(rule.why.split()) <= 20 for rule in RULES)


def test_an_answer_can_raise_the_level() -> None:
    raised: list[list[Any]] = [["immediate", "The caller says that someone is in danger now."]]
    assert level_of(Story(raised=raised)) == "immediate"
