"""The professional's side: Rasa's Socket.IO channel protocol, and a few events of our own.

Whatever arrives gets an answer: the event's own, or a kind `notice`. Events of one conversation
are taken in the order in which they arrived (a lock for each), because Socket.IO hands them over
as tasks that could overtake one another.

Out of order is forgiven: a message before any `session_request` opens a session first; a message
that names another session of the client's moves the socket to it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import socketio

from bot.conversation import (
    Commit,
    ConversationLog,
    ConversationState,
    Entry,
    LogUnavailable,
    conversation_of,
    fresh_session,
    is_session,
)
from bot.conversation.safety import LOCAL
from bot.gateway.delivery import Connection, Delivery
from bot.gateway.intake import Incoming, Intake, Rejected, token_of
from bot.gateway.people import People
from bot.gateway.record import Notes
from bot.gateway.record_pdf import as_pdf
from bot.gateway.turns import Turns
from bot.protocol import (
    Ack,
    BadEvent,
    HandoffRequest,
    RecordRequest,
    SessionRequest,
    UserUttered,
    decode,
    encode,
)

_log = logging.getLogger(__name__)
_OPENED = Entry(kind="event", sender="system", event="opened", payload="/open", id="opened")
"""The first line of every log: it asks the assistant for its greeting."""
BURST = 12
"""Messages that one socket may send at once."""
REFILL_S = 0.7
"""Seconds after which it may send one more."""


@dataclass
class _Bucket:
    left: float = BURST
    at: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        now = time.monotonic()
        self.left = min(BURST, self.left + (now - self.at) / REFILL_S)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Chat(socketio.AsyncNamespace):  # type: ignore[misc]
    """The default namespace. Public by design: what a client may do hangs on its session secret."""

    def __init__(
        self,
        *,
        log: ConversationLog,
        intake: Intake,
        delivery: Delivery,
        turns: Turns,
        people: People,
        notes: Notes,
    ) -> None:
        super().__init__("/")
        self._log = log
        self._intake = intake
        self._delivery = delivery
        self._turns = turns
        self._people = people
        self._notes = notes
        self._order: dict[str, asyncio.Lock] = {}
        self._buckets: dict[str, _Bucket] = {}

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Everyone may connect; nothing is known of them until a session is named."""
        self._order[sid] = asyncio.Lock()
        self._buckets[sid] = _Bucket()

    async def on_disconnect(self, sid: str, reason: str | None = None) -> None:
        """The socket is gone; the conversation stays."""
        gone = self._delivery.detach(sid)
        self._order.pop(sid, None)
        self._buckets.pop(sid, None)
        if gone is not None and gone.conversation not in self._delivery.conversations():
            self._intake.forget(gone.conversation)

    async def on_session_request(self, sid: str, data: Any = None) -> None:
        """Open or resume a session, and bring the client up to date."""
        async with self._lock(sid):
            try:
                request = decode(SessionRequest, data if data is not None else {})
            except BadEvent:
                request = SessionRequest()
                await self._people.notice(sid, "bad_event")
            await self._open(sid, request)

    async def on_user_uttered(self, sid: str, data: Any = None) -> dict[str, Any]:
        """One message; the return value is the acknowledgement."""
        async with self._lock(sid):
            try:
                event = decode(UserUttered, data)
            except BadEvent as error:
                _log.info("a message could not be read: %s", error)
                return await self._refuse(sid, Rejected("bad_event"), None)
            token = token_of(event.metadata) or token_of(event.customData)
            connection = await self._connection(sid, event.session_id)
            bucket = self._buckets.get(sid)
            incoming = Incoming(
                connection.conversation,
                sid,
                event.message,
                token,
                too_fast=bool(bucket and not bucket.take()),
            )
            try:
                ack = await self._intake.take(incoming)
            except Rejected as rejected:
                return await self._refuse(sid, rejected, token)
        await self._delivery.deliver(connection.conversation)
        self._turns.wake(connection.conversation)
        return encode(ack)

    async def on_handoff_request(self, sid: str, data: Any = None) -> None:
        """The button "Talk to a person", or leaving the queue. Needs no Rasa."""
        async with self._lock(sid):
            try:
                request = decode(HandoffRequest, data if data is not None else {})
            except BadEvent:
                await self._people.notice(sid, "bad_event")
                return
            connection = await self._connection(sid, None)
            if request.cancel:
                await self._people.leave_queue(connection.conversation, sid)
            else:
                await self._people.ask_for_person(connection.conversation, reason="asked")
        await self._delivery.deliver(connection.conversation)

    async def on_record_request(self, sid: str, data: Any = None) -> dict[str, Any]:
        """The note to keep, as text and PDF. Needs no Rasa."""
        try:
            request = decode(RecordRequest, data if data is not None else {})
        except BadEvent:
            return await self._refuse(sid, Rejected("bad_event"), None)
        connection = await self._connection(sid, None)
        now = datetime.now(LOCAL)
        try:
            note = await self._notes.make(connection.conversation, now=now)
        except LogUnavailable:
            return await self._refuse(sid, Rejected("not_saved"), None)
        # In a thread: setting type must not hold up the other conversations.
        pdf = await asyncio.to_thread(as_pdf, note) if request.pdf else None
        return {"name": f"note-{now:%Y-%m-%d-%H%M}", "text": note.as_text(), **({"pdf": pdf} if pdf else {})}

    async def trigger_event(self, event: str, *args: Any) -> Any:
        """Known events only; an unknown one is ignored, a failing one is answered and logged."""
        try:
            return await super().trigger_event(event, *args)
        except asyncio.CancelledError:
            raise
        except Exception:
            _log.exception("the event %s failed", event if event.isidentifier() else "?")
            if event not in ("connect", "disconnect"):
                await self._people.notice(args[0], "bad_event")
            return encode(Ack(error="bad_event", text=self._people.sentence("bad_event")))

    def _lock(self, sid: str) -> asyncio.Lock:
        return self._order.setdefault(sid, asyncio.Lock())

    async def _refuse(self, sid: str, rejected: Rejected, token: str | None) -> dict[str, Any]:
        await self._people.notice(sid, rejected.code, token=token)
        return encode(Ack(error=rejected.code, text=self._people.sentence(rejected.code)))

    async def _connection(self, sid: str, session: str | None) -> Connection:
        """The socket's connection, opening or moving its session where the message says so."""
        known = self._delivery.connection(sid)
        if is_session(session):
            assert session is not None
            if known is None or known.conversation != conversation_of(session):
                return await self._open(sid, SessionRequest(session))
        return known or await self._open(sid, SessionRequest())

    async def _open(self, sid: str, request: SessionRequest) -> Connection:
        session = request.session_id if is_session(request.session_id) else fresh_session()
        assert session is not None
        conversation = conversation_of(session)
        ours = request.last_seen is not None
        try:
            state = await self._log.state(conversation)
            connection = self._attach(sid, conversation, request, state)
            await self.emit("session_confirm", session, to=sid)
            if not state.exists:
                await self._log.append(_opening(conversation), [_OPENED])
        except LogUnavailable:
            connection = self._delivery.attach(sid, conversation, cursor=request.last_seen or 0, ours=ours)
            await self.emit("session_confirm", session, to=sid)
            await self._people.notice(sid, "not_saved")
            return connection
        await self._delivery.catch_up(connection, replay=True)
        await self._status(sid, conversation)
        self._turns.wake(conversation, fresh=not state.exists)
        return connection

    def _attach(
        self, sid: str, conversation: str, request: SessionRequest, state: ConversationState
    ) -> Connection:
        seen = request.last_seen
        cursor = state.delivered if seen is None else max(0, min(seen, state.seq))
        return self._delivery.attach(sid, conversation, cursor=cursor, ours=seen is not None)

    async def _status(self, sid: str, conversation: str) -> None:
        try:
            status = await self._people.status_of(conversation)
        except LogUnavailable:
            # No status at all: a wrong one would take a 999 card down.
            return
        await self.emit("handoff_status", encode(status), to=sid)


def _opening(conversation: str) -> Commit:
    return Commit(
        conversation=conversation,
        token="opened",  # noqa: S106  a name for the step, no password
        set={"turn": "assistant", "handoff": "none", "urgency": "none"},
        asks=True,
    )
