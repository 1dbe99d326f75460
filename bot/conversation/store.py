"""The one door to Redis/Valkey for conversations: read a state, commit a step.

Why one commit: a message, the state that it changes, the queue and the claims must move together
or not at all, with several gateways writing at once. `commit.lua` runs inside the server, so no
reader ever sees half of a step, and a step whose answer got lost on the way may be sent again: its
token makes the second one harmless.

Score in the queue: level first (immediate 0 ... unsure 3, times 1e14), then the time that the
waiting began, in milliseconds. The lowest score is taken first.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import redis.asyncio as redis
from redis.exceptions import RedisError

from bot.conversation.ids import fresh_id
from bot.conversation.state import ConversationState, from_hash

CHANNEL = "helpline:changed"
UNANSWERED = "helpline:unanswered"
QUEUE = "helpline:queue"
CLAIMS = "helpline:claims"
SAFETY = "helpline:safety"
_SCRIPT = (Path(__file__).parent / "commit.lua").read_text(encoding="utf-8")
_TIMEOUT_S = 2.0


class LogUnavailable(Exception):
    """The store did not answer, or answered with an error: nothing may be acknowledged."""


class Refused(Exception):
    """The step does not fit the state any more, e.g. somebody else claimed the conversation."""

    def __init__(self, field_: str, value: str) -> None:
        super().__init__(f"{field_} is {value!r}")
        self.field = field_
        self.value = value


@dataclass(frozen=True, kw_only=True)
class Commit:
    """One step. `entries` are sealed.

    token: the same token twice is carried out once. require: field to allowed values, "" for unset.
    asks: the first entry wants an answer. answers: everything up to this seq is answered; -1 for all.
    raise_urgency: the sticky urgency becomes at least this. claim: who has the conversation.
    """

    conversation: str
    entries: Sequence[bytes] = ()
    token: str = field(default_factory=fresh_id)
    require: Mapping[str, Sequence[str]] = field(default_factory=dict)
    set: Mapping[str, str | int] = field(default_factory=dict)
    asks: bool = False
    answers: int | None = None
    raise_urgency: Literal["none", "urgent", "immediate"] | None = None
    queue: Literal["join", "leave"] | None = None
    claim: str | None = None


@dataclass(frozen=True)
class Committed:
    """Where the entries landed. `again`: the token was known, nothing was written this time."""

    first: int
    last: int
    at: int
    again: bool = False


class Store:
    """Conversations in a Redis or Valkey server at `url`; kept `keep_s` seconds after the last step."""

    def __init__(self, url: str, *, keep_s: int) -> None:
        self._keep_ms = keep_s * 1000
        # The library's types cover every protocol version at once; here it always answers in bytes.
        self.redis: Any = redis.Redis.from_url(
            url,
            socket_timeout=_TIMEOUT_S,
            socket_connect_timeout=_TIMEOUT_S / 2,
            health_check_interval=15,
            retry=None,
        )
        self._commit = self.redis.register_script(_SCRIPT)

    async def close(self) -> None:
        """Give the connections back."""
        await self.redis.aclose()

    async def commit(self, step: Commit) -> Committed:
        """Carry a step out, whole or not at all; sent a second time when the answer got lost.

        Raises `Refused` where `require` or `answers` no longer fit, `LogUnavailable` where the
        server cannot be reached.
        """
        now = now_ms()
        keys = [*conversation_keys(step.conversation), UNANSWERED, QUEUE, CLAIMS, SAFETY]
        arguments: list[str | bytes] = [self._encoded(step, now), *step.entries]
        try:
            try:
                answer = await self._commit(keys=keys, args=arguments)
            except (redis.ConnectionError, redis.TimeoutError):
                answer = await self._commit(keys=keys, args=arguments)
        except (RedisError, OSError) as error:
            raise LogUnavailable(str(error)) from error
        return _outcome(answer, now)

    def _encoded(self, step: Commit, now: int) -> str:
        # cjson reads null as a truthy value, so what is absent is left out.
        fields = {
            "id": step.conversation,
            "token": step.token,
            "require": {name: list(values) for name, values in step.require.items()},
            "set": {name: str(int(v) if isinstance(v, bool) else v) for name, v in step.set.items()},
            "asks": step.asks,
            "answers": step.answers,
            "raise": step.raise_urgency,
            "queue": step.queue,
            "claim": step.claim,
            "now": now,
            "keep": self._keep_ms,
            "channel": CHANNEL,
        }
        return json.dumps({name: value for name, value in fields.items() if value is not None})

    async def state(self, conversation: str) -> ConversationState:
        """The conversation now. Raises `LogUnavailable`."""
        key = conversation_keys(conversation)[0]
        async with translated():
            fields = await self.redis.hgetall(key)
        return from_hash({name.decode(): value.decode() for name, value in fields.items()})

    async def note(self, conversation: str, fields: Mapping[str, str | int]) -> None:
        """Keep small facts that need no entry and no ordering. Raises `LogUnavailable`."""
        key = conversation_keys(conversation)[0]
        async with translated():
            await self.redis.hset(key, mapping=dict(fields))

    async def read(self, conversation: str, *, after: int, limit: int) -> list[tuple[int, int, bytes]]:
        """(seq, at in ms, sealed entry) past `after`, oldest first. Raises `LogUnavailable`."""
        key = conversation_keys(conversation)[1]
        async with translated():
            rows = await self.redis.xrange(key, min=f"({after}-0", max="+", count=limit)
        return [(int(name.split(b"-")[0]), int(row[b"at"]), row[b"e"]) for name, row in rows]

    async def unanswered(self) -> list[str]:
        """Conversations in which the assistant owes an answer. Raises `LogUnavailable`."""
        async with translated():
            return sorted(name.decode() for name in await self.redis.smembers(UNANSWERED))

    async def waiting(self) -> list[str]:
        """Conversations in the queue, riskiest first. Raises `LogUnavailable`."""
        async with translated():
            return [name.decode() for name in await self.redis.zrange(QUEUE, 0, -1)]

    async def safety_ends(self, *, before: int) -> list[str]:
        """Conversations in which a child's safety ends before a time (ms), soonest first. Raises
        `LogUnavailable`."""
        async with translated():
            return [name.decode() for name in await self.redis.zrangebyscore(SAFETY, 0, before)]

    async def safety_over(self, conversation: str) -> None:
        """Nothing is to be asked about its safety any more. Raises `LogUnavailable`."""
        async with translated():
            await self.redis.zrem(SAFETY, conversation)

    async def claims(self) -> dict[str, str]:
        """Claimed conversations and who has them. Raises `LogUnavailable`."""
        async with translated():
            found = await self.redis.hgetall(CLAIMS)
        return {name.decode(): who.decode() for name, who in found.items()}


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """The library's errors as ours, at the edge."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise LogUnavailable(str(error)) from error


def conversation_keys(conversation: str) -> tuple[str, str, str]:
    """The three keys that hold a conversation: state, log, message ids."""
    return (
        f"helpline:state:{conversation}",
        f"helpline:log:{conversation}",
        f"helpline:ids:{conversation}",
    )


def now_ms() -> int:
    """Milliseconds since the epoch, UTC."""
    return time.time_ns() // 1_000_000


def _outcome(answer: list[Any], now: int) -> Committed:
    word = answer[0].decode()
    if word == "refused":
        raise Refused(answer[1].decode(), answer[2].decode())
    if word == "again":
        return Committed(int(answer[1]), int(answer[1]), now, again=True)
    return Committed(int(answer[1]), int(answer[2]), now)
