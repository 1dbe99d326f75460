"""What breaks into the story: a word explained, a step back, where to read; and back to the thread."""

from __future__ import annotations

import pytest

from actions.story import follow as turns
from actions.story.state import Story
from tests.actions.support import Talk, heard, thread, triage

FACT = "utter_neglect_fact"


class TestAWordExplained:
    @pytest.mark.parametrize(
        "text",
        [
            "what is neglect?",
            "what's neglect",
            "What does neglect mean?",
            "sorry, what counts as neglect",
            "define neglect",
        ],
    )
    def test_asked_what_a_word_means_its_fact_is_the_answer_and_opens_no_topic(self, text: str) -> None:
        story = Story()
        said = turns.follow(thread(heard(text, "neglect"), story=story))
        assert said.responses[0] == FACT
        assert story.topics == []

    @pytest.mark.parametrize(
        "text",
        [
            "what is happening to him at home",
            "what is wrong with this child",
            "she is dirty and what is worse, hungry",
            "what is the right thing to do for a hungry child",
        ],
    )
    def test_other_uses_of_the_words_are_a_story(self, text: str) -> None:
        assert not heard(text, "neglect").asks_definition

    def test_the_waiting_question_comes_back_briefly(self) -> None:
        story = Story(topic="neglect", topics=["neglect"], pending="neglect_change", asked=["neglect_change"])
        said = turns.follow(thread(heard("what is county lines?", "county_lines"), story=story))
        assert said.responses == ["utter_county_lines_fact", "utter_neglect_ask_change_again"]
        assert story.topics == ["neglect"]


def test_the_main_fact_of_a_topic_is_said_once_after_the_second_message() -> None:
    talk = Talk()
    talk.say(heard("he is hungry most mornings and nobody minds", "neglect"))
    talk.say(heard("no he is safe for now I think", "inform"))
    talk.say(heard("it has been going on since the summer", "inform"))
    assert sum(FACT in said for said in talk.said) == 1
    assert FACT in talk.said[1]


class TestAStepBack:
    def test_the_question_before_is_asked_again(self) -> None:
        story = Story(topic="neglect", topics=["neglect"], asked=["safe_now", "age"], pending="age")
        said = turns.go_back(thread(heard("go back", "go_back"), story=story))
        assert said.responses == ["utter_common_ask_safe_now_again"]
        assert story.pending == "safe_now"
        assert "age" not in story.asked

    def test_with_nothing_asked_yet_it_invites(self) -> None:
        said = turns.go_back(thread(heard("go back", "go_back"), story=Story()))
        assert len(said.responses) == 1


class TestWhereToRead:
    def test_a_followed_topic_says_its_own(self) -> None:
        story = Story(topic="county_lines", topics=["county_lines"])
        said = turns.signpost(thread(heard("where can I read more?", "ask_reading"), story=story))
        assert said.responses[0] == "utter_county_lines_read"

    def test_without_a_topic_the_general_list(self) -> None:
        said = turns.signpost(thread(heard("where can I read more?", "ask_reading"), story=Story()))
        assert said.responses[0] == "utter_signposting_reading"


class TestWhatTheRecordKeeps:
    @pytest.mark.parametrize(
        ("text", "intent", "pending", "section"),
        [
            ("she had a bruise on her cheek this morning", "physical_abuse", None, "told"),
            ("that nobody is looking out for her", "inform", "worry_most", "opinion"),
            ("I will ring the lead first thing", "inform", "will_do", "plan"),
            ("is this confidential and who sees it", "ask_confidential", None, None),
            ("yes", "affirm", "safe_now", None),
            ("not now thanks", "deny", "offer_person", None),
        ],
    )
    def test_a_message_belongs_to_one_part(
        self, text: str, intent: str, pending: str | None, section: str | None
    ) -> None:
        turn = thread(heard(text, intent), story=Story(pending=pending))
        turn.take_in()
        assert turn.section == section


def test_a_duty_is_told_in_the_words_of_the_callers_nation() -> None:
    topics = {name: topic.duty for name, topic in triage().topics.items() if topic.duty}
    assert topics
    for key in topics.values():
        assert triage().guidance[key].for_nation(None)
