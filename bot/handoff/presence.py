"""Who is at the helpline now: a heartbeat for each signed-in counsellor with an open console.

A counsellor counts as there for `HERE_S` after the last heartbeat, and as lost after `LOST_S`:
between the two, a reload or a short break of the line costs nobody their conversation.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.store import Store, now_ms, translated

HERE_S = 25
LOST_S = 60
BEAT_S = 8
_KEY = "helpline:presence"


class Presence:
    """Heartbeats in the store. Methods raise `LogUnavailable`."""

    def __init__(self, store: Store) -> None:
        self._redis = store.redis

    async def beat(self, names: Iterable[str]) -> None:
        """These counsellors are connected here now."""
        now = now_ms()
        seen = dict.fromkeys(names, now)
        if seen:
            async with translated():
                await self._redis.hset(_KEY, mapping=seen)

    async def leave(self, name: str) -> None:
        """Signed out: not there, at once."""
        async with translated():
            await self._redis.hdel(_KEY, name)

    async def here(self) -> list[str]:
        """Who can be expected to see a new conversation, by name."""
        return sorted(name for name, seen in (await self._seen()).items() if _age_s(seen) <= HERE_S)

    async def lost(self, names: Iterable[str]) -> set[str]:
        """Those of `names` who have not been seen for `LOST_S` seconds."""
        seen = await self._seen()
        return {name for name in names if _age_s(seen.get(name, 0)) > LOST_S}

    async def _seen(self) -> dict[str, int]:
        async with translated():
            rows = await self._redis.hgetall(_KEY)
        return {name.decode(): int(at) for name, at in rows.items()}


def _age_s(seen_ms: int) -> float:
    return (now_ms() - seen_ms) / 1000
