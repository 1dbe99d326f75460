"""From the log to every client: in order, once, and never from memory.

Each connection keeps a cursor, the last sequence number that it was given. To deliver is to read
the log past the cursor and emit: replay after a reconnect, a reply a moment ago and a message from
another gateway all take this one way. A lock for each connection keeps the order.

The 999 card is the exception: it is emitted before the log is asked (`show_now`) and its id is
remembered, so that its logged copy is not shown to that connection again.

A client that never reads is let go once `BACKLOG` packets wait for it: the log keeps what it missed.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any, Literal

import socketio

from bot.conversation import ConversationLog, Entry, LogUnavailable
from bot.protocol import BotUttered, History, MessageMetadata, UserEcho, encode

_log = logging.getLogger(__name__)
BACKLOG = 400
"""Packets that may wait for one client before it is let go."""


@dataclass
class Connection:
    """One socket in a conversation. `ours`: it sent `last_seen`, so it understands `history`."""

    sid: str
    conversation: str
    cursor: int
    ours: bool
    shown: set[str] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Delivery:
    """All professionals' connections of this gateway."""

    def __init__(self, sio: socketio.AsyncServer, log: ConversationLog) -> None:
        self._sio = sio
        self._log = log
        self._by_sid: dict[str, Connection] = {}
        self._by_conversation: dict[str, dict[str, Connection]] = {}

    def attach(self, sid: str, conversation: str, *, cursor: int, ours: bool) -> Connection:
        """Tie a socket to a conversation; a socket belongs to one at a time."""
        self.detach(sid)
        connection = Connection(sid, conversation, cursor, ours)
        self._by_sid[sid] = connection
        self._by_conversation.setdefault(conversation, {})[sid] = connection
        return connection

    def detach(self, sid: str) -> Connection | None:
        """Forget a socket."""
        connection = self._by_sid.pop(sid, None)
        if connection is not None:
            others = self._by_conversation[connection.conversation]
            del others[sid]
            if not others:
                del self._by_conversation[connection.conversation]
        return connection

    def connection(self, sid: str) -> Connection | None:
        """The socket's connection, once it has a session."""
        return self._by_sid.get(sid)

    def conversations(self) -> frozenset[str]:
        """Conversations with a client here."""
        return frozenset(self._by_conversation)

    async def show_now(self, conversation: str, entry: Entry) -> None:
        """Emit before anything is stored: for the 999 card alone."""
        for connection in list(self._by_conversation.get(conversation, {}).values()):
            connection.shown.add(entry.id)
            await self._emit(connection, "bot_uttered", encode(_uttered(entry)))

    async def tell(self, conversation: str, event: str, payload: dict[str, Any]) -> None:
        """Emit one of our own events (a hint) to everybody in the conversation."""
        for connection in list(self._by_conversation.get(conversation, {}).values()):
            await self._emit(connection, event, payload)

    async def deliver(self, conversation: str) -> None:
        """Bring every client of the conversation up to the end of the log."""
        for connection in list(self._by_conversation.get(conversation, {}).values()):
            await self.catch_up(connection)

    async def deliver_all(self) -> None:
        """Bring every client up to date, after the store was away."""
        for conversation in self.conversations():
            await self.deliver(conversation)

    async def catch_up(self, connection: Connection, *, replay: bool = False) -> None:
        """Emit what lies past the connection's cursor. `replay`: as one `history` where it is ours."""
        async with connection.lock:
            try:
                async for page in self._pages(connection):
                    await self._give(connection, page, "replay" if replay else "live")
            except LogUnavailable:
                _log.info("delivery waits for the store")

    async def _pages(self, connection: Connection) -> Any:
        while page := await self._log.read(connection.conversation, after=connection.cursor):
            yield page
            connection.cursor = page[-1].seq

    async def _give(self, connection: Connection, page: list[Entry], how: Literal["replay", "live"]) -> None:
        shown = [e for e in page if e.kind == "message" and e.id not in connection.shown]
        if connection.ours and how == "replay":
            messages = [encode(_echo(e) if e.sender == "professional" else _uttered(e)) for e in shown]
            if messages:
                await self._emit(connection, "history", encode(History(messages)))
            return
        for entry in shown:
            if entry.sender != "professional":
                await self._emit(connection, "bot_uttered", encode(_uttered(entry)))
            elif connection.ours:
                await self._emit(connection, "history", encode(History([encode(_echo(entry))])))
        if not connection.ours:
            await self._log.store.note(connection.conversation, {"delivered": page[-1].seq})

    def written_here(self, sid: str, entry_id: str) -> None:
        """The socket wrote this entry itself and need not hear it again."""
        connection = self._by_sid.get(sid)
        if connection is not None:
            connection.shown.add(entry_id)

    async def _emit(self, connection: Connection, event: str, payload: dict[str, Any]) -> None:
        if self._backlog(connection.sid) > BACKLOG:
            _log.warning("a client does not read; it is let go and may come back for the rest")
            await self._sio.disconnect(connection.sid)
            return
        await self._sio.emit(event, payload, to=connection.sid)

    def _backlog(self, sid: str) -> int:
        eio_sid = self._sio.manager.eio_sid_from_sid(sid, "/")
        socket = self._sio.eio.sockets.get(eio_sid) if eio_sid else None
        return socket.queue.qsize() if socket is not None else 0


def _uttered(entry: Entry) -> BotUttered:
    return BotUttered(entry.text, _metadata(entry), entry.quick_replies)


def _echo(entry: Entry) -> UserEcho:
    return UserEcho(entry.text, _metadata(entry))


def _metadata(entry: Entry) -> MessageMetadata:
    return MessageMetadata(
        sender="assistant" if entry.sender == "system" else entry.sender,
        seq=entry.seq or None,
        id=entry.id,
        at=entry.at or None,
        urgency=None if entry.urgency == "none" or entry.sender == "professional" else entry.urgency,
        name=entry.name,
        response=entry.response,
    )
