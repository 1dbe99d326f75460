"""The note to take away: own words, fact and opinion apart, what was advised, what is open."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.conversation import Entry
from bot.conversation.safety import LOCAL
from bot.gateway.record import Note, Notes, Section, labels_of
from bot.gateway.record_pdf import as_pdf
from bot.protocol import HandoffSummary
from bot.system.places import ROOT
from tests.gateway.conftest import Join

MADE = datetime(2026, 11, 24, 18, 5, tzinfo=LOCAL)
AT = int(datetime(2026, 11, 24, 17, 59, tzinfo=LOCAL).timestamp() * 1000)


class _Log:
    """A log that holds what the test gave it: the two calls that a note needs, of bot.conversation's log."""

    def __init__(self, entries: list[Entry], summary: HandoffSummary) -> None:
        self._entries = entries
        self._summary = summary

    async def read_all(self, conversation: str):  # type: ignore[no-untyped-def]
        for seq, entry in enumerate(self._entries, start=1):
            yield Entry(**{f: getattr(entry, f) for f in entry.__struct_fields__} | {"seq": seq, "at": AT})

    async def state(self, conversation: str):  # type: ignore[no-untyped-def]
        from bot.conversation import ConversationState

        return ConversationState(exists=True, summary=self._summary)


async def _made(*entries: Entry, summary: HandoffSummary | None = None) -> Note:
    log = _Log(list(entries), summary or HandoffSummary())
    return await Notes(log, labels_of(ROOT / "data")).make("c", now=MADE)  # type: ignore[arg-type]


def _said(text: str, **more: object) -> Entry:
    return Entry(sender="professional", text=text, **more)  # type: ignore[arg-type]


def _part(note: Note, words: str) -> tuple[str, ...]:
    return next((section.lines for section in note.sections if words in section.heading), ())


async def test_fact_opinion_and_plan_stand_apart_with_their_times() -> None:
    note = await _made(
        _said("he had a red mark on his arm this morning"),
        Entry(sender="assistant", text="What worries you most?", about=1, section="told"),
        _said("I think mum is not coping"),
        Entry(sender="assistant", text="What will you do first?", about=3, section="opinion"),
        _said("ring the lead before nine"),
        Entry(sender="assistant", text="Thank you.", about=5, section="plan"),
    )
    assert _part(note, "saw, heard") == ("24 Nov 2026, 17:59: he had a red mark on his arm this morning",)
    assert _part(note, "my opinion") == ("24 Nov 2026, 17:59: I think mum is not coping",)
    assert _part(note, "will do") == ("24 Nov 2026, 17:59: ring the lead before nine",)


async def test_a_message_whose_turn_said_nothing_is_still_in_the_note() -> None:
    note = await _made(_said("she came in with a bruise on her cheek today"))
    assert len(_part(note, "saw, heard")) == 1


async def test_a_message_that_the_dialogue_left_out_is_left_out() -> None:
    note = await _made(
        _said("can i have a copy of all this for my own records"),
        Entry(sender="assistant", text="Here is a note.", about=1),
    )
    assert _part(note, "saw, heard") == ()


async def test_questions_and_buttons_are_left_out() -> None:
    note = await _made(_said("are you a robot or a real person there?"), _said("Not now", payload="/deny"))
    assert _part(note, "saw, heard") == ()


async def test_what_was_advised_is_there_once() -> None:
    advice = Entry(sender="assistant", text="Ring them today.", response="utter_neglect_urgent")
    chat = Entry(sender="assistant", text="Thank you.", response="utter_common_ack_a")
    assert len(_part(await _made(advice, advice, chat), "advised")) == 1


async def test_what_was_not_asked_is_named_and_what_is_known_is_told() -> None:
    note = await _made(summary=HandoffSummary(role="teacher", level="concern", level_reasons=["A pattern."]))
    assert _part(note, "came up") == ("My role: teacher",)
    assert "My role" not in _part(note, "Not asked")[0]
    assert "Nation" in _part(note, "Not asked")[0]
    assert _part(note, "How serious")[1] == "A pattern."


async def test_every_note_says_that_this_is_no_referral() -> None:
    assert "This chat is not a referral" in (await _made()).as_text()


def test_every_field_of_a_summary_has_a_label() -> None:
    labels = labels_of(ROOT / "data")
    left_out = {
        "level",
        "level_reasons",
        "trigger_phrases",
        "answers",
        "wants",
        "wellbeing",
        "safe_to_contact",
    }
    for name in set(HandoffSummary.__struct_fields__) - left_out:
        assert f"utter_record_field_{name}" in labels


@pytest.mark.parametrize("words", ["plain", "ŵŷ é “quotes” 🔪 \u202e", "long " * 3_000, "", "\u0000"])
def test_any_words_become_a_pdf(words: str) -> None:
    pdf = as_pdf(Note("Title", "Limits", "Made", (Section("Head", (words,)),)))
    assert pdf.startswith(b"%PDF")


async def test_a_professional_gets_the_note_as_text_and_pdf(join: Join) -> None:
    person = await join()
    await person.ask("the boy in my class, he is 7, comes in hungry and dirty most days")
    found = await person.socket.call("record_request", {"pdf": True}, timeout=30)
    assert "comes in hungry and dirty" in found["text"]
    assert found["pdf"].startswith(b"%PDF")
    assert found["name"].startswith("note-20")


async def test_asked_for_in_the_chat_the_note_comes_as_a_message(join: Join) -> None:
    person = await join()
    await person.ask("the boy in my class, he is 7, comes in hungry and dirty most days")
    place = len(person.inbox.events)
    await person.say("can I have a copy of this")
    reply = await person.inbox.wait(
        "bot_uttered", lambda r: r["metadata"].get("response") == "note", after=place
    )
    assert "comes in hungry and dirty" in reply["text"]


@pytest.mark.parametrize("odd", [None, [], "x", {"pdf": "maybe"}, {"pdf": [1]}])
async def test_an_odd_request_is_answered_kindly(join: Join, odd: object) -> None:
    person = await join()
    found = await person.socket.call("record_request", odd, timeout=30)
    assert "text" in found
