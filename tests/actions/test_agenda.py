"""Which question comes next."""

from __future__ import annotations

from actions.story.agenda import next_question
from actions.story.state import Story
from tests.actions.support import triage


def asked_in_turn(story: Story, facts: dict[str, str]) -> list[str]:
    keys = []
    while (key := next_question(story, facts, triage())) is not None:
        keys.append(key)
        story.asked.append(key)
    return keys


def test_danger_now_is_asked_first_in_every_topic() -> None:
    for name in triage().topics:
        assert next_question(Story(topic=name, topics=[name]), {}, triage()) == "safe_now"


def test_what_is_known_is_not_asked() -> None:
    keys = asked_in_turn(Story(topic="physical_abuse"), {"age_band": "5-10", "source": "seen"})
    assert not {"age", "seen_heard"} & set(keys)


def test_what_was_asked_is_not_asked_again() -> None:
    story = Story(topic="neglect")
    keys = asked_in_turn(story, {})
    assert len(keys) == len(set(keys))
    assert next_question(story, {}, triage()) is None


def test_no_topic_asks_more_than_the_limit() -> None:
    for name in triage().topics:
        keys = asked_in_turn(Story(topic=name, level="urgent"), {"safe_until": "within hours: a time today"})
        assert 4 <= len(keys) <= triage().common.most_questions + len(triage().common.pressing)


def test_a_condition_on_the_level_holds_back_a_question() -> None:
    assert "safe_until" not in asked_in_turn(Story(topic="sexual_exploitation", level="concern"), {})
    assert "safe_until" in asked_in_turn(Story(topic="sexual_exploitation", level="urgent"), {})


def test_the_plan_is_asked_only_where_safety_runs_out_within_hours() -> None:
    later = asked_in_turn(Story(topic="sexual_abuse", level="urgent"), {"safe_until": "the weekend"})
    soon = asked_in_turn(
        Story(topic="sexual_abuse", level="urgent"), {"safe_until": "within hours: a time today"}
    )
    assert "plan_before" not in later
    assert "plan_before" in soon


def test_the_plan_comes_next_in_every_topic_as_soon_as_safety_runs_out() -> None:
    for name in triage().topics:
        story = Story(topic=name, level="urgent", asked=["safe_now", *triage().topics[name].questions[:6]])
        story.asked = [key for key in story.asked if key != "plan_before"]
        assert next_question(story, {"safe_until": "within hours: a time today"}, triage()) == "plan_before"


def test_nothing_is_asked_without_a_topic() -> None:
    assert next_question(Story(), {}, triage()) is None


def test_they_said_that_no_one_is_in_danger() -> None:
    facts = {"present_safety": "not in danger now, in the caller's view"}
    assert next_question(Story(topic="neglect"), facts, triage()) == "neglect_change"
