"""Keeps each conversation's tracker in Valkey at a cost that does not grow with the conversation.

Why: Rasa stores and re-reads every event of a conversation at every turn, so turn 60 costs many times
turn 3. What the dialogue needs later is in its slots. So in order, at each save:

1. a turn whose action did not finish (the action server was away) is not saved at all, so that a turn
   is whole or absent and can be sent again;
2. once more than `2 * KEEP_TURNS` turns are held, everything before the last `KEEP_TURNS` user turns is
   replaced by the slots as they are;
3. one SET with a time to live writes the whole tracker.

The user event keeps its metadata, so `GET /conversations/{id}/tracker` shows the last `seq` handled.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

import redis.asyncio as redis
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import action_results

KEEP_TURNS = 3
"""Turns that stay whole; at twice as many the older half is folded into slots."""
DEFAULT_TTL_SECONDS = 72 * 3600
STORY_SLOT = "story"
KEY_PREFIX = "tracker:"

logger = logging.getLogger(__name__)


class FlatTrackerStore(TrackerStore, SerializedTrackerAsText):  # type: ignore[misc]
    """A tracker store on Valkey or Redis. `host` is the whole URL (Rasa passes `url` under that name)."""

    def __init__(
        self,
        domain: Domain,
        host: str,
        event_broker: EventBroker | None = None,
        record_exp: int = DEFAULT_TTL_SECONDS,
        **kwargs: Any,
    ) -> None:
        action_results.install()  # Rasa builds this store once, at its start, and offers no better hook
        self._client = redis.Redis.from_url(host, decode_responses=True)
        self._ttl = int(record_exp)
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the tracker, unless its last turn is unfinished."""
        events = list(tracker.events)
        if not turn_is_whole(events):
            logger.warning("A turn was not finished by the action server and is not kept.")
            return
        await self.stream_events(tracker)
        kept = fold(events, tracker.current_slot_values())
        body = json.dumps({"name": tracker.sender_id, "events": [event.as_dict() for event in kept]})
        await self._client.set(KEY_PREFIX + tracker.sender_id, body, ex=self._ttl)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of a conversation, or None where there is none."""
        stored = await self._client.get(KEY_PREFIX + sender_id)
        return None if stored is None else self.deserialise_tracker(sender_id, stored)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The same as `retrieve`: a conversation has one session here."""
        return await self.retrieve(conversation_id)

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation at once."""
        await self._client.delete(KEY_PREFIX + sender_id)

    async def keys(self) -> list[str]:
        """The ids of all conversations held."""
        return [str(key)[len(KEY_PREFIX) :] async for key in self._client.scan_iter(match=KEY_PREFIX + "*")]


def turn_is_whole(events: Sequence[Event]) -> bool:
    """Whether the newest user turn was answered by an action, which always sets the story slot."""
    for event in reversed(events):
        if isinstance(event, SlotSet) and event.key == STORY_SLOT:
            return True
        if isinstance(event, UserUttered):
            return False
    return True


def fold(events: Sequence[Event], slots: dict[str, Any], *, keep: int = KEEP_TURNS) -> list[Event]:
    """The same conversation in fewer events: current slots, then the last `keep` user turns."""
    turns = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= 2 * keep:
        return list(events)
    when = events[turns[-keep]].timestamp
    start: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=when),
        SessionStarted(timestamp=when),
        *(SlotSet(key, value, timestamp=when) for key, value in slots.items() if value is not None),
        ActionExecuted(ACTION_LISTEN_NAME, timestamp=when),
    ]
    return start + list(events[turns[-keep] :])
