"""Clients on the running system."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.system.run import FIRST_COUNSELLOR
from tests.support.clients import Counsellor, Professional
from tests.support.system import RealSystem

Join = Callable[..., Awaitable[Professional]]


@pytest.fixture
async def join(system: RealSystem) -> AsyncIterator[Join]:
    """`await join()` is a professional who was greeted; all are disconnected at the end."""
    joined: list[Professional] = []

    async def one(**how: object) -> Professional:
        person = Professional(system.url, **how)  # type: ignore[arg-type]
        joined.append(person)
        return await (person.connect() if how.get("session") else person.greeted())

    yield one
    for person in joined:
        await person.close()


@pytest.fixture
async def counsellor(system: RealSystem) -> AsyncIterator[Counsellor]:
    """A signed-in counsellor."""
    console = await Counsellor(system.url).sign_in(FIRST_COUNSELLOR, system.password())
    yield console
    await console.close()
