"""kill -9 in the middle of a conversation: nothing that was acknowledged is lost, each part comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.support.clients import Professional
from tests.support.system import RealSystem

DANGER = "he is strangling her right now"


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSystem]:
    """A system of this file's own: it is killed again and again."""
    with RealSystem(tmp_path_factory.mktemp("fragile")) as running:
        yield running


async def transcript(system: RealSystem, session: str | None) -> list[dict[str, str]]:
    reader = await Professional(system.url, session=session).connect()
    history = await reader.inbox.wait("history")
    await reader.close()
    return [{"text": m["text"], "sender": m["metadata"]["sender"]} for m in history["messages"]]


async def test_with_rasa_killed_the_card_comes_and_the_answer_follows_when_it_is_back(
    fragile: RealSystem,
) -> None:
    person = await Professional(fragile.url).greeted()
    fragile.kill("rasa")
    place = len(person.inbox.events)
    assert "seq" in await person.say("a boy in my class is always hungry")
    await person.inbox.wait("notice", lambda n: n["code"] == "assistant_slow", after=place)
    assert "seq" in await person.say(DANGER)
    await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") == "immediate")
    await asyncio.to_thread(fragile.wait_back, "rasa")
    await person.inbox.wait(
        "bot_uttered",
        lambda r: (
            r["metadata"].get("response", "").startswith("utter_")
            and not r["metadata"]["response"].startswith("utter_gateway")
        ),
        after=place,
        seconds=60,
    )
    await person.close()


async def test_with_the_action_server_killed_a_turn_is_answered_once_when_it_is_back(
    fragile: RealSystem,
) -> None:
    person = await Professional(fragile.url).greeted()
    fragile.kill("actions")
    reply = await person.ask("a girl of 7 told me her uncle hurts her")
    assert not reply["metadata"]["response"].startswith("utter_gateway_assistant_failed")
    await asyncio.to_thread(fragile.wait_back, "actions")
    lines = await transcript(fragile, person.session)
    assert [line["text"] for line in lines].count("a girl of 7 told me her uncle hurts her") == 1
    await person.close()


async def test_with_the_gateway_killed_nothing_acknowledged_is_lost_and_the_answer_comes(
    fragile: RealSystem,
) -> None:
    person = await Professional(fragile.url).greeted()
    said = []
    for n in range(5):
        text = f"message number {n} about a child I am worried about"
        assert "seq" in await person.say(text)
        said.append(text)
    fragile.kill("gateway")
    await asyncio.to_thread(fragile.wait_back, "gateway")
    again = Professional(fragile.url, session=person.session)
    again.last_seen = person.last_seen
    await again.connect()
    lines = await transcript(fragile, person.session)
    mine = [line["text"] for line in lines if line["sender"] == "professional"]
    assert mine == said
    assert (await again.ask("are you still there"))["metadata"]["seq"] > len(said)
    await again.close()


async def test_a_reply_that_rasa_gave_before_the_gateway_died_is_not_asked_for_twice(
    fragile: RealSystem,
) -> None:
    person = await Professional(fragile.url).greeted()
    await person.say("I'm a GP. a baby of 3 months has a small bruise")
    fragile.kill("gateway")
    await asyncio.to_thread(fragile.wait_back, "gateway", times=2)
    again = Professional(fragile.url, session=person.session)
    await again.connect()
    await again.inbox.wait("history", lambda h: any(m["metadata"].get("response") for m in h["messages"]))
    ids = [m["metadata"]["id"] for h in again.inbox.all("history") for m in h["messages"]]
    assert len(ids) == len(set(ids))
    await again.close()


async def test_with_valkey_killed_the_card_comes_the_professional_is_told_and_all_goes_on(
    fragile: RealSystem,
) -> None:
    person = await Professional(fragile.url).greeted()
    await person.ask("first message, which was acknowledged")
    fragile.kill("valkey")
    place = len(person.inbox.events)
    ack = await person.say(DANGER)
    await person.inbox.wait("bot_uttered", lambda r: r["metadata"].get("urgency") == "immediate", after=place)
    if "error" in ack:
        assert ack["error"] == "not_saved"
        assert "0808 800 5000" in ack["text"]
    await asyncio.to_thread(fragile.wait_back, "valkey")

    async def saved() -> None:
        while "seq" not in await person.say("and this is saved", metadata={"message_id": "after"}):
            await person.inbox.wait("notice", after=len(person.inbox.events) - 1)

    await asyncio.wait_for(saved(), 60)
    texts = [line["text"] for line in await transcript(fragile, person.session)]
    assert "first message, which was acknowledged" in texts
    assert texts.count("and this is saved") == 1
    await person.close()
