"""One message's way from the socket to the log.

In this order, so that nothing that can fail stands before the danger check:
1. danger: the words are assessed in this process; an immediate one shows the 999 card at once;
2. bounds: empty, too long and too fast are refused kindly (after the card, never before it);
3. privacy: identifiers are replaced, and the spans of the reasons follow;
4. log: the message, and any card, are appended in one step; only then is it acknowledged;
5. an immediate conversation asks for a counsellor by itself, unless the professional declined.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import msgspec

from bot.conversation import (
    Commit,
    ConversationLog,
    ConversationState,
    Entry,
    LogUnavailable,
    Step,
    advance,
    safe_until,
)
from bot.conversation.urgency import YES_COMMAND, Card
from bot.danger import Assessment, Detector
from bot.gateway.delivery import Delivery
from bot.gateway.people import People
from bot.gateway.words import Key, Words
from bot.privacy.redact import map_span, redact
from bot.protocol import MAX_METADATA_BYTES, MAX_TEXT, Ack, NoticeCode, Urgency

_log = logging.getLogger(__name__)
_MAX_TOKEN = 64
QUICK_S = 60.0
"""Messages that follow one another within this time may be one danger in parts."""
_CARDS: dict[Card, Key] = {
    "immediate": "card_immediate",
    "check": "card_check",
    "check_again": "card_check_again",
}
PERSON_COMMAND = "/ask_person"


class Rejected(Exception):
    """The message is not taken; `code` says why."""

    def __init__(self, code: NoticeCode) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Incoming:
    """One message as it arrived. `token` names it, so that a resend is harmless."""

    conversation: str
    sid: str
    text: str
    token: str | None
    too_fast: bool


class Intake:
    """Takes messages in for one gateway."""

    def __init__(
        self, *, log: ConversationLog, detector: Detector, words: Words, delivery: Delivery, people: People
    ) -> None:
        self._log = log
        self._detector = detector
        self._words = words
        self._delivery = delivery
        self._people = people
        self._recent: dict[str, list[tuple[float, str]]] = {}

    async def take(self, incoming: Incoming) -> Ack:
        """Take one message in; the acknowledgement for the client. Raises `Rejected`."""
        assessment = await self.assess(incoming)
        card = await self._card_at_once(incoming, assessment)
        _bounded(incoming)
        try:
            return await self._store(incoming, assessment, card)
        except LogUnavailable as error:
            _log.warning("a message could not be saved: %s", type(error).__name__)
            raise Rejected("not_saved") from error

    async def assess(self, incoming: Incoming) -> Assessment:
        """What the words say, with the two messages just before them for a danger that was split."""
        now = time.monotonic()
        recent = [one for one in self._recent.get(incoming.conversation, []) if now - one[0] < QUICK_S]
        before = [text for _, text in recent]
        # In a thread: inference must not hold up the other conversations.
        found = await asyncio.to_thread(self._detector.assess, incoming.text, before=before)
        self._recent[incoming.conversation] = [*recent[-1:], (now, incoming.text[:MAX_TEXT])]
        return found

    def forget(self, conversation: str) -> None:
        """Drop what is held in memory of a conversation without a client."""
        self._recent.pop(conversation, None)

    async def _card_at_once(self, incoming: Incoming, assessment: Assessment) -> Entry | None:
        if assessment.urgency != "immediate" and incoming.text != YES_COMMAND:
            return None
        card = self._words.entry("card_immediate", urgency="immediate")
        await self._delivery.show_now(incoming.conversation, card)
        return card

    async def _store(self, incoming: Incoming, assessment: Assessment, card: Entry | None) -> Ack:
        state = await self._log.state(incoming.conversation)
        command = self._command(incoming.text, state)
        step = advance(
            state.urgency_state,
            words="none" if command else assessment.urgency,
            text=command or incoming.text,
        )
        entry, hidden = _entry(incoming.text, assessment, step, title=self._title(command, state))
        if command:
            entry = msgspec.structs.replace(entry, payload=command)
        entries = [entry]
        if step.card is not None:
            urgency: Urgency = "immediate" if step.card == "immediate" else "check"
            entries.append(card or self._words.entry(_CARDS[step.card], urgency=urgency))
        self._delivery.written_here(incoming.sid, entry.id)
        done = await self._log.append(_commit(incoming, entry, state, step), entries)
        await self._after(incoming, state, step, hidden=hidden and not done.again)
        return Ack(seq=done.first)

    async def _after(self, incoming: Incoming, state: ConversationState, step: Step, *, hidden: bool) -> None:
        conversation = incoming.conversation
        if hidden:
            await self._people.notice(incoming.sid, "redacted", token=incoming.token)
        wanted = step.state.urgency == "immediate" and state.urgency != "immediate" and not state.declined
        if wanted and state.handoff in ("none", "closed"):
            await self._people.ask_for_person(conversation, reason="immediate")
        elif incoming.text == PERSON_COMMAND:
            await self._people.ask_for_person(conversation, reason="asked")
        elif step.state.effective != state.urgency_state.effective:
            await self._people.status(conversation)

    def _command(self, text: str, state: ConversationState) -> str | None:
        """The quick reply that this text is, if it was offered to this session."""
        offered = text in state.offered or text in self._words.offered()
        return text if text.startswith("/") and offered else None

    def _title(self, command: str | None, state: ConversationState) -> str | None:
        return (state.offered.get(command) or self._words.offered().get(command)) if command else None


def _bounded(incoming: Incoming) -> None:
    if not incoming.text.strip():
        raise Rejected("empty")
    if len(incoming.text) > MAX_TEXT:
        raise Rejected("too_long")
    if incoming.too_fast:
        raise Rejected("too_fast")


def _entry(text: str, assessment: Assessment, step: Step, *, title: str | None) -> tuple[Entry, bool]:
    if title is not None:
        return Entry(sender="professional", text=title, check=step.answered), False
    redacted = redact(text)
    reasons = [
        {
            "rule": reason.rule,
            "span": list(map_span(redacted, reason.span)),
            "why": reason.why,
        }
        for reason in assessment.reasons
    ]
    entry = Entry(
        sender="professional",
        text=redacted.text,
        urgency=assessment.urgency,
        reasons=reasons,
        check="asked" if step.card in ("check", "check_again") else step.answered,
    )
    return entry, bool(redacted.found)


def _commit(incoming: Incoming, entry: Entry, state: ConversationState, step: Step) -> Commit:
    after = step.state
    return Commit(
        conversation=incoming.conversation,
        token=f"c:{incoming.token}" if incoming.token else entry.id,
        set={
            "check": after.check,
            "check_since": after.check_since,
            "check_times": after.check_times,
            "last_text": entry.text[:120],
            **({} if state.handoff else {"handoff": "none"}),
            **_safety(incoming.text),
        },
        asks=True,
        raise_urgency=None if after.urgency == "check" else after.urgency,
    )


def _safety(text: str) -> dict[str, int]:
    """When the child's safety ends, where the words say so; a later time replaces an earlier one."""
    ends = safe_until(text, datetime.now(timezone.utc)) if len(text) <= MAX_TEXT else None
    return {} if ends is None else {"safe_until": int(ends.timestamp() * 1000)}


def token_of(metadata: dict[str, Any] | str | None) -> str | None:
    """The client's own name for a message, from its metadata (an object or a JSON string)."""
    if isinstance(metadata, str):
        if len(metadata) > MAX_METADATA_BYTES:
            return None
        try:
            metadata = msgspec.json.decode(metadata)
        except (msgspec.DecodeError, RecursionError):
            return None
    token = metadata.get("message_id") if isinstance(metadata, dict) else None
    return token if isinstance(token, str) and 0 < len(token) <= _MAX_TOKEN else None
