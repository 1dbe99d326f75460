"""A counsellor takes a conversation over websockets, talks, and gives it back."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
import socketio

from bot.conversation import conversation_of
from bot.system.run import FIRST_COUNSELLOR
from tests.gateway.conftest import Join
from tests.support.clients import Counsellor, Professional
from tests.support.system import RealSystem


def name_of(person: Professional) -> str:
    assert person.session is not None
    return conversation_of(person.session)


async def test_the_whole_handoff(join: Join, counsellor: Counsellor) -> None:
    person = await join()
    await person.ask("I'm a health visitor. a boy of 4 is always hungry and the house is filthy")
    await person.socket.emit("handoff_request", {})
    await person.inbox.wait("handoff_status", lambda s: s["state"] == "waiting" and s.get("position"))
    conversation = name_of(person)
    line = await counsellor.sees_waiting(conversation)
    assert line["reason"] == "asked"

    assert await counsellor.do("claim", conversation) == {"ok": True}
    assert await counsellor.do("open", conversation) == {"ok": True}
    transcript = await counsellor.inbox.wait("transcript")
    assert any("always hungry" in entry["text"] for entry in transcript["entries"])
    assert transcript["summary"]["topic"] == "neglect"
    assert transcript["summary"]["role"] != "not asked"
    await person.inbox.wait("handoff_status", lambda s: s["state"] == "claimed" and s["turn"] == "human")

    said = await counsellor.do(
        "message", conversation, text="Hello, thank you for telling us.", message_id="1"
    )
    assert said["ok"]
    heard = await person.inbox.wait("bot_uttered", lambda r: r["metadata"]["sender"] == "counsellor")
    assert heard["text"] == "Hello, thank you for telling us."
    place = len(person.inbox.events)
    await person.say("thank you, I was not sure whether to ring")
    await counsellor.inbox.wait(
        "transcript", lambda t: any("whether to ring" in entry["text"] for entry in t["entries"])
    )
    assert [e for e, _ in person.inbox.events[place:] if e == "bot_uttered"] == []

    assert (await counsellor.do("release", conversation))["ok"]
    await person.inbox.wait("handoff_status", lambda s: s["turn"] == "assistant" and s["state"] == "none")
    assert (await person.ask("what should I write down?"))["metadata"]["sender"] == "assistant"


async def test_the_assistant_stays_silent_while_a_human_has_the_turn(
    join: Join, counsellor: Counsellor
) -> None:
    person = await join()
    await person.socket.emit("handoff_request", {})
    conversation = name_of(person)
    await counsellor.sees_waiting(conversation)
    await counsellor.do("claim", conversation)
    await person.inbox.wait("handoff_status", lambda s: s["turn"] == "human")
    await person.inbox.wait("bot_uttered", lambda r: "has joined" in r["text"])
    place = len(person.inbox.events)
    for text in ("is anybody reading this", "what is neglect", "should I record it"):
        await person.say(text)
    await counsellor.do("message", conversation, text="I am reading.", message_id="2")
    await person.inbox.wait("bot_uttered", lambda r: r["text"] == "I am reading.", after=place)
    heard = [r for e, r in person.inbox.events[place:] if e == "bot_uttered"]
    assert [r["metadata"]["sender"] for r in heard] == ["counsellor"]


async def test_danger_said_to_a_human_still_shows_the_card_and_marks_the_transcript(
    join: Join, counsellor: Counsellor
) -> None:
    person = await join()
    await person.socket.emit("handoff_request", {})
    conversation = name_of(person)
    await counsellor.sees_waiting(conversation)
    await counsellor.do("claim", conversation)
    await counsellor.do("open", conversation)
    await person.say("he is strangling her right now")
    await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") == "immediate")
    shown = await counsellor.inbox.wait(
        "transcript",
        lambda t: any(
            e.get("urgency") == "immediate" and e["sender"] == "professional" for e in t["entries"]
        ),
    )
    (entry,) = [
        e for e in shown["entries"] if e.get("urgency") == "immediate" and e["sender"] == "professional"
    ]
    start, end = entry["reasons"][0]["span"]
    assert "strangling" in entry["text"][start:end]
    assert entry["reasons"][0]["why"]

    refused = await counsellor.do("clear_urgency", conversation, reason="  ")
    assert not refused["ok"]
    assert (await counsellor.do("clear_urgency", conversation, reason="police are with them"))["ok"]
    await person.inbox.wait("handoff_status", lambda s: s["urgency"] == "urgent")


async def test_the_second_counsellor_is_told_who_was_first(
    join: Join, counsellor: Counsellor, system: RealSystem
) -> None:
    person = await join()
    await person.socket.emit("handoff_request", {})
    conversation = name_of(person)
    await counsellor.sees_waiting(conversation)
    other = await Counsellor(system.url).sign_in(FIRST_COUNSELLOR, system.password())
    assert (await counsellor.do("claim", conversation))["ok"]
    late = await other.do("claim", conversation)
    assert not late["ok"]
    assert "has this conversation" in late["text"]
    await other.close()


async def test_leaving_the_queue_works_and_is_said(join: Join) -> None:
    person = await join()
    await person.socket.emit("handoff_request", {})
    await person.inbox.wait("handoff_status", lambda s: s["state"] == "waiting")
    await person.socket.emit("handoff_request", {"cancel": True})
    await person.inbox.wait("handoff_status", lambda s: s["state"] == "none")
    await person.inbox.wait("bot_uttered", lambda r: "left the queue" in r["text"])
    await person.socket.emit("handoff_request", {"cancel": True})
    await person.inbox.wait("notice", lambda n: n["code"] == "not_waiting")


async def test_nobody_enters_the_console_without_signing_in(system: RealSystem) -> None:
    client = socketio.AsyncClient(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(
            system.url,
            headers={"Cookie": "helpline_console=guess"},
            namespaces=["/console"],
            transports=["websocket"],
        )
    await client.disconnect()


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"username": "counsellor", "password": "wrong"}, {"X-Requested-With": "helpline-console"}, 401),
        ({"username": "counsellor", "password": "wrong"}, {}, 403),
        ({"username": 5}, {"X-Requested-With": "helpline-console"}, 400),
        ("text", {"X-Requested-With": "helpline-console"}, 400),
        ({"username": "x" * 10_000, "password": ""}, {"X-Requested-With": "helpline-console"}, 400),
    ],
)
async def test_sign_in_refuses_with_a_sentence(
    system: RealSystem, body: object, headers: dict[str, str], status: int
) -> None:
    address = f"{system.url}/console/api/login"
    async with aiohttp.ClientSession() as http, http.post(address, json=body, headers=headers) as response:
        assert response.status == status
        assert (await response.json())["text"].endswith(".")


@pytest.mark.parametrize("event", ["claim", "message", "open", "typing", "clear_urgency", "release", "close"])
@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        {},
        {"conversation": 5},
        {"conversation": "../x"},
        {"conversation": "a" * 26, "text": "x", "typing": True, "reason": "x"},
    ],
)
async def test_a_wrong_console_event_is_answered(counsellor: Counsellor, event: str, data: object) -> None:
    answer = await counsellor.socket.call(event, data, namespace="/console", timeout=20)
    assert not answer["ok"]
    assert answer["text"].endswith(".")


async def test_consoles_that_close_in_the_middle_of_changes_stop_nothing(
    join: Join, system: RealSystem, counsellor: Counsellor
) -> None:
    person = await join()
    conversation = name_of(person)
    for n in range(6):
        leaving = await Counsellor(system.url).sign_in(FIRST_COUNSELLOR, system.password())
        await leaving.do("open", conversation)
        await asyncio.gather(person.say(f"message {n} while a console closes"), leaving.close())
    await person.socket.emit("handoff_request", {})
    await counsellor.sees_waiting(conversation)
    await person.inbox.wait("handoff_status", lambda s: s["state"] == "waiting")
