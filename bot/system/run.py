"""`helpline run`: look first, train if needed, start everything, say where it is, stop cleanly."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.conversation import LogUnavailable, Store
from bot.handoff import Staff
from bot.system import parts, preflight, supervisor, training
from bot.system.places import ROOT, Places, write_private
from bot.system.preflight import CannotRun

FIRST_COUNSELLOR = "counsellor"
_STORE_TRIES = 100


def run(places: Places) -> int:
    """Run the whole system until Ctrl-C. Exit status 0; raises `CannotRun`."""
    started = time.monotonic()
    host, port = os.environ.get("HELPLINE_HOST", "127.0.0.1"), _port()
    with _alone(places):
        preflight.check(places, host=host, port=port, web=ROOT / "web_widget" / "dist")
        model = training.ensure(places, _say)
        ports = parts.Ports(host, port, *(preflight.free_port() for _ in range(3)))
        everything = [
            parts.valkey(places, ports),
            parts.actions(ports),
            parts.rasa(places, ports, model),
            parts.gateway(places, ports),
        ]
        asyncio.run(_run(places, ports, everything, started))
    return 0


async def _run(places: Places, ports: parts.Ports, everything: list[parts.Part], started: float) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    url = parts.valkey_url(places, ports)
    _say("starting: " + ", ".join(part.name for part in everything))
    running = {"pid": os.getpid(), "valkey_url": url, "gateway": _address(ports)}
    write_private(places.running, json.dumps(running))
    first = asyncio.create_task(first_counsellor(places, url))

    def when_ready() -> None:
        _announce(places, ports, time.monotonic() - started)

    try:
        await supervisor.run(everything, logs=places.logs, say=_say, stop=stop, when_ready=when_ready)
    finally:
        first.cancel()
        places.running.unlink(missing_ok=True)
    _say("stopped; conversations are kept for the next start")


async def first_counsellor(places: Places, url: str) -> None:
    """Make the first counsellor, with a password of this machine's own, where nobody can sign in yet."""
    store = Store(url, keep_s=60)
    staff = Staff(store)
    try:
        for _ in range(_STORE_TRIES):
            try:
                names = await staff.names()
            except LogUnavailable:
                await asyncio.sleep(0.2)
                continue
            if not names:
                password = secrets.token_urlsafe(12)
                await staff.add(FIRST_COUNSELLOR, name="Sam", password=password)
                write_private(places.first_password, password + "\n")
            return
    finally:
        await store.close()


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    """One system for each state folder. Raises `CannotRun` where one runs already."""
    preflight.folder(places)
    with places.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            running = places.read_running() or {}
            where = running.get("gateway", "another address")
            raise CannotRun(f"It runs already, at {where}. Stop that one with Ctrl-C first.") from error
        yield


def _announce(places: Places, ports: parts.Ports, took_s: float) -> None:
    address = _address(ports)
    _say(f"ready in {took_s:.0f} s\n")
    print(f"  Demo page (a professional)  {address}/demo/")
    print(f"  Console (a counsellor)      {address}/console/")
    if places.first_password.exists():
        password = places.first_password.read_text(encoding="utf-8").strip()
        print(f"  Sign in as                  {FIRST_COUNSELLOR}, password {password}")
    print("  More counsellors            .venv/bin/helpline counsellor add USERNAME")
    print("  Stop                        Ctrl-C\n", flush=True)


def _address(ports: parts.Ports) -> str:
    host = "127.0.0.1" if ports.host in ("0.0.0.0", "::") else ports.host  # noqa: S104  compared, not bound
    return f"http://{host}:{ports.gateway}"


def _port() -> int:
    value = os.environ.get("HELPLINE_PORT", "8080")
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise CannotRun(f"HELPLINE_PORT is {value!r}: a port is a number from 1 to 65535.")
    return int(value)


def _say(text: str) -> None:
    print(f"helpline: {text}", flush=True)
