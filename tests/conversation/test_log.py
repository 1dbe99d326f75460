"""The durable log on a real server: order, idempotence, conditions, what survives."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.conversation import Commit, ConversationLog, Entry, LogUnavailable, Refused, Store, conversation_of
from bot.conversation.ids import fresh_session
from bot.conversation.store import conversation_keys
from bot.privacy.vault import Vault
from tests.support.valkey import RealValkey


@pytest.fixture
def name() -> str:
    return conversation_of(fresh_session())


def said(text: str) -> Entry:
    return Entry(sender="professional", text=text)


async def test_entries_are_numbered_from_one_without_holes(log: ConversationLog, name: str) -> None:
    for text in ("a", "b", "c"):
        await log.append(Commit(conversation=name), [said(text), said(text + text)])
    entries = await log.read(name)
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [entry.text for entry in entries] == ["a", "aa", "b", "bb", "c", "cc"]


async def test_many_writers_at_once_leave_no_hole_and_no_double(log: ConversationLog, name: str) -> None:
    done = await asyncio.gather(*(log.append(Commit(conversation=name), [said(str(n))]) for n in range(50)))
    assert sorted(one.first for one in done) == list(range(1, 51))
    assert len({entry.text for entry in await log.read(name)}) == 50


async def test_the_same_token_is_carried_out_once_and_keeps_its_seq(log: ConversationLog, name: str) -> None:
    step = Commit(conversation=name, token="c:42")
    first = await log.append(step, [said("hello")])
    await log.append(Commit(conversation=name), [said("between")])
    again = await log.append(step, [said("hello")])
    assert (again.first, again.again) == (first.first, True)
    assert len(await log.read(name)) == 2


async def test_a_step_that_does_not_fit_writes_nothing(log: ConversationLog, name: str) -> None:
    await log.append(Commit(conversation=name, set={"turn": "human"}))
    with pytest.raises(Refused) as refused:
        await log.append(Commit(conversation=name, require={"turn": ["assistant"]}), [said("late")])
    assert (refused.value.field, refused.value.value) == ("turn", "human")
    assert await log.read(name) == []


async def test_an_answer_is_logged_once_whoever_answers(log: ConversationLog, name: str) -> None:
    asked = await log.append(Commit(conversation=name, asks=True), [said("?")])
    results = await asyncio.gather(
        *(
            log.append(Commit(conversation=name, answers=asked.first), [Entry(sender="assistant", text="!")])
            for _ in range(5)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(result, Refused) for result in results) == 4
    assert [entry.text for entry in await log.read(name)] == ["?", "!"]


async def test_what_is_owed_is_listed_until_it_is_answered(log: ConversationLog, name: str) -> None:
    asked = await log.append(Commit(conversation=name, asks=True), [said("?")])
    assert await log.store.unanswered() == [name]
    await log.append(Commit(conversation=name, answers=asked.first))
    assert await log.store.unanswered() == []


async def test_a_message_to_a_human_is_not_owed_by_the_assistant(log: ConversationLog, name: str) -> None:
    await log.append(Commit(conversation=name, set={"turn": "human"}))
    await log.append(Commit(conversation=name, asks=True), [said("to the counsellor")])
    assert await log.store.unanswered() == []


async def test_urgency_only_rises_in_a_commit(log: ConversationLog, name: str) -> None:
    await log.append(Commit(conversation=name, raise_urgency="immediate"))
    await log.append(Commit(conversation=name, raise_urgency="urgent"))
    assert (await log.state(name)).urgency == "immediate"


async def test_nothing_readable_lies_in_the_store(log: ConversationLog, store: Store, name: str) -> None:
    await log.append(Commit(conversation=name), [said("a secret about a child")])
    rows = await store.redis.xrange(conversation_keys(name)[1])
    assert b"secret" not in repr(rows).encode()


async def test_reading_past_a_place_brings_only_what_is_new(log: ConversationLog, name: str) -> None:
    await log.append(Commit(conversation=name), [said(str(n)) for n in range(10)])
    assert [entry.seq for entry in await log.read(name, after=7)] == [8, 9, 10]
    assert [entry.seq async for entry in log.read_all(name, after=9)] == [10]


async def test_conversations_end_with_their_retention(log: ConversationLog, store: Store, name: str) -> None:
    await log.append(Commit(conversation=name), [said("a")])
    for key in conversation_keys(name):
        assert 0 < await store.redis.pttl(key) <= 3_600_000


async def test_a_change_is_announced_to_whoever_follows(log: ConversationLog, name: str) -> None:
    changes = log.changes()
    assert await anext(changes) is None
    await log.append(Commit(conversation=name), [said("a")])
    assert await anext(changes) == name
    await changes.aclose()  # type: ignore[attr-defined]


async def test_what_was_acknowledged_survives_a_kill_of_the_server(
    tmp_path: Path, vault: Vault, name: str
) -> None:
    with RealValkey(tmp_path / "v") as server:
        store = Store(server.url, keep_s=3600)
        log = ConversationLog(store, vault)
        for n in range(20):
            await log.append(Commit(conversation=name), [said(str(n))])
        server.kill()
        with pytest.raises(LogUnavailable):
            await log.append(Commit(conversation=name), [said("not acknowledged")])
        with pytest.raises(LogUnavailable):
            await log.state(name)
        server.start()
        assert [entry.text for entry in await log.read(name)] == [str(n) for n in range(20)]
        await store.close()


@pytest.mark.parametrize("bad", ["", "x", "00000000-0000-0000-0000-000000000000", None, 7, "not-a-uuid" * 9])
def test_only_a_version_4_uuid_serves_as_a_session(bad: object) -> None:
    from bot.conversation import is_session

    assert not is_session(bad)
    assert is_session(fresh_session())


def test_a_conversations_name_does_not_give_its_session_away() -> None:
    session = fresh_session()
    assert session.replace("-", "")[:8] not in conversation_of(session)
    assert conversation_of(session) == conversation_of(session.upper())
