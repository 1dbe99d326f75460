"""What a counsellor reads first."""

from __future__ import annotations

from actions.story.state import Story
from actions.story.summary import not_asked, summarise
from bot.protocol import HandoffSummary, decode
from tests.actions.support import triage


def test_what_was_not_asked_says_so() -> None:
    summary = summarise(Story(), {}, triage())
    assert summary["level"] == "unsure"
    assert {"role", "age_band", "present_safety", "worry", "topic"} <= set(not_asked(summary))


def test_it_is_the_wires_own_type() -> None:
    story = Story(topics=["neglect", "sexual_abuse"], level="urgent", reasons=["why"], phrases=["he said"])
    facts = {
        "role": "teacher",
        "age_band": "5-10",
        "worry": "8",
        "injury": "bruise",
        "body_region": "ear or neck",
    }
    summary = decode(HandoffSummary, summarise(story, facts, triage()))
    assert summary.topic == "sexual abuse; also neglect"
    assert summary.worry == "8 of 10, in the caller's view"
    assert summary.injury == "bruise (ear or neck)"
    assert (summary.level, summary.level_reasons, summary.trigger_phrases) == ("urgent", ["why"], ["he said"])


def test_an_age_that_is_not_a_band_is_left_out() -> None:
    assert summarise(Story(), {"age_band": "told in the chat"}, triage())["age_band"] == "not asked"


def test_all_that_was_done_and_all_who_know_are_listed() -> None:
    story = Story(gathered={"actions_taken": ["told a lead", "rang social care"], "who_knows": []})
    summary = summarise(story, {"who_knows": "the police"}, triage())
    assert summary["actions_taken"] == "told a lead; rang social care"
    assert summary["who_knows"] == "the police"


def test_the_story_survives_being_stored() -> None:
    story = Story(topic="neglect", topics=["neglect"], asked=["age"], raised=[["urgent", "why"]])
    assert Story.of(story.stored()) == story


def test_a_story_of_another_version_is_read_as_far_as_it_goes() -> None:
    assert Story.of({"topic": "neglect", "no_longer_known": 1}).topic == "neglect"
    assert Story.of(None) == Story()
