"""The counsellor's side: the Socket.IO namespace /console, for signed-in staff alone.

Every event is answered with {ok: true} or {ok: false, text}. What a counsellor may do to a
conversation hangs on the claim, which the store decides: reading is for every signed-in counsellor
(they must choose whom to take), writing, closing and clearing for the claimant alone.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import socketio
from socketio.exceptions import ConnectionRefusedError as Refuse

from bot.conversation import ConversationLog, Entry, LogUnavailable
from bot.conversation.ids import is_conversation
from bot.gateway.delivery import Delivery
from bot.gateway.people import People
from bot.gateway.words import Words
from bot.handoff import Board, Desk, HandoffRefused, Presence, Staff
from bot.handoff.board import as_item
from bot.handoff.staff import Counsellor
from bot.protocol import (
    MAX_TEXT,
    AgentTyping,
    BadEvent,
    ConversationRef,
    CounsellorMessage,
    Transcript,
    TranscriptEntry,
    TypingRef,
    decode,
    encode,
)

_log = logging.getLogger(__name__)
COOKIE = "helpline_console"
_T = TypeVar("_T", bound=msgspec.Struct)
_MAX_REASON = 200
_GONE = "The store cannot be reached. Nothing was changed. Please try again in a moment."
_EVENTS = {
    "opened": "Conversation opened",
    "requested": "Asked for a counsellor",
    "cancelled": "Left the queue",
    "claimed": "{name} took the conversation",
    "released": "{name} handed back to the assistant",
    "closed": "{name} closed their part",
    "requeued": "{name}'s connection was lost; back in the queue",
    "cleared": "{name} cleared the danger: {text}",
    "declined": "Declined a counsellor",
}


class Console(socketio.AsyncNamespace):  # type: ignore[misc]
    """Signed-in counsellors' sockets of this gateway."""

    def __init__(
        self,
        *,
        log: ConversationLog,
        desk: Desk,
        board: Board,
        staff: Staff,
        presence: Presence,
        delivery: Delivery,
        people: People,
        words: Words,
    ) -> None:
        super().__init__("/console")
        self._log = log
        self._desk = desk
        self._board = board
        self._staff = staff
        self._presence = presence
        self._delivery = delivery
        self._people = people
        self._words = words
        self._here: dict[str, Counsellor] = {}
        self._watching: dict[str, dict[str, int]] = {}

    # --- coming and going ---------------------------------------------------------------------

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Only with the sign-in's cookie, and only from the console's own pages."""
        if not _same_origin(environ):
            raise Refuse("sign in")
        try:
            counsellor = await self._staff.signed_in(_cookie(environ))
        except LogUnavailable as error:
            raise Refuse("unavailable") from error
        if counsellor is None:
            raise Refuse("sign in")
        self._here[sid] = counsellor
        self._watching[sid] = {}
        await self._presence.beat([counsellor.username])
        await self._show_queue(sid)

    async def on_disconnect(self, sid: str, reason: str | None = None) -> None:
        """A lost line is no sign-out: claims stay for a minute (bot.handoff.presence)."""
        self._here.pop(sid, None)
        self._watching.pop(sid, None)

    def signed_in(self) -> set[str]:
        """Usernames with an open console here."""
        return {counsellor.username for counsellor in self._here.values()}

    async def drop(self, username: str) -> None:
        """Close every console of someone who signed out."""
        for sid, counsellor in list(self._here.items()):
            if counsellor.username == username:
                await self.disconnect(sid)

    # --- what counsellors do --------------------------------------------------------------------

    async def on_open(self, sid: str, data: Any = None) -> dict[str, Any]:
        """Look at a conversation: its transcript past `last_seen`, then everything new."""

        async def do(me: Counsellor, ref: ConversationRef) -> dict[str, Any]:
            if not (await self._log.state(ref.conversation)).exists:
                return _no("This conversation is not kept any more.")
            self._watching[sid][ref.conversation] = max(0, ref.last_seen)
            await self._show_transcript(sid, ref.conversation, always=True)
            return {"ok": True}

        return await self._guarded(sid, ConversationRef, data, do)

    async def on_claim(self, sid: str, data: Any = None) -> dict[str, Any]:
        """Take a waiting conversation; one of several wins."""

        async def do(me: Counsellor, ref: ConversationRef) -> dict[str, Any]:
            since = (await self._log.state(ref.conversation)).waiting_since
            say = [self._words.entry("claimed", counsellor=me.name)]
            await self._desk.claim(ref.conversation, who=me.username, name=me.name, say=say)
            await self._board.waited(since)
            return {"ok": True}

        return await self._guarded(sid, ConversationRef, data, do)

    async def on_release(self, sid: str, data: Any = None) -> dict[str, Any]:
        """Give a conversation back to the assistant."""

        async def do(me: Counsellor, ref: ConversationRef) -> dict[str, Any]:
            say = [self._words.entry("released", counsellor=me.name)]
            await self._desk.release(ref.conversation, who=me.username, name=me.name, say=say)
            return {"ok": True}

        return await self._guarded(sid, ConversationRef, data, do)

    async def on_close(self, sid: str, data: Any = None) -> dict[str, Any]:
        """End the counsellor's part."""

        async def do(me: Counsellor, ref: ConversationRef) -> dict[str, Any]:
            say = [self._words.entry("closed", counsellor=me.name)]
            await self._desk.close(ref.conversation, who=me.username, name=me.name, say=say)
            return {"ok": True}

        return await self._guarded(sid, ConversationRef, data, do)

    async def on_clear_urgency(self, sid: str, data: Any = None) -> dict[str, Any]:
        """A human lowers an immediate danger, with a reason that stays in the log."""

        async def do(me: Counsellor, ref: ConversationRef) -> dict[str, Any]:
            why = ref.reason.strip()
            if not 0 < len(why) <= _MAX_REASON:
                return _no(f"Please give the reason in 1 to {_MAX_REASON} characters.")
            say = [self._words.entry("cleared")]
            await self._desk.clear_urgency(ref.conversation, who=me.username, name=me.name, why=why, say=say)
            return {"ok": True}

        return await self._guarded(sid, ConversationRef, data, do)

    async def on_message(self, sid: str, data: Any = None) -> dict[str, Any]:
        """A counsellor's words; acknowledged with their sequence number once they are durable."""

        async def do(me: Counsellor, said: CounsellorMessage) -> dict[str, Any]:
            text = said.text.strip()
            if not 0 < len(text) <= MAX_TEXT:
                return _no(f"A message has 1 to {MAX_TEXT} characters.")
            token = f"h:{said.message_id[:64]}" if said.message_id else None
            done = await self._desk.say(
                said.conversation, who=me.username, name=me.name, text=text, token=token
            )
            return {"ok": True, "seq": done.first}

        return await self._guarded(sid, CounsellorMessage, data, do)

    async def on_typing(self, sid: str, data: Any = None) -> dict[str, Any]:
        """A hint for the professional, from the claimant alone."""

        async def do(me: Counsellor, ref: TypingRef) -> dict[str, Any]:
            if (await self._log.state(ref.conversation)).counsellor != me.username:
                return _no("You do not have this conversation.")
            hint = AgentTyping(typing=ref.typing, sender="counsellor")
            await self._delivery.tell(ref.conversation, "agent_typing", encode(hint))
            return {"ok": True}

        return await self._guarded(sid, TypingRef, data, do)

    # --- what counsellors are shown ---------------------------------------------------------------

    async def refresh(self, conversation: str | None) -> None:
        """Something changed: new lines to those who look at it, the new queue to all."""
        for sid in list(self._here):
            if conversation in self._watching.get(sid, {}):
                assert conversation is not None
                await self._show_transcript(sid, conversation)
            await self._show_queue(sid)

    async def _show_queue(self, sid: str) -> None:
        counsellor = self._here.get(sid)
        if counsellor is None:
            return
        try:
            view = await self._board.view(me=counsellor.username, connected=self._delivery.conversations())
        except LogUnavailable:
            return
        await self.emit("queue", encode(view), to=sid)

    async def _show_transcript(self, sid: str, conversation: str, *, always: bool = False) -> None:
        after = self._watching.get(sid, {}).get(conversation)
        if after is None:
            return
        entries = [entry async for entry in self._log.read_all(conversation, after=after)]
        state = await self._log.state(conversation)
        if not entries and not always:
            return
        if entries and sid in self._watching:  # the console may have closed meanwhile
            self._watching[sid][conversation] = entries[-1].seq
        event = Transcript(
            conversation=conversation,
            entries=[_line(entry) for entry in entries],
            summary=state.summary,
            item=as_item(conversation, state, connected=conversation in self._delivery.conversations()),
        )
        await self.emit("transcript", encode(event), to=sid)

    async def _guarded(
        self,
        sid: str,
        kind: type[_T],
        data: Any,
        do: Callable[[Counsellor, _T], Awaitable[dict[str, Any]]],
    ) -> dict[str, Any]:
        me = self._here.get(sid)
        if me is None:
            return _no("Please sign in again.")
        try:
            event = decode(kind, data)
            if not is_conversation(getattr(event, "conversation", None)):
                return _no("That is not the name of a conversation.")
            return await do(me, event)
        except BadEvent as error:
            return _no(f"That could not be read: {error}.")
        except HandoffRefused as refused:
            return _no(_why(refused))
        except LogUnavailable:
            return _no(_GONE)


def _why(refused: HandoffRefused) -> str:
    if refused.state == "claimed":
        return f"{refused.by or 'Somebody else'} has this conversation."
    if refused.step == "claim" and refused.state in ("", "none", "closed"):
        return "This conversation is not waiting any more."
    return "That is not possible now: the conversation has moved on."


def _line(entry: Entry) -> TranscriptEntry:
    text = entry.text
    if entry.event is not None:
        text = _EVENTS[entry.event].format(name=entry.name or "A counsellor", text=entry.text)
    return TranscriptEntry(
        seq=entry.seq,
        at=entry.at,
        kind=entry.kind,
        sender=entry.sender,
        text=text,
        urgency=entry.urgency,
        reasons=entry.reasons,
        name=entry.name,
        id=entry.id,
    )


def _no(text: str) -> dict[str, Any]:
    return {"ok": False, "text": text}


def _cookie(environ: dict[str, Any]) -> str | None:
    try:
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _same_origin(environ: dict[str, Any]) -> bool:
    """A browser says where a page came from; another site must not use a counsellor's cookie."""
    origin = environ.get("HTTP_ORIGIN")
    return not origin or urlsplit(origin).netloc == environ.get("HTTP_HOST")
