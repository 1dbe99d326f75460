"""Replays a whole conversation on the trained model with a real action server.

Why beside Rasa's own test stories: those check intents, facts and actions but run no action, so they cannot
see what is said. A replay checks replies, level, topic and handoff, and over the whole conversation that no
question comes twice and no turn is silent.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
import yaml
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.events import UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.system import preflight, training
from bot.system.places import ROOT, Places

READY_S = 60.0


def trained_model() -> Path:
    """HELPLINE_MODEL, or the one that `make train` made for the content as it is."""
    named = os.environ.get("HELPLINE_MODEL")
    if named:
        return Path(named)
    places = Places(Path(os.environ.get("HELPLINE_STATE", ROOT / ".helpline")))
    model = training.model_of(places, training.fingerprint())
    if not model.exists():
        raise RuntimeError("There is no trained model for this content. Run: make train")
    return model


def read_replays() -> list[tuple[str, dict[str, Any]]]:
    """Every replay under replays/, with the name of its file."""
    return [
        (path.stem, replay)
        for path in sorted((Path(__file__).parent / "replays").glob("*.yml"))
        for replay in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def from_gateway(turn: dict[str, Any]) -> dict[str, Any]:
    """The gateway's word on a turn of a replay, as the message carries it."""
    return {key: turn[key] for key in ("urgency", "check") if key in turn}


def only_warnings() -> None:
    """Keep Rasa's account of every turn out of a command's answer."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


class ActionServer:
    """A real action server on a free port, on the loopback."""

    def __init__(self) -> None:
        self.port = preflight.free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhook"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ActionServer:
        command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(self.port)]
        environment = training.rasa_environment() | {"SANIC_HOST": "127.0.0.1"}
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + READY_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The action server did not start.")
            time.sleep(0.1)
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(20)


async def load(url: str) -> Agent:
    """The trained assistant, with its actions at `url`; conversations are kept in memory."""
    actions = EndpointConfig(url, enable_selective_domain=True)
    return await load_agent(str(trained_model()), endpoints=AvailableEndpoints(action=actions))


class Replay:
    """One conversation. Each `say` gives the replies' names, texts, summary and handoff."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._id = uuid.uuid4().hex
        self.names: list[str] = []

    async def say(self, text: str, **metadata: Any) -> Answer:
        """One turn, as the gateway sends it."""
        channel = CollectingOutputChannel()
        message = UserMessage(
            text, channel, self._id, metadata={"urgency": "none", "check": None, **metadata}
        )
        answer = Answer(await self._agent.handle_message(message) or [])
        self.names += answer.names
        return answer

    async def intents(self) -> set[str]:
        """What its messages were taken for."""
        tracker = await self._agent.tracker_store.retrieve(self._id)
        events = tracker.events if tracker is not None else ()
        return {str(one.intent["name"]) for one in events if isinstance(one, UserUttered) and one.intent}


class Answer:
    """What came back for one message."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.texts = [m["text"] for m in messages if m.get("text")]
        self.buttons = [b for m in messages for b in m.get("buttons", ())]
        customs = [m["custom"] for m in messages if m.get("custom")]
        last = next((c for c in customs if "summary" in c), None)
        if last is None:
            raise AssertionError("the turn has no summary: its action did not run")
        self.summary: dict[str, Any] = last["summary"]
        self.names: list[str] = last["responses"]
        self.handoff = next((c["handoff"]["reason"] for c in customs if "handoff" in c), None)
