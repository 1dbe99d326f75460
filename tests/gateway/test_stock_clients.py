"""Stock clients hold a conversation with only Rasa's four events."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.gateway.conftest import Join
from tests.support.system import RealSystem

WEB = Path(__file__).resolve().parents[2] / "web_widget"


async def test_python_socketio_holds_a_conversation(join: Join) -> None:
    person = await join(ours=False)
    for text in ("I am not sure about a child in my class", "she is 9", "/restart"):
        reply = await person.ask(text)
        assert set(reply) <= {"text", "quick_replies", "metadata"}
        for quick in reply.get("quick_replies", []):
            assert set(quick) == {"content_type", "title", "payload"}
    assert person.inbox.all("history") == []


async def test_a_stock_client_that_comes_back_gets_what_it_was_never_given(join: Join) -> None:
    person = await join(ours=False)
    await person.ask("a boy of 5 has a black eye")
    given = len(person.inbox.all("bot_uttered"))
    await person.close()
    again = await join(ours=False, session=person.session)
    reply = await again.ask("it happened at the weekend")
    assert reply["text"]
    assert given >= 2
    seqs = [r["metadata"]["seq"] for r in again.inbox.all("bot_uttered")]
    assert min(seqs) > max(r["metadata"]["seq"] for r in person.inbox.all("bot_uttered"))


@pytest.mark.parametrize("version", ["3", "4"])
def test_stock_socket_io_client_holds_a_conversation(system: RealSystem, version: str) -> None:
    done = subprocess.run(
        ["node", "stock/converse.mjs", version, system.url],
        cwd=WEB,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    replies = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(replies) >= 2
