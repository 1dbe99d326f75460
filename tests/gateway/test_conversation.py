"""A professional and the gateway, over real sockets with a real Rasa behind."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversation import is_session
from bot.conversation.safety import LEAD_S, LOCAL
from tests.gateway.conftest import Join
from tests.support.clients import Professional
from tests.support.system import RealSystem

DANGER = "he's got a knife and he's in the house with the kids right now"


async def test_a_fresh_session_is_a_bare_unguessable_string_and_is_greeted(join: Join) -> None:
    person = await join()
    assert is_session(person.session)
    greeting = person.inbox.all("bot_uttered")[0]
    assert "automated" in greeting["text"]
    assert greeting["metadata"]["sender"] == "assistant"


async def test_a_message_is_acknowledged_with_its_seq_and_answered_after_it(join: Join) -> None:
    person = await join()
    reply = await person.ask("I'm worried about a little boy in my class, he is always hungry")
    assert set(reply) <= {"text", "quick_replies", "metadata"}
    assert reply["metadata"]["response"].startswith("utter_")


async def test_the_999_card_comes_before_the_acknowledgement_and_stays(join: Join) -> None:
    person = await join()
    await person.say(DANGER)
    cards = [r for r in person.inbox.all("bot_uttered") if r["metadata"].get("urgency") == "immediate"]
    assert cards[0]["text"].startswith("Call 999 now.")
    status = await person.inbox.wait("handoff_status", lambda s: s.get("urgency") == "immediate")
    assert status["state"] == "waiting"
    later = len(person.inbox.events)
    await person.ask("he's calmed down now")
    assert all(s["urgency"] == "immediate" for e, s in person.inbox.events[later:] if e == "handoff_status")
    reload = await join(session=person.session)
    status = await reload.inbox.wait("handoff_status")
    assert status["urgency"] == "immediate"


async def test_the_card_is_shown_once_to_a_client_that_was_there(join: Join) -> None:
    person = await join()
    await person.ask(DANGER)
    cards = [r for r in person.inbox.all("bot_uttered") if r["metadata"].get("urgency") == "immediate"]
    assert len(cards) == 1


async def test_a_reconnect_brings_what_was_missed_in_order_and_once(join: Join, system: RealSystem) -> None:
    person = await join()
    await person.ask("I'm a teacher and not sure about a child")
    await person.close()
    back = await join(session=person.session)
    history = await back.inbox.wait("history")
    seqs = [message["metadata"]["seq"] for message in history["messages"]]
    assert seqs == sorted(set(seqs))
    senders = {message["metadata"]["sender"] for message in history["messages"]}
    assert senders == {"assistant", "professional"}
    again = Professional(system.url, session=person.session)
    again.last_seen = seqs[-1]
    await again.connect()
    await again.inbox.wait("handoff_status")
    assert again.inbox.all("history") == []
    await again.close()


async def test_a_message_sent_again_with_its_id_is_stored_once(join: Join) -> None:
    person = await join()
    first = await person.say("she flinches a lot", metadata={"message_id": "m-1"})
    again = await person.say("she flinches a lot", metadata={"message_id": "m-1"})
    assert first == again
    other = await join(session=person.session)
    history = await other.inbox.wait("history")
    assert [m["text"] for m in history["messages"]].count("she flinches a lot") == 1


async def test_two_tabs_of_one_session_see_the_same(join: Join) -> None:
    one = await join()
    two = await join(session=one.session)
    await two.inbox.wait("history")
    reply = await one.ask("a toddler has bruises on both shins")
    echo = await two.inbox.wait("history", lambda h: h["messages"][0]["text"].startswith("a toddler"))
    assert echo["messages"][0]["metadata"]["sender"] == "professional"
    same = await two.inbox.wait("bot_uttered", lambda r: r["metadata"]["id"] == reply["metadata"]["id"])
    assert same == reply


async def test_identifiers_never_come_back_and_the_professional_is_told(join: Join) -> None:
    person = await join()
    await person.say("mum is Mrs Okafor, ring her on 07700 900123, postcode SW1A 1AA")
    await person.inbox.wait("notice", lambda notice: notice["code"] == "redacted")
    other = await join(session=person.session)
    told = str((await other.inbox.wait("history"))["messages"])
    for secret in ("Okafor", "900123", "SW1A"):
        assert secret not in told


async def test_a_command_that_was_not_offered_is_plain_text(join: Join) -> None:
    person = await join()
    for command in ("/restart", "/open", '/inform{"role": "gp"}', "/"):
        reply = await person.ask(command)
        assert reply["text"]
    other = await join(session=person.session)
    texts = [m["text"] for m in (await other.inbox.wait("history"))["messages"]]
    assert "/restart" in texts


async def test_a_check_is_asked_and_a_yes_makes_it_immediate(join: Join) -> None:
    person = await join()
    await person.say("she might have taken something")
    check = await person.inbox.wait(
        "bot_uttered", lambda r: r["metadata"].get("urgency") in ("check", "immediate")
    )
    assert check["metadata"]["urgency"] == "check", check
    assert "999" in check["text"]
    assert check["quick_replies"][0]["content_type"] == "text"
    await person.say("/danger_now")
    await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") == "immediate")


async def test_a_danger_split_over_two_messages_is_seen(join: Join) -> None:
    person = await join()
    await person.say("he's got a")
    await person.say("knife")
    await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") in ("immediate", "check"))


async def test_a_typed_yes_to_the_dialogues_own_question_shows_the_card_and_sticks(join: Join) -> None:
    person = await join()
    asked = await person.ask("I'm a teacher and not sure about a boy of 7 in my class")
    while not asked["metadata"]["response"].startswith("utter_common_ask_safe_now"):
        asked = await person.inbox.wait(
            "bot_uttered", lambda r: r["metadata"]["response"].startswith("utter_common_ask_safe_now")
        )
    await person.say("yes")
    card = await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") == "immediate")
    assert card["text"].startswith("Call 999 now.")
    status = await person.inbox.wait("handoff_status", lambda s: s["urgency"] == "immediate")
    assert status["state"] in ("none", "waiting")


async def test_declining_a_counsellor_leaves_the_queue_and_the_card_stays(join: Join) -> None:
    person = await join()
    await person.ask(DANGER)
    await person.inbox.wait("handoff_status", lambda s: s["state"] == "waiting")
    await person.inbox.wait("bot_uttered", lambda r: "/decline_counsellor" in str(r.get("quick_replies")))
    place = len(person.inbox.events)
    await person.say("/decline_counsellor")
    status = await person.inbox.wait("handoff_status", lambda s: s["state"] == "none", after=place)
    assert status["urgency"] == "immediate"


async def test_a_safety_that_runs_out_is_asked_about_and_a_yes_brings_the_card(join: Join) -> None:
    person = await join()
    soon = datetime.now(LOCAL) + timedelta(seconds=LEAD_S - 120)
    await person.ask(f"his stepdad hit him yesterday, he's safe with me until {soon:%H:%M}")
    asked = await person.inbox.wait(
        "bot_uttered", lambda r: r["metadata"].get("response") == "utter_gateway_card_safety_ends"
    )
    assert asked["metadata"]["urgency"] == "check"
    await person.say("/danger_now")
    card = await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") == "immediate")
    assert card["text"].startswith("Call 999 now.")
