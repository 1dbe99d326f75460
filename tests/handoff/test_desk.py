"""The handoff on a real server: queue order, one winner, the turn, what the professional is told."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversation import Commit, ConversationLog, Entry, conversation_of, fresh_session
from bot.handoff import Board, Desk, HandoffRefused, Presence
from bot.handoff.presence import _KEY
from bot.protocol import HandoffSummary


def a_conversation() -> str:
    return conversation_of(fresh_session())


async def test_a_request_joins_the_queue_and_leaves_the_turn_with_the_assistant(
    desk: Desk, log: ConversationLog
) -> None:
    name = a_conversation()
    await desk.request(name, reason="asked", say=[Entry(sender="assistant", text="You are in the queue.")])
    state = await log.state(name)
    assert (state.handoff, state.turn) == ("waiting", "assistant")
    assert await log.store.waiting() == [name]
    assert [entry.event or entry.text for entry in await log.read(name)] == [
        "requested",
        "You are in the queue.",
    ]


async def test_one_of_many_counsellors_wins_a_claim(desk: Desk, log: ConversationLog) -> None:
    name = a_conversation()
    await desk.request(name, reason="asked")
    results = await asyncio.gather(
        *(desk.claim(name, who=f"c{n}", name=f"C{n}") for n in range(8)), return_exceptions=True
    )
    lost = [result for result in results if isinstance(result, HandoffRefused)]
    state = await log.state(name)
    assert len(lost) == 7
    assert {refused.by for refused in lost} == {state.counsellor_name}
    assert (state.handoff, state.turn) == ("claimed", "human")
    assert await log.store.waiting() == []
    assert await log.store.claims() == {name: state.counsellor}


async def test_the_riskiest_is_first_and_then_who_waits_longest(desk: Desk, log: ConversationLog) -> None:
    names = {level: a_conversation() for level in ("unsure", "concern", "urgent", "concern2", "immediate")}
    for level, name in names.items():
        summary = HandoffSummary(level=level.removesuffix("2"))  # type: ignore[arg-type]
        await desk.request(name, reason="asked", summary=summary)
        await asyncio.sleep(0.002)
    assert await log.store.waiting() == [
        names[level] for level in ("immediate", "urgent", "concern", "concern2", "unsure")
    ]


async def test_danger_while_waiting_moves_a_conversation_to_the_top(desk: Desk, log: ConversationLog) -> None:
    first, second = a_conversation(), a_conversation()
    await desk.request(first, reason="asked", summary=HandoffSummary(level="urgent"))
    await desk.request(second, reason="asked")
    await log.append(Commit(conversation=second, raise_urgency="immediate"))
    assert await log.store.waiting() == [second, first]


async def test_a_second_request_is_refused_and_changes_nothing(desk: Desk, log: ConversationLog) -> None:
    name = a_conversation()
    await desk.request(name, reason="asked")
    with pytest.raises(HandoffRefused):
        await desk.request(name, reason="immediate")
    assert len(await log.read(name)) == 1


async def test_only_the_claimant_may_speak_release_close_or_clear(desk: Desk, log: ConversationLog) -> None:
    name = a_conversation()
    await desk.request(name, reason="asked")
    await desk.claim(name, who="ann", name="Ann")
    for step in (
        desk.say(name, who="bob", name="Bob", text="hello", token=None),
        desk.release(name, who="bob", name="Bob"),
        desk.close(name, who="bob", name="Bob"),
        desk.clear_urgency(name, who="bob", name="Bob", why="because"),
    ):
        with pytest.raises(HandoffRefused):
            await step
    assert (await log.state(name)).counsellor == "ann"


async def test_a_resent_message_of_a_counsellor_is_said_once(desk: Desk, log: ConversationLog) -> None:
    name = a_conversation()
    await desk.request(name, reason="asked")
    await desk.claim(name, who="ann", name="Ann")
    for _ in range(3):
        await desk.say(name, who="ann", name="Ann", text="hello", token="h:1")
    assert [entry.text for entry in await log.read(name) if entry.sender == "counsellor"] == ["hello"]


@pytest.mark.parametrize("end", ["release", "close"])
async def test_the_assistant_gets_the_turn_back_and_owes_nothing_old(
    desk: Desk, log: ConversationLog, end: str
) -> None:
    name = a_conversation()
    await log.append(Commit(conversation=name, asks=True), [Entry(sender="professional", text="unanswered")])
    await desk.request(name, reason="asked")
    await desk.claim(name, who="ann", name="Ann")
    await log.append(Commit(conversation=name, asks=True), [Entry(sender="professional", text="to Ann")])
    await getattr(desk, end)(name, who="ann", name="Ann")
    state = await log.state(name)
    assert state.turn == "assistant"
    assert state.answered == state.seq
    assert await log.store.unanswered() == []
    assert await log.store.claims() == {}


async def test_a_cancelled_wait_may_be_asked_for_again(desk: Desk, log: ConversationLog) -> None:
    name = a_conversation()
    await desk.request(name, reason="asked")
    await desk.cancel(name)
    assert (await log.state(name)).declined
    await desk.request(name, reason="asked")
    assert await log.store.waiting() == [name]


async def test_clearing_a_danger_lowers_it_and_keeps_the_reason(desk: Desk, log: ConversationLog) -> None:
    name = a_conversation()
    await log.append(Commit(conversation=name, raise_urgency="immediate"))
    await desk.request(name, reason="immediate")
    await desk.claim(name, who="ann", name="Ann")
    await desk.clear_urgency(name, who="ann", name="Ann", why="police are with the child")
    assert (await log.state(name)).urgency == "urgent"
    assert (await log.read(name))[-1].text == "police are with the child"


async def test_a_lost_counsellors_conversation_goes_back_to_its_old_place(
    desk: Desk, log: ConversationLog, board: Board
) -> None:
    early, late = a_conversation(), a_conversation()
    await desk.request(early, reason="asked")
    await asyncio.sleep(0.002)
    await desk.request(late, reason="asked")
    await desk.claim(early, who="ann", name="Ann")
    await desk.requeue(early, lost="ann", name="Ann")
    assert await log.store.waiting() == [early, late]
    assert await board.position(late) == 2


async def test_the_board_sorts_by_whose_it_is(desk: Desk, board: Board, presence: Presence) -> None:
    mine, theirs, waiting = a_conversation(), a_conversation(), a_conversation()
    for name in (mine, theirs, waiting):
        await desk.request(name, reason="asked")
    await desk.claim(mine, who="ann", name="Ann")
    await desk.claim(theirs, who="bob", name="Bob")
    await presence.beat(["ann", "bob"])
    view = await board.view(me="ann")
    assert [item.conversation for item in view.mine] == [mine]
    assert [item.conversation for item in view.others] == [theirs]
    assert [item.conversation for item in view.waiting] == [waiting]
    assert view.counsellors == ["ann", "bob"]


async def test_a_counsellor_is_here_then_lost_by_the_age_of_the_last_beat(
    presence: Presence, log: ConversationLog
) -> None:
    await presence.beat(["ann"])
    assert await presence.here() == ["ann"]
    assert await presence.lost(["ann", "never-seen"]) == {"never-seen"}
    await log.store.redis.hincrby(_KEY, "ann", -61_000)
    assert await presence.here() == []
    assert await presence.lost(["ann"]) == {"ann"}


async def test_no_waiting_time_is_claimed_on_too_little(board: Board) -> None:
    from bot.conversation.store import now_ms

    for _ in range(4):
        await board.waited(now_ms() - 120_000)
    assert await board.estimate() is None
    await board.waited(now_ms() - 300_000)
    low, high = await board.estimate() or (0, 0)
    assert 1 <= low <= high <= 6
