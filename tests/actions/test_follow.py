"""Whole turns: what is said, in what order, and what never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.story import follow as turns
from actions.story.says import Said, Thread
from actions.story.state import Story
from tests.actions.support import Talk, heard, thread, triage


class TestTheStory:
    def test_acknowledges_once_then_asks_about_danger(self) -> None:
        talk = Talk()
        assert talk.say(heard("he comes in hungry and dirty", "neglect")).responses == [
            "utter_neglect_ack",
            "utter_common_ask_safe_now",
        ]
        assert (
            "utter_neglect_ack" not in talk.say(heard("and it is most days of the week", "neglect")).responses
        )

    def test_says_what_to_do_today_once_when_the_level_rises(self) -> None:
        talk = Talk()
        talk.say(heard("he has bruises", "physical_abuse"))
        said = talk.say(heard("he says dad hits him", facts={"signal": "physical_abuse.says_hurt"}))
        assert "utter_physical_abuse_urgent" in said.responses
        assert "utter_physical_abuse_urgent" not in talk.say(heard("yes and again on sunday")).responses

    def test_closes_with_level_steps_record_and_a_person(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        for _ in range(8):
            said = talk.say(heard("/skip", "skip"))
            if "utter_common_offer_person" in said.responses:
                break
        assert said.responses[-5:] == [
            "utter_common_level_concern",
            "utter_neglect_steps",
            "utter_neglect_avoid",
            "utter_common_record",
            "utter_common_offer_person",
        ]

    def test_what_to_avoid_is_said_before_the_closing_where_they_tell_enough(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        said = [talk.say(heard(f"number {n} of what I saw over there")).responses for n in range(8)]
        turn = next(n for n, replies in enumerate(said) if "utter_neglect_avoid" in replies)
        assert "utter_common_level_concern" not in said[turn]
        assert sum(replies.count("utter_neglect_avoid") for replies in said) == 1

    def test_asks_no_question_twice_in_a_whole_conversation(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        for n in range(25):
            talk.say(heard(f"something else that I saw, number {n}, over there"))
        questions = [r for replies in talk.said for r in replies if "_ask_" in r or "_offer_" in r]
        assert len(questions) == len(set(questions))

    def test_who_they_are_opens_no_topic_and_is_answered_with_the_open_question(self) -> None:
        talk = Talk()
        said = talk.say(heard("community midwife, out on visits", "introduce"))
        assert said.responses == ["utter_common_introduced"]
        assert talk.story.topics == []
        assert talk.say(heard("band 6", "introduce")).responses == ["utter_common_invite"]

    def test_always_says_something(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        for n in range(30):
            assert talk.say(heard("no" if n % 2 else "hmm well", "deny")).responses

    def test_a_second_concern_is_said_and_the_riskier_followed(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        said = talk.say(heard("he says his uncle touches him", facts={"signal": "sexual_abuse.disclosure"}))
        assert said.responses[0] == "utter_sexual_abuse_ack"
        assert "utter_sexual_abuse_urgent" in said.responses
        assert "utter_common_two_concerns" not in said.responses
        assert talk.story.topics == ["neglect", "sexual_abuse"]

    def test_two_concerns_are_said_where_the_words_speak_of_both(self) -> None:
        talk = Talk()
        talk.say(heard("hungry and dirty", "neglect", facts={"signal": "neglect.dirty_or_hungry"}))
        said = talk.say(heard("he says his uncle touches him", facts={"signal": "sexual_abuse.disclosure"}))
        assert said.responses[:2] == ["utter_sexual_abuse_ack", "utter_common_two_concerns"]

    @pytest.mark.parametrize(
        ("fact", "value", "reply"),
        [
            ("lead_state", "away or not to be reached", "utter_common_lead_not_there"),
            ("lead_state", "may be part of the concern", "utter_common_lead_part_of_it"),
            ("asked_to_keep", "asked that it stays private", "utter_common_asked_to_keep"),
            ("source", "the child said it", "utter_common_ack_words"),
        ],
    )
    def test_what_stands_in_the_way_is_met_once(self, fact: str, value: str, reply: str) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        assert talk.say(heard("so it is, I should add", facts={fact: value})).responses[0] == reply
        assert reply not in talk.say(heard("as I said, the same", facts={fact: value})).responses

    def test_an_urgent_matter_is_not_left_for_another_day(self) -> None:
        later = {"plan_for": "later than today"}
        talk = Talk()
        talk.say(heard("he says his uncle touches him", facts={"signal": "sexual_abuse.disclosure"}))
        assert (
            talk.say(heard("I'll ring them tomorrow", facts=later)).responses[0] == "utter_common_not_later"
        )
        assert "utter_common_not_later" not in talk.say(heard("tomorrow it is then", facts=later)).responses

    def test_a_matter_that_is_not_urgent_may_wait_until_tomorrow(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        said = talk.say(heard("I'll ring them tomorrow", facts={"plan_for": "later than today"}))
        assert "utter_common_not_later" not in said.responses

    def test_a_plan_for_another_day_is_met_before_the_note(self) -> None:
        story = Story(
            topic="neglect", topics=["neglect"], pending="will_do", asked=["will_do"], level="urgent"
        )
        later = heard("I'll tell our lead tomorrow", "inform", facts={"plan_for": "later than today"})
        said = turns.follow(thread(later, story=story))
        assert said.responses == ["utter_common_not_later", "utter_note_offer"]

    def test_who_has_no_lead_is_not_sent_to_the_lead(self) -> None:
        story = Story(
            topic="neglect", topics=["neglect"], level="urgent", told=["utter_common_lead_not_there"]
        )
        turn, said = thread(heard("so that is it"), story=story), turns.Said()
        turns.close(turn, said)
        assert said.responses[0] == "utter_common_level_urgent_no_lead"

    def test_a_question_about_a_child_is_left_out_where_it_is_no_child(self) -> None:
        talk = Talk()
        talk.say(
            heard(
                "a patient told me of her uncle",
                "sexual_abuse",
                facts={"subject": "an adult, about the past"},
            )
        )
        assert talk.story.notes["subject"] == "an adult, about the past"

    def test_at_most_one_question_a_turn(self) -> None:
        talk = Talk()
        for n in range(12):
            said = talk.say(heard(f"he says he fell, story number {n} about it", "physical_abuse"))
            assert sum("_ask_" in r or "_offer_person" in r for r in said.responses) <= 1

    def test_yes_to_the_offer_hands_over(self) -> None:
        story = Story(
            topic="neglect", topics=["neglect"], pending="offer_person", offered=True, advised=["concern"]
        )
        said = turns.follow(thread(heard("yes please", "affirm"), story=story))
        assert (said.responses, said.handoff) == (["utter_person_asked"], "offered")

    def test_no_to_the_offer_is_taken_kindly(self) -> None:
        story = Story(
            topic="neglect", topics=["neglect"], pending="offer_person", offered=True, advised=["concern"]
        )
        said = turns.follow(thread(heard("not now", "deny"), story=story))
        assert said.responses == ["utter_common_offer_declined", "utter_common_ask_will_do"]
        assert said.handoff is None

    def test_a_plan_is_kept_and_a_note_offered(self) -> None:
        story = Story(topic="neglect", topics=["neglect"], pending="will_do", asked=["will_do"], offered=True)
        turn = thread(heard("ring our lead before nine tomorrow", "inform"), story=story)
        assert turns.follow(turn).responses == ["utter_note_offer"]
        assert turn.section == "plan"


class TestDanger:
    def test_beside_the_gateways_card_the_card_is_not_repeated(self) -> None:
        said = turns.follow(thread(heard("he has a knife", "immediate_danger", urgency="immediate")))
        assert (said.responses, said.handoff) == (["utter_immediate_first"], "immediate")

    def test_yes_to_our_own_question_says_999_first(self) -> None:
        story = Story(topic="neglect", topics=["neglect"], pending="safe_now", asked=["safe_now"])
        said = turns.follow(thread(heard("yes", "affirm"), story=story))
        assert said.responses[0] == "utter_immediate_call_999"
        assert said.handoff == "immediate"

    def test_no_routine_question_follows(self) -> None:
        talk = Talk()
        talk.say(heard("he has a knife", "immediate_danger", urgency="immediate"))
        for _ in range(6):
            said = talk.say(heard("we are in the hall and he is outside", urgency="immediate"))
            assert said.responses
            assert not any("_ask_" in r for r in said.responses)
            assert said.handoff is None

    def test_worse_is_answered_as_worse(self) -> None:
        story = Story(level="immediate", card=True, told=["utter_immediate_first"])
        danger = {"urgency": "immediate", "reasons": [{"category": "blade"}]}
        worse = thread(heard("he is at the gate with it", urgency="immediate", danger=danger), story=story)
        assert turns.follow(worse).responses == ["utter_immediate_worse"]
        own = {"urgency": "immediate", "reasons": [{"category": "professional_in_danger"}]}
        mine = thread(heard("he has locked me in", urgency="immediate", danger=own), story=story)
        assert turns.follow(mine).responses == ["utter_immediate_stay_c"]
        plain = thread(heard("they are on their way", urgency="immediate"), story=story)
        assert turns.follow(plain).responses == ["utter_immediate_stay_a"]

    def test_a_counsellor_may_lower_it_and_then_the_story_goes_on(self) -> None:
        talk = Talk()
        talk.say(heard("he has a knife", "immediate_danger", urgency="immediate"))
        talk.say(heard("he comes in hungry and dirty", "neglect", urgency="urgent"))
        assert talk.story.level == "urgent"
        assert any("_ask_" in r for r in talk.said[-1])

    def test_nobody_but_the_gateway_lowers_it(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        talk.say(heard("yes", "affirm"))
        assert talk.story.level == "immediate"
        talk.say(heard("he is fine now honestly, all over"))
        assert talk.story.level == "immediate"

    def test_while_the_gateway_asks_no_other_question_stands_beside_it(self) -> None:
        talk = Talk()
        talk.say(heard("a lad in my form is low", "self_harm"))
        assert talk.say(heard("he is by the bridge", urgency="check", check="asked")).responses == []
        assert talk.say(heard("yes i took a photo", urgency="check", check="asked")).responses == []
        assert talk.story.level != "immediate"
        assert talk.say(heard("no he is in class", "deny", check="no")).responses

    def test_not_now_goes_on_with_the_story(self) -> None:
        talk = Talk()
        talk.say(heard("a lad in my form is low", "self_harm", urgency="check", check="asked"))
        said = talk.say(heard("/danger_not_now", "danger_not_now", urgency="check", check="no"))
        assert any("_ask_" in r for r in said.responses)
        assert "utter_common_ask_safe_now" not in said.responses


class TestInterruptions:
    def test_the_waiting_question_comes_back_in_other_words_once(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        first = turns.return_to_thread(thread(heard("are you a robot?", "ask_robot"), story=talk.story))
        assert first.responses == ["utter_common_ask_safe_now_again"]
        second = turns.return_to_thread(
            thread(heard("who reads this?", "ask_confidential"), story=talk.story)
        )
        assert second.responses == ["utter_neglect_ask_change"]

    def test_thanks_after_some_answers_give_a_step_to_leave_with_once(self) -> None:
        story = Story(
            topic="neglect",
            topics=["neglect"],
            level="urgent",
            asked=["safe_now", "age", "day_like"],
            pending="day_like",
            told=["utter_neglect_urgent"],
        )
        facts = {"danger_now": "no"}
        said = turns.return_to_thread(thread(heard("thanks", "thanks"), story=story, facts=facts))
        assert said.responses == ["utter_common_before_you_go_urgent"]
        assert story.pending == "day_like"
        again = turns.return_to_thread(thread(heard("thanks", "thanks"), story=story, facts=facts))
        assert again.responses == ["utter_common_ask_day_like_again"]

    def test_a_question_is_not_brought_back_where_its_answer_came_meanwhile(self) -> None:
        story = Story(topic="neglect", topics=["neglect"], asked=["safe_now", "age"], pending="age")
        message = heard("is this private? she is six", "ask_confidential", facts={"age_band": "5-10"})
        said = turns.return_to_thread(thread(message, story=story, facts={"age_band": "5-10"}))
        assert "utter_common_ask_age_again" not in said.responses

    def test_ok_brings_the_question_back_and_does_not_answer_it(self) -> None:
        talk = Talk()
        talk.say(heard("he has bruises", "physical_abuse"))
        talk.say(heard("/danger_not_now", "danger_not_now"))
        said = talk.say(heard("ok", "affirm"))
        assert said.responses == ["utter_physical_abuse_ask_explanation_again"]

    def test_a_pause_asks_nothing_and_keeps_the_question(self) -> None:
        talk = Talk()
        talk.say(heard("he comes in hungry and dirty", "neglect"))
        assert turns.pause(thread(heard("I feel sick", "distress"), story=talk.story)).responses == []
        said = turns.return_to_thread(thread(heard("go on", "go_on"), story=talk.story))
        assert said.responses == ["utter_common_ask_safe_now_again"]

    def test_advice_on_request_says_the_steps_and_still_asks_about_danger(self) -> None:
        story = Story(topic="neglect", topics=["neglect"], level="concern")
        said = turns.advise(thread(heard("what do I do", "ask_advice"), story=story))
        assert said.responses[:2] == ["utter_common_level_concern", "utter_neglect_steps"]
        assert said.responses[-1] == "utter_common_ask_safe_now"

    def test_advice_without_a_story_asks_for_one(self) -> None:
        said = turns.advise(thread(heard("what do I do", "ask_advice")))
        assert said.responses == ["utter_common_advice_needs_story"]

    def test_a_child_who_found_this_is_never_interviewed(self) -> None:
        talk = Talk()
        turns.pause(
            thread(heard("my dad hits me", "child_user", facts={"visitor": "a child"}), story=talk.story)
        )
        for text in ("I'm scared", "no", "he is downstairs and he is shouting at everyone"):
            assert all(r.startswith("utter_child_user") for r in talk.say(heard(text)).responses)

    def test_a_job_ends_that(self) -> None:
        story = Story(visitor=True)
        turns.follow(
            thread(heard("I'm a teacher actually", "inform", facts={"role": "teacher"}), story=story)
        )
        assert not story.visitor

    @pytest.mark.parametrize("turn", [turns.return_to_thread, turns.advise])
    def test_the_offer_of_a_person_outlives_a_question(self, turn: Callable[[Thread], Said]) -> None:
        story = Story(
            topic="neglect", topics=["neglect"], level="concern", pending="offer_person", offered=True
        )
        story.advised = ["concern"]
        turn(thread(heard("what do I write down?", "ask_what_to_record"), story=story))
        assert turns.follow(thread(heard("yes please", "affirm"), story=story)).handoff == "offered"

    def test_danger_is_not_asked_after_where_they_said_there_is_none(self) -> None:
        story = Story(topic="neglect", topics=["neglect"], level="concern")
        facts = {"present_safety": "not in danger now, in the caller's view"}
        said = turns.advise(thread(heard("what do I do", "ask_advice"), story=story, facts=facts))
        assert said.responses[-1] == "utter_common_offer_person"


class TestNotUnderstood:
    def test_says_so_once_then_offers_a_person_then_neither_again(self) -> None:
        story = Story()
        said = [turns.puzzled(thread(heard("blah"), story=story)).responses for _ in range(5)]
        assert said[:2] == [["utter_common_not_understood"], ["utter_common_not_understood_person"]]
        assert all(len(replies) == 1 for replies in said)
        assert len({tuple(replies) for replies in said[2:]}) == 3

    def test_takes_it_as_an_answer_where_a_question_waits(self) -> None:
        story = Story(
            topic="neglect",
            topics=["neglect"],
            pending="neglect_change",
            asked=["safe_now", "neglect_change"],
        )
        turns.puzzled(thread(heard("blah"), story=story))
        assert story.pending != "neglect_change"
        assert "utter_common_not_understood" not in story.told


class TestAPerson:
    @pytest.mark.parametrize(
        ("before", "reply"), [(False, "utter_person_asked"), (True, "utter_person_asked_again")]
    )
    def test_is_asked_for_at_once(self, before: bool, reply: str) -> None:
        said = turns.person(thread(heard("/ask_person", "ask_person"), story=Story(handoff=before)))
        assert (said.responses, said.handoff) == ([reply], "asked")

    def test_danger_in_the_same_words_comes_first(self) -> None:
        said = turns.person(thread(heard("get me someone he has a knife", "ask_person", urgency="immediate")))
        assert (said.responses, said.handoff) == (["utter_immediate_first"], "immediate")


def test_every_reply_that_the_code_names_is_in_the_domain() -> None:
    import re
    from pathlib import Path

    import yaml

    root = Path(__file__).resolve().parents[2]
    written: set[str] = set()
    for path in (root / "data/domain").glob("*.yml"):
        written |= set(yaml.safe_load(path.read_text(encoding="utf-8")).get("responses", {}))
    used = {
        name
        for folder in ("actions", "data/triage")
        for path in (root / folder).rglob("*.*")
        if path.suffix in {".py", ".yml"}
        for name in re.findall(r"\butter_[a-z0-9_]+\b", path.read_text(encoding="utf-8"))
    } - {"utter_action", "utter_message", "utter_common_level_"}
    levels = {f"utter_common_level_{level}" for level in ("unsure", "concern", "urgent", "immediate")}
    assert used | levels <= written
    assert triage().topics
