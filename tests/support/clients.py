"""A professional and a counsellor over real Socket.IO; they wait for events, never sleep."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import socketio

WAIT_S = 30.0


class Inbox:
    """Everything that arrived, in order, and a way to wait for something in it."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []
        self._new = asyncio.Event()

    def put(self, event: str, data: Any) -> None:
        self.events.append((event, data))
        self._new.set()

    def all(self, event: str) -> list[Any]:
        """All of one kind, in order."""
        return [data for name, data in self.events if name == event]

    async def wait(
        self,
        event: str,
        fits: Callable[[Any], bool] = lambda _: True,
        *,
        after: int = 0,
        seconds: float = WAIT_S,
    ) -> Any:
        """The first one of that kind past place `after` that fits; AssertionError if none comes."""

        async def look() -> Any:
            while True:
                for name, data in self.events[after:]:
                    if name == event and fits(data):
                        return data
                self._new.clear()
                await self._new.wait()

        try:
            return await asyncio.wait_for(look(), seconds)
        except asyncio.TimeoutError:
            raise AssertionError(f"no {event} that fits; arrived: {self.events[-12:]}") from None


class Professional:
    """One tab. `ours`: it behaves as our widget; otherwise as a stock Rasa client."""

    def __init__(self, url: str, *, session: str | None = None, ours: bool = True) -> None:
        self.url = url
        self.session = session
        self.ours = ours
        self.last_seen = 0
        self.inbox = Inbox()
        self.socket = socketio.AsyncClient(reconnection=False)
        for event in (
            "session_confirm",
            "bot_uttered",
            "history",
            "handoff_status",
            "notice",
            "agent_typing",
        ):
            self.socket.on(event, self._keeper(event))

    async def connect(self) -> Professional:
        """Connect and open or resume the session."""
        await self.socket.connect(self.url, transports=["websocket"])
        request: dict[str, Any] = {"session_id": self.session}
        if self.ours:
            request["last_seen"] = self.last_seen
        place = len(self.inbox.events)
        await self.socket.emit("session_request", request)
        self.session = await self.inbox.wait("session_confirm", after=place)
        return self

    async def greeted(self) -> Professional:
        """Connect and wait for the assistant's greeting."""
        await self.connect()
        await self.inbox.wait("bot_uttered")
        return self

    async def say(self, text: Any, **extra: Any) -> Any:
        """Send a message; its acknowledgement."""
        event = {"message": text, "session_id": self.session, **extra}
        return await self.socket.call("user_uttered", event, timeout=WAIT_S)

    async def ask(self, text: str, **extra: Any) -> dict[str, Any]:
        """Send a message and wait for the first reply of the assistant past it."""
        place = len(self.inbox.events)
        ack = await self.say(text, **extra)
        assert "seq" in ack, ack
        reply: dict[str, Any] = await self.inbox.wait(
            "bot_uttered", lambda r: r["metadata"].get("seq", 0) > ack["seq"], after=place
        )
        return reply

    def texts(self) -> list[str]:
        """Everything that was said to this client, in order."""
        return [reply["text"] for reply in self.inbox.all("bot_uttered")]

    async def close(self) -> None:
        """Leave."""
        await self.socket.disconnect()

    def _keeper(self, event: str) -> Callable[[Any], None]:
        def keep(data: Any = None) -> None:
            for message in data["messages"] if event == "history" else [data]:
                if isinstance(message, dict):
                    seq = (message.get("metadata") or {}).get("seq") or 0
                    self.last_seen = max(self.last_seen, seq)
            self.inbox.put(event, data)

        return keep


class Counsellor:
    """A signed-in console."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.inbox = Inbox()
        self.cookie = ""
        self.socket = socketio.AsyncClient(reconnection=False)
        for event in ("queue", "transcript", "typing", "notice"):
            self.socket.on(event, self._keeper(event), namespace="/console")

    async def sign_in(self, username: str, password: str) -> Counsellor:
        """Sign in over HTTP, then connect with the cookie."""
        async with (
            aiohttp.ClientSession() as http,
            http.post(
                f"{self.url}/console/api/login",
                json={"username": username, "password": password},
                headers={"X-Requested-With": "helpline-console"},
            ) as response,
        ):
            assert response.status == 204, await response.text()
            self.cookie = response.headers["Set-Cookie"].split(";")[0]
        await self.socket.connect(
            self.url, headers={"Cookie": self.cookie}, namespaces=["/console"], transports=["websocket"]
        )
        await self.inbox.wait("queue")
        return self

    async def do(self, event: str, conversation: str, **fields: Any) -> dict[str, Any]:
        """One console event; its answer."""
        answer = await self.socket.call(
            event, {"conversation": conversation, **fields}, namespace="/console", timeout=WAIT_S
        )
        assert isinstance(answer, dict)
        return answer

    async def sees_waiting(self, conversation: str) -> dict[str, Any]:
        """The conversation's line in the queue, once it is there."""

        def line(view: dict[str, Any]) -> list[dict[str, Any]]:
            return [item for item in view["waiting"] if item["conversation"] == conversation]

        view = await self.inbox.wait("queue", lambda view: bool(line(view)))
        return line(view)[0]

    async def close(self) -> None:
        """Close the console."""
        await self.socket.disconnect()

    def _keeper(self, event: str) -> Callable[[Any], None]:
        return lambda data=None: self.inbox.put(event, data)
