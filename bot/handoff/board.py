"""The queue as counsellors see it, and the waiting time as a professional may honestly be told it."""

from __future__ import annotations

import statistics

from bot.conversation import ConversationLog, ConversationState
from bot.conversation.store import now_ms, translated
from bot.handoff.presence import Presence
from bot.protocol import QueueItem, QueueView

_WAITS = "helpline:waits"
_KEEP = 40
_ENOUGH = 5
_RECENT_MS = 2 * 3600 * 1000


class Board:
    """Views over the queue and the claims. Methods raise `LogUnavailable`."""

    def __init__(self, log: ConversationLog, presence: Presence) -> None:
        self._log = log
        self._presence = presence

    async def view(self, *, me: str, connected: frozenset[str] = frozenset()) -> QueueView:
        """Everything on one counsellor's list. `connected`: conversations with an open widget."""
        store = self._log.store
        claims = await store.claims()
        waiting = [await self.item(name, connected=connected) for name in await store.waiting()]
        claimed = {name: await self.item(name, connected=connected) for name in claims}
        return QueueView(
            waiting=[item for item in waiting if item.state == "waiting"],
            mine=[item for name, item in claimed.items() if claims[name] == me],
            others=[item for name, item in claimed.items() if claims[name] != me],
            counsellors=await self._presence.here(),
            me=me,
        )

    async def item(self, conversation: str, *, connected: frozenset[str] = frozenset()) -> QueueItem:
        """One conversation as a line of the queue."""
        return as_item(conversation, await self._log.state(conversation), connected=conversation in connected)

    async def position(self, conversation: str) -> int | None:
        """Its place in the queue from 1, or None where it does not wait."""
        waiting = await self._log.store.waiting()
        return waiting.index(conversation) + 1 if conversation in waiting else None

    async def waited(self, since_ms: int) -> None:
        """Remember how long one wait took, for the estimate."""
        now = now_ms()
        async with translated():
            redis = self._log.store.redis
            await redis.lpush(_WAITS, f"{now}:{max(0, now - since_ms)}")
            await redis.ltrim(_WAITS, 0, _KEEP - 1)

    async def estimate(self) -> tuple[int, int] | None:
        """Minutes, from the lower to the upper quartile of recent waits, rounded up; None where
        fewer than five people were taken in the last two hours: too little to be honest."""
        async with translated():
            rows = await self._log.store.redis.lrange(_WAITS, 0, _KEEP - 1)
        pairs = [tuple(map(int, row.decode().split(":"))) for row in rows]
        recent = [waited for at, waited in pairs if now_ms() - at <= _RECENT_MS]
        if len(recent) < _ENOUGH:
            return None
        low, _, high = statistics.quantiles(recent, n=4)
        return max(1, round(low / 60_000)), max(1, -(-int(high) // 60_000))


def as_item(conversation: str, state: ConversationState, *, connected: bool) -> QueueItem:
    """A conversation's state as a line of the queue."""
    return QueueItem(
        conversation=conversation,
        state=state.handoff,
        urgency=state.urgency_state.effective,
        level=state.level,
        topic=state.summary.topic,
        role=state.summary.role,
        waiting_since=state.waiting_since,
        reason=state.reason,
        counsellor=state.counsellor_name or None,
        connected=connected,
        last_text=state.last_text,
    )
