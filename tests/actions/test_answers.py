"""Taking a message in: topics, answers, signals, phrases."""

from __future__ import annotations

import pytest

from actions.story.answers import take_in
from actions.story.heard import Heard, hear
from actions.story.state import Story
from tests.actions.support import heard, triage


def taken(story: Story, message: Heard, facts: dict[str, str] | None = None) -> tuple[Story, dict[str, str]]:
    facts = {} if facts is None else facts
    take_in(story, facts, message, triage())
    return story, facts


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", "yes"),
        ("Yeah she does", "yes"),
        ("aye", "yes"),
        ("no", "no"),
        ("nope not yet", "no"),
        ("I haven't", "no"),
        ("I don't know", "unsure"),
        ("not sure really", "unsure"),
        ("dinnae ken", "unsure"),
        ("he is on the roof", None),
        ("she has a brother", None),
        ("nobody has a clue what happened there and I have thought about it for days on end", None),
    ],
)
def test_a_typed_answer_is_read_from_its_first_words(text: str, answer: str | None) -> None:
    assert heard(text).answer() == answer


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("yes", True),
        ("yes he's in there with her", True),
        ("yes I think so", True),
        ("yes i took a photo", False),
        ("yeah, we've written it down", False),
    ],
)
def test_a_yes_about_what_they_did_themselves_says_nothing_of_danger_now(text: str, danger: bool) -> None:
    story, _ = taken(Story(pending="safe_now", asked=["safe_now"]), heard(text))
    assert bool(story.raised) is danger
    assert (story.pending == "safe_now") is not danger


@pytest.mark.parametrize(
    ("payload", "intent", "answer"),
    [
        ("/affirm", "affirm", "yes"),
        ("/deny", "deny", "no"),
        ("/unsure", "unsure", "unsure"),
        ("/skip", "skip", None),
    ],
)
def test_a_button_is_read_from_its_intent(payload: str, intent: str, answer: str | None) -> None:
    assert heard(payload, intent).answer() == answer


@pytest.mark.parametrize("text", ["ok", "OK.", "right", "I see"])
def test_ok_is_not_an_answer_about_a_child(text: str) -> None:
    assert heard(text).merely_ok


class TestTopics:
    def test_an_intent_opens_a_topic(self) -> None:
        story, _ = taken(Story(), heard("he comes in hungry", "neglect", confidence=0.4))
        assert (story.topic, story.topics) == ("neglect", ["neglect"])

    def test_a_weak_guess_midway_adds_none(self) -> None:
        story, _ = taken(
            Story(topic="neglect", topics=["neglect"]), heard("it is cold there", "self_harm", confidence=0.5)
        )
        assert story.topics == ["neglect"]

    def test_a_fair_guess_midway_is_kept_but_not_followed(self) -> None:
        story, _ = taken(
            Story(topic="neglect", topics=["neglect"]),
            heard("and he hits her too", "domestic_abuse", confidence=0.8),
        )
        assert (story.topic, story.topics) == ("neglect", ["neglect", "domestic_abuse"])

    def test_signs_decide_between_two_that_are_about_as_likely(self) -> None:
        signs = {"signal": ("physical_abuse.worrying_place",)}
        near = (("harmful_sexual_behaviour", 0.5), ("physical_abuse", 0.33))
        message = Heard("bruises on his back", near[0][0], 0.5, near, signs)
        assert taken(Story(), message)[0].topic == "physical_abuse"
        far = (("harmful_sexual_behaviour", 0.7), ("physical_abuse", 0.2))
        message = Heard("bruises on his back", far[0][0], 0.7, far, signs)
        assert taken(Story(), message)[0].topic == "harmful_sexual_behaviour"

    def test_the_rules_name_the_kind_of_danger_before_the_encoder_does(self) -> None:
        reasons = [
            {"rule": "encoder", "category": "firearm"},
            {"rule": "attack.plan-with-means", "category": "attack_threat"},
        ]
        story, _ = taken(Story(), heard("he will shoot them all", danger={"reasons": reasons}))
        assert story.topic == "radicalisation"

    def test_a_guess_yields_to_the_first_topic_that_is_named(self) -> None:
        story, _ = taken(Story(), heard("rugby coach u14s", "allegations", confidence=0.3))
        assert (story.topic, story.guess) == ("allegations", "allegations")
        story, _ = taken(story, heard("he comes in hungry", "neglect", confidence=0.6))
        assert (story.topic, story.topics, story.guess) == ("neglect", ["neglect"], None)

    def test_a_guess_stays_where_nothing_else_is_named(self) -> None:
        story, _ = taken(Story(), heard("he comes in hungry", "neglect", confidence=0.3))
        story, _ = taken(story, heard("since about september", "self_harm", confidence=0.3))
        assert (story.topic, story.topics, story.guess) == ("neglect", ["neglect"], "neglect")

    @pytest.mark.parametrize(
        "again",
        [
            heard("and no lunch again", "neglect", confidence=0.6),
            heard("and no lunch again", facts={"signal": "neglect.dirty_or_hungry"}),
        ],
        ids=["named", "signs"],
    )
    def test_a_guess_that_is_borne_out_is_a_topic(self, again: Heard) -> None:
        story, _ = taken(Story(), heard("he comes in hungry", "neglect", confidence=0.3))
        story, _ = taken(story, again)
        assert (story.topics, story.guess) == (["neglect"], None)
        story, _ = taken(story, heard("and he hits her too", "domestic_abuse", confidence=0.6))
        assert story.topics == ["neglect"]

    def test_words_that_name_a_riskier_topic_are_followed(self) -> None:
        message = heard("he says dad hits him", facts={"signal": "physical_abuse.says_hurt"})
        story, _ = taken(Story(topic="neglect", topics=["neglect"]), message)
        assert (story.topic, story.topics) == ("physical_abuse", ["neglect", "physical_abuse"])

    def test_words_that_only_weigh_do_not_open_their_topic(self) -> None:
        message = heard("mum is pregnant", facts={"signal": "domestic_abuse.pregnancy"})
        story, _ = taken(Story(topic="neglect", topics=["neglect"]), message)
        assert story.topics == ["neglect"]

    def test_a_named_topic_takes_the_place_of_the_unnamed_one(self) -> None:
        story, _ = taken(
            Story(topic="general", topics=["general"]), heard("bruises on him", "physical_abuse")
        )
        assert (story.topic, story.topics) == ("physical_abuse", ["physical_abuse"])

    def test_facts_together_open_a_topic(self) -> None:
        story, _ = taken(Story(), heard("a bruise, he is tiny", facts={"age_band": "<1", "injury": "bruise"}))
        assert story.topic == "bruise_non_mobile"

    def test_a_long_message_that_is_not_understood_is_a_concern_without_a_name(self) -> None:
        story, _ = taken(Story(), heard("there was something in the way they all sat there"))
        assert story.topic == "general"

    def test_a_long_question_of_theirs_is_not_a_concern(self) -> None:
        story, _ = taken(Story(), heard("what is it that you do with all of this", "ask_confidential"))
        assert story.topic is None


class TestAnswers:
    def test_no_to_an_explanation_raises_and_is_kept(self) -> None:
        story, _ = taken(
            Story(topic="physical_abuse", topics=["physical_abuse"], pending="physical_abuse_explanation"),
            heard("no", "deny"),
        )
        assert story.raised == [["urgent", "An injury has no explanation that fits."]]
        assert story.answers["explanation"] == "no explanation, or one that does not fit"
        assert story.pending is None

    def test_a_fact_in_the_answer_is_kept_as_the_fact(self) -> None:
        facts = {"age_band": "1-4"}
        story, _ = taken(Story(pending="age"), heard("he's 4", "inform", facts={"age_band": "1-4"}), facts)
        assert (facts["age_band"], story.pending) == ("1-4", None)

    def test_free_text_answers_an_open_question(self) -> None:
        _, facts = taken(Story(pending="seen_heard"), heard("there was shouting behind the door all morning"))
        assert facts["source"] == "told in the chat"

    def test_free_text_never_overwrites_what_is_known(self) -> None:
        _, facts = taken(Story(pending="seen_heard"), heard("as I told you before"), {"source": "seen"})
        assert facts["source"] == "seen"

    def test_a_closed_list_holds_only_its_own_values(self) -> None:
        story, facts = taken(Story(pending="age"), heard("quite little"))
        assert "age_band" not in facts
        assert story.notes["age_band"] == "told in the chat"

    def test_skip_is_remembered_and_asks_nothing_of_the_facts(self) -> None:
        story, _ = taken(Story(pending="seen_heard"), heard("/skip", "skip"))
        assert story.skipped == ["seen_heard"]

    def test_not_in_danger_now_answers_that_question_whatever_was_asked_last(self) -> None:
        story, _ = taken(Story(pending="age"), heard("/danger_not_now", "danger_not_now"))
        assert (story.notes["danger_now"], story.pending) == ("no", "age")

    def test_several_actions_are_all_kept(self) -> None:
        story, _ = taken(Story(), heard("x", facts={"actions_taken": ["told a lead", "rang social care"]}))
        taken(story, heard("x", facts={"actions_taken": ["rang social care", "called the GP"]}))
        assert story.gathered["actions_taken"] == ["told a lead", "rang social care", "called the GP"]


def test_trigger_phrases_are_kept_once_and_the_longer_wins() -> None:
    reasons = [{"phrase": "knife"}, {"phrase": "he has a knife"}, {"phrase": "knife"}, {"phrase": "go"}]
    story, _ = taken(Story(), heard("x", danger={"urgency": "immediate", "reasons": reasons}))
    assert story.phrases == ["he has a knife"]


def test_hear_takes_the_worse_of_gateway_and_message() -> None:
    message = {
        "text": "x",
        "metadata": {"urgency": "immediate"},
        "danger": {"urgency": "urgent", "reasons": []},
    }
    assert hear(message).urgency == "immediate"
    assert hear({"text": "x", "danger": {"urgency": "check"}}).urgency == "check"
    assert hear({"text": "x"}).urgency == "none"


class TestNumbersByThemselves:
    FIVE = heard("5", facts={"age_alone": ("5-10",), "count_alone": ("5",), "worry_alone": ("5",)})
    TWO = heard("2", facts={"age_alone": ("1-4",), "count_alone": ("2",), "worry_alone": ("2",)})

    @pytest.mark.parametrize(
        ("pending", "filled"),
        [
            ("age", {"age_band": "5-10"}),
            ("others_home", {"children_count": "5"}),
            (None, {"age_band": "5-10"}),
            ("told_lead", {"age_band": "5-10"}),
        ],
    )
    def test_it_answers_what_was_asked_and_else_says_an_age(
        self, pending: str | None, filled: dict[str, str]
    ) -> None:
        _, facts = taken(Story(pending=pending), self.FIVE)
        assert {name: facts[name] for name in filled} == filled
        assert not {"age_band", "children_count"} - set(filled) & set(facts)

    def test_how_many_children_is_no_new_age(self) -> None:
        _, facts = taken(Story(pending="others_home"), self.FIVE, {"age_band": "14-15"})
        assert facts == {"age_band": "14-15", "children_count": "5"}

    def test_an_age_that_is_known_stands_unless_it_was_asked_for(self) -> None:
        assert taken(Story(), self.FIVE, {"age_band": "14-15"})[1] == {"age_band": "14-15"}
        assert taken(Story(pending="age"), self.FIVE, {"age_band": "14-15"})[1] == {"age_band": "5-10"}

    def test_a_small_number_is_an_age_only_where_that_was_asked(self) -> None:
        assert "age_band" not in taken(Story(), self.TWO)[1]
        assert taken(Story(pending="age"), self.TWO)[1] == {"age_band": "1-4"}
