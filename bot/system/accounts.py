"""Making accounts from the command line, on whatever store there is.

In this order: HELPLINE_VALKEY_URL, the running system's Valkey, else the embedded Valkey's data of
this machine, started for the moment it takes.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.conversation import LogUnavailable, Store
from bot.handoff import Staff
from bot.system import parts, preflight, supervisor
from bot.system.places import Places


class NoStore(Exception):
    """No store could be reached to keep the account; the sentence says what to do."""


async def add_counsellor(username: str, *, name: str, password: str) -> None:
    """Make or replace an account. Raises `StaffError` or `NoStore`."""
    async with _store(Places.default()) as store:
        try:
            await Staff(store).add(username, name=name, password=password)
        except LogUnavailable as error:
            raise NoStore("The store cannot be reached. Start the system with: make run") from error


@asynccontextmanager
async def _store(places: Places) -> AsyncIterator[Store]:
    url = os.environ.get("HELPLINE_VALKEY_URL") or (places.read_running() or {}).get("valkey_url")
    if url:
        store = Store(str(url), keep_s=60)
        try:
            yield store
        finally:
            await store.close()
        return
    places.make()
    ports = parts.Ports("127.0.0.1", 0, 0, 0, preflight.free_port())
    life = supervisor.Life(parts.valkey(places, ports), places.logs, lambda _: None)
    living = asyncio.create_task(life.live())
    store = Store(parts.valkey_url(places, ports), keep_s=60)
    try:
        await asyncio.wait_for(life.ready.wait(), 30)
        yield store
    except asyncio.TimeoutError as error:
        raise NoStore("The embedded Valkey did not start; its log is in the state folder.") from error
    finally:
        await store.close()
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
        await life.stop()
