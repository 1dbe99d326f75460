"""The tracker store on a real Valkey: whole turns only, flat, and forgotten in time."""

from __future__ import annotations

import json

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.tracker_store import KEEP_TURNS, KEY_PREFIX, FlatTrackerStore, fold, turn_is_whole
from tests.support.valkey import RealValkey

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [neglect]
slots:
  story: {type: any, mappings: [{type: custom}]}
  level: {type: text, influence_conversation: false, mappings: [{type: custom}]}
"""
)


def turn(n: int, *, whole: bool = True) -> list[Event]:
    said = UserUttered(f"message {n}", {"name": "neglect", "confidence": 1.0}, metadata={"seq": n})
    answered = [
        ActionExecuted("action_follow_story"),
        BotUttered(f"reply {n}"),
        SlotSet("story", {"pace": n}),
        SlotSet("level", "concern"),
        ActionExecuted("action_listen"),
    ]
    return [said, *answered] if whole else [said]


def tracker(events: list[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("someone", events, DOMAIN.slots, domain=DOMAIN)


@pytest.fixture
async def store(valkey: RealValkey) -> FlatTrackerStore:
    built = FlatTrackerStore(DOMAIN, valkey.url, record_exp=600)
    await built._client.flushdb()
    return built


async def test_what_is_saved_comes_back_with_its_seq(store: FlatTrackerStore) -> None:
    await store.save(tracker(turn(1)))
    back = await store.retrieve("someone")
    assert back is not None
    assert back.latest_message is not None
    assert back.latest_message.metadata["seq"] == 1
    assert back.get_slot("story") == {"pace": 1}


async def test_a_turn_without_its_answer_is_not_saved(store: FlatTrackerStore) -> None:
    await store.save(tracker(turn(1)))
    await store.save(tracker(turn(1) + turn(2, whole=False)))
    back = await store.retrieve("someone")
    assert back is not None
    assert back.latest_message is not None
    assert back.latest_message.metadata["seq"] == 1


async def test_what_is_stored_does_not_grow_with_the_conversation(store: FlatTrackerStore) -> None:
    sizes = []
    held: list[Event] = []
    for n in range(1, 61):
        before = await store.retrieve("someone")
        held = [*(before.events if before else []), *turn(n)]
        await store.save(tracker(held))
        sizes.append(len(await store._client.get(KEY_PREFIX + "someone")))
    assert max(sizes[20:]) <= 1.1 * max(sizes[:20])
    assert await_turns(held) <= 2 * KEEP_TURNS


def await_turns(events: list[Event]) -> int:
    return sum(isinstance(event, UserUttered) for event in events)


async def test_it_is_forgotten_in_time_and_on_request(store: FlatTrackerStore) -> None:
    await store.save(tracker(turn(1)))
    assert 0 < await store._client.ttl(KEY_PREFIX + "someone") <= 600
    assert await store.keys() == ["someone"]
    await store.delete("someone")
    assert await store.retrieve("someone") is None


async def test_one_write_holds_the_whole_tracker(store: FlatTrackerStore) -> None:
    await store.save(tracker(turn(1)))
    stored = json.loads(await store._client.get(KEY_PREFIX + "someone"))
    assert (stored["name"], len(stored["events"])) == ("someone", len(turn(1)))


def test_folding_keeps_the_slots_and_the_last_turns() -> None:
    events = [event for n in range(1, 9) for event in turn(n)]
    before = tracker(events)
    after = tracker(fold(events, before.current_slot_values()))
    assert after.current_slot_values() == before.current_slot_values()
    texts = [event.text for event in after.events if isinstance(event, UserUttered)]
    assert texts == ["message 6", "message 7", "message 8"]


@pytest.mark.parametrize(("events", "whole"), [([], True), (turn(1), True), (turn(1, whole=False), False)])
def test_a_turn_is_whole_when_the_story_slot_was_set(events: list[Event], whole: bool) -> None:
    assert turn_is_whole(events) is whole
