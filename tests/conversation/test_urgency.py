"""Sticky urgency: what each message does to a conversation's danger level."""

from __future__ import annotations

import pytest

from bot.conversation.urgency import NO_COMMAND, YES_COMMAND, Step, UrgencyState, advance
from bot.protocol import Urgency


def walk(*messages: tuple[Urgency, str]) -> list[Step]:
    state, steps = UrgencyState(), []
    for words, text in messages:
        steps.append(advance(state, words=words, text=text))
        state = steps[-1].state
    return steps


def test_immediate_words_show_the_card_and_stick() -> None:
    first, second = walk(("immediate", "he has a knife to her"), ("none", "he's calmed down now"))
    assert first.card == "immediate"
    assert second.state.urgency == "immediate"
    assert second.card is None


def test_each_new_immediate_message_shows_the_card_again() -> None:
    assert [step.card for step in walk(("immediate", "a"), ("immediate", "b"))] == ["immediate", "immediate"]


@pytest.mark.parametrize("later", ["none", "urgent", "check"])
def test_nothing_said_later_lowers_an_immediate(later: Urgency) -> None:
    assert walk(("immediate", "x"), (later, "no, he's fine now"))[-1].state.urgency == "immediate"


def test_urgent_is_never_lowered_by_a_harmless_message() -> None:
    assert walk(("urgent", "x"), ("none", "thanks"))[-1].state.urgency == "urgent"


def test_check_asks_and_leaves_the_sticky_level_waiting() -> None:
    (step,) = walk(("check", "he had a knife"))
    assert step.card == "check"
    assert step.state.urgency == "none"
    assert step.state.effective == "check"


@pytest.mark.parametrize(
    "yes",
    [
        YES_COMMAND,
        "yes",
        "Yeah",
        "yep it's happening",
        "right now",
        "aye",
        "YES!!",
        "yes he is",
        "yes please help",
    ],
)
def test_a_check_answered_yes_becomes_immediate(yes: str) -> None:
    step = walk(("check", "x"), ("none", yes))[-1]
    assert (step.card, step.state.urgency, step.answered) == ("immediate", "immediate", "yes")


@pytest.mark.parametrize(
    "no", [NO_COMMAND, "no", "Nope", "not now", "no it was last week", "nah he's at work", "no, mum is here"]
)
def test_a_check_answered_no_returns_to_where_it_was(no: str) -> None:
    step = walk(("urgent", "w"), ("check", "x"), ("none", no))[-1]
    assert (step.card, step.state.urgency, step.answered) == (None, "urgent", "no")
    assert step.state.effective == "urgent"


@pytest.mark.parametrize("words", ["check", "urgent"])
def test_a_no_with_new_danger_in_it_does_not_close_the_check(words: Urgency) -> None:
    assert walk(("check", "x"), (words, "no but he's threatened her"))[-1].answered is None


@pytest.mark.parametrize("doubt", ["not sure", "no idea", "I don't know", "maybe", "yes I think so maybe"])
def test_a_doubtful_answer_leaves_the_question_open(doubt: str) -> None:
    assert walk(("check", "x"), ("none", doubt))[-1].state.effective == "check"


def test_an_unanswered_check_is_asked_once_more_after_two_messages_and_then_left() -> None:
    steps = walk(("check", "x"), *[("none", f"something else {n}") for n in range(6)])
    assert [step.card for step in steps] == ["check", None, "check_again", None, None, None, None]
    assert steps[-1].state.effective == "none"


@pytest.mark.parametrize(
    "more", ["yes I took a photo", "yes im at home now", "now hes at school", "yeah she's 4"]
)
def test_a_yes_that_may_be_about_something_else_is_asked_again_at_once_and_then_believed(more: str) -> None:
    asked, again, believed = walk(("check", "x"), ("none", more), ("none", more))
    assert (asked.card, again.card, again.state.effective) == ("check", "check_again", "check")
    assert (believed.card, believed.answered) == ("immediate", "yes")


def test_a_yes_that_may_be_about_something_else_counts_only_right_behind_the_second_question() -> None:
    steps = walk(
        ("check", "x"),
        ("none", "yes I took a photo"),
        ("none", "our lead is away"),
        ("none", "yes I wrote it"),
    )
    assert [step.card for step in steps] == ["check", "check_again", None, None]


def test_a_yes_with_danger_in_its_other_words_is_a_yes() -> None:
    assert walk(("check", "x"), ("check", "yes he has got her in there"))[-1].state.urgency == "immediate"


@pytest.mark.parametrize("none", ["no sign of her", "no one knows", "no answer at the door", "nobody is in"])
def test_a_no_that_says_what_is_missing_leaves_the_question_open(none: str) -> None:
    assert walk(("check", "x"), ("none", none))[-1].state.effective == "check"


def test_a_yes_without_an_open_check_raises_nothing() -> None:
    assert walk(("none", "yes"))[-1].state.urgency == "none"


def test_yes_by_button_raises_even_when_the_check_has_lapsed() -> None:
    assert walk(("none", YES_COMMAND))[-1].state.urgency == "immediate"


def test_a_yes_about_the_past_does_not_raise() -> None:
    assert walk(("check", "x"), ("none", "yes but he left yesterday"))[-1].state.urgency == "none"


def test_urgent_words_while_a_check_is_open_are_kept() -> None:
    assert walk(("check", "x"), ("urgent", "she told me he hits her"))[-1].state.urgency == "urgent"
