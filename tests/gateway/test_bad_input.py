"""Whatever arrives gets a clear answer or a clean refusal, and the server goes on."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
import socketio

from bot.conversation import is_session
from tests.gateway.conftest import Join
from tests.support.system import RealSystem

BAD_EVENTS: list[Any] = [
    None,
    "just a string",
    7,
    [],
    ["x"],
    {},
    {"message": None},
    {"message": 5},
    {"message": ["a"]},
    {"message": {"a": 1}},
    {"message": b"\x00\xff"},
    {"message": "x", "session_id": 9},
    {"message": "x", "metadata": 9},
]


async def still_answers(join: Join) -> None:
    person = await join()
    assert (await person.ask("hello, I have a concern"))["text"]


@pytest.mark.parametrize("event", BAD_EVENTS, ids=repr)
async def test_a_wrong_event_is_answered_kindly_and_the_conversation_goes_on(join: Join, event: Any) -> None:
    person = await join()
    ack = await person.socket.call("user_uttered", event, timeout=20)
    assert ack["error"] == "bad_event"
    assert ack["text"].endswith(".")
    assert (await person.ask("hello"))["text"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b"[:0]])
async def test_an_empty_message_is_told_so(join: Join, text: str) -> None:
    person = await join()
    assert (await person.say(text))["error"] == "empty"


async def test_a_message_of_100_000_characters_is_refused_with_the_limit(join: Join) -> None:
    person = await join()
    ack = await person.say("x" * 100_000)
    assert ack["error"] == "too_long"
    assert "2,000" in ack["text"]
    assert (await person.ask("hello"))["text"]


async def test_danger_in_a_message_that_is_too_long_still_shows_the_card(join: Join) -> None:
    person = await join()
    ack = await person.say("he is stabbing her right now. " + "and then " * 2_000)
    assert ack["error"] == "too_long"
    await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") == "immediate")


@pytest.mark.parametrize(
    "text", ["\x00\x01\x02", "\ud83d", "\u202eevil\u202c", "\u200b\u200bhi", "💀" * 900, "{{7*7}} <script>"]
)
async def test_any_characters_are_taken_as_they_are(join: Join, text: str) -> None:
    person = await join()
    text = text.encode("utf-8", "replace").decode()
    assert "seq" in await person.say(text)


@pytest.mark.parametrize(
    "session", ["", "1", "x" * 5_000, "00000000-0000-0000-0000-000000000000", "../../etc", 7, {}, []]
)
async def test_a_session_id_that_is_no_secret_gets_a_fresh_one(system: RealSystem, session: Any) -> None:
    client = socketio.AsyncClient(reconnection=False)
    confirmed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    client.on("session_confirm", confirmed.set_result)
    await client.connect(system.url, transports=["websocket"])
    await client.emit("session_request", {"session_id": session})
    given = await asyncio.wait_for(confirmed, 20)
    assert is_session(given)
    assert given != session
    await client.disconnect()


async def test_a_message_before_any_session_request_opens_a_session(system: RealSystem) -> None:
    client = socketio.AsyncClient(reconnection=False)
    confirmed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    client.on("session_confirm", confirmed.set_result)
    await client.connect(system.url, transports=["websocket"])
    ack = await client.call("user_uttered", {"message": "hello"}, timeout=20)
    assert ack["seq"] >= 1
    assert is_session(await asyncio.wait_for(confirmed, 20))
    await client.disconnect()


async def test_too_many_messages_are_slowed_and_named(join: Join) -> None:
    person = await join()
    acks = await asyncio.gather(*(person.say(f"message {n}") for n in range(30)))
    assert any(ack.get("error") == "too_fast" for ack in acks)
    seqs = [ack["seq"] for ack in acks if "seq" in ack]
    assert seqs == sorted(seqs)


async def test_unknown_events_are_ignored(join: Join) -> None:
    person = await join()
    for event in ("reminder", "join", "disconnecting", "trigger_event", "__class__", "on_connect"):
        await person.socket.emit(event, {"a": 1})
    assert (await person.ask("hello"))["text"]


@pytest.mark.parametrize(
    "frame",
    [
        "42not json",
        "42[",
        '42["user_uttered"',
        "4",
        "9",
        '451-["user_uttered",{"_placeholder":true,"num":0}]',
        "x" * 200,
    ],
)
async def test_frames_that_are_no_events_end_at_most_their_own_connection(
    system: RealSystem, join: Join, frame: str
) -> None:
    async with aiohttp.ClientSession() as http:
        address = f"{system.url}/socket.io/?EIO=4&transport=websocket"
        async with http.ws_connect(address) as socket:
            await socket.receive()
            await socket.send_str("40")
            await socket.receive()
            await socket.send_str(frame)
            await socket.send_bytes(b"\x00\xff\x00")
    await still_answers(join)


async def test_a_packet_over_the_limit_ends_its_own_connection_only(join: Join) -> None:
    person = await join()
    await person.socket.emit("user_uttered", {"message": "x" * 3_000_000})
    await still_answers(join)


async def test_a_client_that_never_reads_does_not_stop_the_others(system: RealSystem, join: Join) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{system.url}/socket.io/?EIO=4&transport=websocket", autoping=False) as deaf,
    ):
        await deaf.receive()
        await deaf.send_str("40")
        await deaf.send_str('42["session_request",{"session_id":null}]')
        for n in range(200):
            await deaf.send_str(f'42["user_uttered",{{"message":"never read {n}"}}]')
        await still_answers(join)


async def test_a_page_of_another_site_may_not_connect(system: RealSystem) -> None:
    async with aiohttp.ClientSession() as http:
        address = f"{system.url}/socket.io/?EIO=4&transport=polling"
        async with http.get(address, headers={"Origin": "https://elsewhere.example"}) as response:
            assert response.status == 400
        async with http.get(address, headers={"Origin": system.url}) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    "path", ["/nothing", "/console/assets/../../pyproject.toml", "/demo/assets/..%2f..%2fx"]
)
async def test_unknown_addresses_say_so_without_a_traceback(system: RealSystem, path: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(system.url + path) as response:
        assert response.status == 404
        assert "Traceback" not in await response.text()


async def test_pages_carry_the_strict_headers(system: RealSystem) -> None:
    async with aiohttp.ClientSession() as http:
        for path in ("/console/", "/demo/", "/health/live"):
            async with http.get(system.url + path) as response:
                assert response.status == 200
                policy = response.headers["Content-Security-Policy"]
                assert "script-src 'self'" in policy
                assert "unsafe" not in policy
                assert response.headers["X-Content-Type-Options"] == "nosniff"
