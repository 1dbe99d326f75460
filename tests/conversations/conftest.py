"""The trained assistant and its actions, started once for all replays."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from rasa.core.agent import Agent

from tests.conversations.replaying import ActionServer, load


@pytest.fixture(scope="session")
def agent() -> Iterator[Agent]:
    """Loaded in a loop of its own; it holds no connection between turns."""
    with ActionServer() as actions:
        yield asyncio.run(load(actions.url))
