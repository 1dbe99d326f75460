"""A conversation's log as the rest of the system uses it: append, read, watch.

What is appended is durable when `append` returns (the server runs with `appendfsync always`).
Sequence numbers start at 1, have no holes and follow the order in which the server took the steps.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import AsyncIterator, Sequence

from redis.exceptions import RedisError

from bot.conversation.entries import Entry, seal, unseal
from bot.conversation.state import ConversationState
from bot.conversation.store import CHANNEL, Commit, Committed, Store
from bot.privacy.vault import Vault

_log = logging.getLogger(__name__)
PAGE = 500
"""How many entries one read brings at most."""
_RETRY_S = 0.5


class ConversationLog:
    """The durable log over a store; what lies in the store is sealed by `vault`."""

    def __init__(self, store: Store, vault: Vault) -> None:
        self.store = store
        self._vault = vault

    async def append(self, step: Commit, entries: Sequence[Entry] = ()) -> Committed:
        """Commit a step with its entries. Raises `Refused` or `LogUnavailable`."""
        sealed = [seal(entry, self._vault) for entry in entries]
        return await self.store.commit(dataclasses.replace(step, entries=sealed))

    async def state(self, conversation: str) -> ConversationState:
        """The conversation now. Raises `LogUnavailable`."""
        return await self.store.state(conversation)

    async def read(self, conversation: str, *, after: int = 0, limit: int = PAGE) -> list[Entry]:
        """Entries past `after`, in order, at most `limit`. Raises `LogUnavailable`."""
        rows = await self.store.read(conversation, after=after, limit=limit)
        return [unseal(seq, at, sealed, self._vault) for seq, at, sealed in rows]

    async def read_all(self, conversation: str, *, after: int = 0) -> AsyncIterator[Entry]:
        """Every entry past `after`, page by page. Raises `LogUnavailable`."""
        while page := await self.read(conversation, after=after):
            for entry in page:
                yield entry
            after = page[-1].seq

    async def changes(self) -> AsyncIterator[str | None]:
        """Names of conversations as any gateway changes them; for ever.

        A hint, not a promise: what was said while the connection was down is not repeated. None
        is given after each (re)connection: whoever follows should then look at everything it holds.
        """
        while True:
            try:
                async with self.store.redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    yield None
                    while True:
                        message = await channel.get_message(ignore_subscribe_messages=True, timeout=1.0)
                        if message is not None:
                            yield message["data"].decode()
            except (OSError, RedisError) as error:
                _log.info("the store is away, trying again: %s", type(error).__name__)
            await asyncio.sleep(_RETRY_S)
