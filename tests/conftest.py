"""Fixtures that every folder of tests shares: real parts, each started once.

A part that cannot be had is a failure with instructions, never a skip.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.conversation import ConversationLog, Store
from bot.handoff import Board, Desk, Presence, Staff
from bot.privacy.vault import Vault
from tests.support.system import RealSystem
from tests.support.valkey import RealValkey


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealValkey]:
    """A real Valkey server of this run's own."""
    with RealValkey(tmp_path_factory.mktemp("valkey")) as server:
        yield server


@pytest.fixture
async def store(valkey: RealValkey) -> AsyncIterator[Store]:
    """An empty store on the real server."""
    store = Store(valkey.url, keep_s=3600)
    await store.redis.flushdb()
    yield store
    await store.close()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A vault with a key of its own."""
    return Vault.open(tmp_path / "keys")


@pytest.fixture
def log(store: Store, vault: Vault) -> ConversationLog:
    """A log on the empty store."""
    return ConversationLog(store, vault)


@pytest.fixture
def desk(log: ConversationLog) -> Desk:
    """The handoff's steps on that log."""
    return Desk(log)


@pytest.fixture
def presence(store: Store) -> Presence:
    """Who is there, on that store."""
    return Presence(store)


@pytest.fixture
def board(log: ConversationLog, presence: Presence) -> Board:
    """The queue's view on that log."""
    return Board(log, presence)


@pytest.fixture
def staff(store: Store) -> Staff:
    """Accounts on that store."""
    return Staff(store)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSystem]:
    """The whole system, with the trained model, started as `make run` starts it."""
    with RealSystem(tmp_path_factory.mktemp("system")) as running:
        yield running
