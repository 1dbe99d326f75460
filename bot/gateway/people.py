"""What the professional is told beside the conversation: notices, the handoff's status, the queue.

Here the gateway's sentences meet the handoff's steps, so that the button in the widget, a custom
action of Rasa and an immediate danger all ask for a person in the same way.
"""

from __future__ import annotations

import logging

import socketio

from bot.conversation import ConversationLog, ConversationState, LogUnavailable
from bot.gateway.delivery import Delivery
from bot.gateway.words import Key, Words
from bot.handoff import Board, Desk, HandoffRefused, Presence
from bot.protocol import HandoffReason, HandoffStatus, HandoffSummary, Notice, NoticeCode, encode

_log = logging.getLogger(__name__)
_NOTICES: dict[NoticeCode, Key] = {
    "empty": "empty",
    "too_long": "too_long",
    "bad_event": "bad_event",
    "not_saved": "not_saved",
    "too_fast": "too_fast",
    "assistant_slow": "assistant_slow",
    "saved_again": "saved_again",
    "redacted": "redacted",
    "gateway_stopping": "stopping",
    "not_waiting": "not_waiting",
}


class People:
    """Tells professionals about people: who is coming, and what could not be done."""

    def __init__(
        self,
        *,
        sio: socketio.AsyncServer,
        log: ConversationLog,
        delivery: Delivery,
        words: Words,
        desk: Desk,
        board: Board,
        presence: Presence,
    ) -> None:
        self._sio = sio
        self._log = log
        self._delivery = delivery
        self._words = words
        self._desk = desk
        self._board = board
        self._presence = presence
        self._told: dict[str, HandoffStatus] = {}

    def sentence(self, code: NoticeCode) -> str:
        """The sentence for a notice."""
        return self._words.text(_NOTICES[code])

    async def notice(self, sid: str, code: NoticeCode, *, token: str | None = None) -> None:
        """Tell one client something about the connection or a message."""
        await self._sio.emit("notice", encode(Notice(code, self.sentence(code), token)), to=sid)

    async def notice_all(self, conversation: str, code: NoticeCode) -> None:
        """Tell every client of a conversation."""
        await self._delivery.tell(conversation, "notice", encode(Notice(code, self.sentence(code))))

    async def ask_for_person(
        self, conversation: str, *, reason: HandoffReason, summary: HandoffSummary | None = None
    ) -> None:
        """Put the conversation into the queue and say so; said kindly where it is there already."""
        try:
            somebody = bool(await self._presence.here())
            key: Key = "requested" if somebody else "requested_nobody"
            say = self._words.entry("requested_immediate" if reason == "immediate" else key)
            await self._desk.request(conversation, reason=reason, summary=summary, say=[say])
        except HandoffRefused:
            _log.debug("already waiting or with a counsellor")
        except LogUnavailable:
            await self.notice_all(conversation, "not_saved")
            return
        await self.status(conversation)

    async def leave_queue(self, conversation: str, sid: str) -> None:
        """Out of the queue, as the professional wishes."""
        try:
            await self._desk.cancel(conversation, say=[self._words.entry("cancelled")])
        except HandoffRefused:
            await self.notice(sid, "not_waiting")
        except LogUnavailable:
            await self.notice(sid, "not_saved")

    async def decline(self, conversation: str) -> None:
        """Out of the queue where it waits; a conversation that does not is left as it is."""
        try:
            await self._desk.cancel(conversation)
        except HandoffRefused:
            _log.debug("declined a counsellor without waiting for one")
        await self.status(conversation)

    async def status(self, conversation: str) -> None:
        """Send the handoff's status to everybody in the conversation, where it changed."""
        if conversation not in self._delivery.conversations():
            self._told.pop(conversation, None)
            return
        try:
            event = await self.status_of(conversation)
        except LogUnavailable:
            return
        if self._told.get(conversation) != event:
            self._told[conversation] = event
            await self._delivery.tell(conversation, "handoff_status", encode(event))

    async def status_of(self, conversation: str) -> HandoffStatus:
        """The handoff's status now. Raises `LogUnavailable`."""
        state = await self._log.state(conversation)
        if state.handoff != "waiting":
            return _status(state, text=self._text(state))
        return HandoffStatus(
            state="waiting",
            turn=state.turn,
            urgency=state.urgency_state.effective,
            position=await self._board.position(conversation),
            wait_minutes=await self._board.estimate(),
            counsellors=len(await self._presence.here()),
        )

    def _text(self, state: ConversationState) -> str | None:
        if state.handoff == "claimed":
            return self._words.text("claimed", counsellor=state.counsellor_name)
        return None


def _status(state: ConversationState, *, text: str | None) -> HandoffStatus:
    return HandoffStatus(
        state=state.handoff,
        turn=state.turn,
        urgency=state.urgency_state.effective,
        counsellor=state.counsellor_name or None,
        text=text,
    )
