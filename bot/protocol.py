"""Every event on the wire, typed, in one place.

Why: the widget, stock Rasa clients, the console, the gateway and the actions meet only here.
Nothing of ours is imported, so anything may import this module.

Order below: shared words, the professional's side (Rasa's own four events plus ours), the handoff
summary, the counsellor's side, and last `decode`, which turns whatever arrived into one of these
types or into a `BadEvent` whose message may be shown to a person.

The professional's side follows Rasa 3's Socket.IO channel: `session_request`, `session_confirm`,
`user_uttered`, `bot_uttered`. Stock clients must keep working, so `bot_uttered` carries `text`,
optionally `quick_replies`, and `metadata`, and no other key.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar

import msgspec

Urgency = Literal["immediate", "check", "urgent", "none"]
Level = Literal["immediate", "urgent", "concern", "unsure"]
Sender = Literal["assistant", "counsellor", "professional"]
Turn = Literal["assistant", "human"]
HandoffState = Literal["none", "waiting", "claimed", "closed"]
AgeBand = Literal["not asked", "unborn", "<1", "1-4", "5-10", "11-13", "14-15", "16-17"]
HandoffReason = Literal["asked", "immediate", "offered"]
NoticeCode = Literal[
    "empty",
    "too_long",
    "bad_event",
    "not_saved",
    "too_fast",
    "no_session",
    "assistant_slow",
    "saved_again",
    "redacted",
    "gateway_stopping",
    "not_waiting",
]

MAX_TEXT = 2_000
"""Longest message, in characters, that a professional or a counsellor may send."""
MAX_EVENT_BYTES = 1024 * 1024
"""Longest Socket.IO packet, in bytes, that the gateway reads; a longer one closes the connection."""
MAX_METADATA_BYTES = 4 * 1024
"""Longest client metadata, in bytes of JSON; longer metadata is ignored, the message is kept."""

# --- the professional's side -------------------------------------------------------------------


class SessionRequest(msgspec.Struct, frozen=True):
    """`session_request`: resume `session_id`, or ask for a fresh one with null.

    `last_seen` (ours): the highest seq the client holds, 0 for none; stock clients leave it out.
    """

    session_id: str | None = None
    last_seen: int | None = None


class UserUttered(msgspec.Struct, frozen=True):
    """`user_uttered`: one message. `metadata.message_id` makes a resend harmless (same id, same seq)."""

    message: str
    session_id: str | None = None
    metadata: dict[str, Any] | str | None = None
    customData: dict[str, Any] | str | None = None
    """The name that some stock clients use for `metadata`."""


class QuickReply(msgspec.Struct, frozen=True):
    """A button. `content_type` is always "text" (Rasa's own word)."""

    title: str
    payload: str
    content_type: Literal["text"] = "text"


class MessageMetadata(msgspec.Struct, frozen=True, omit_defaults=True):
    """What travels beside a message.

    `seq`: its place in the conversation's log, from 1; absent on a card sent before the log answered.
    `id`: unguessable name of this message; the same message delivered again keeps it.
    `at`: when it was logged, milliseconds since the epoch, UTC.
    """

    sender: Sender
    seq: int | None = None
    id: str | None = None
    at: int | None = None
    urgency: Urgency | None = None
    name: str | None = None
    """The counsellor's display name, where sender is "counsellor"."""
    response: str | None = None
    """The response (utter_...) that this text came from, so that every reply can be traced."""


class BotUttered(msgspec.Struct, frozen=True, omit_defaults=True):
    """`bot_uttered`: exactly `text`, `quick_replies` where there are any, and `metadata`."""

    text: str
    metadata: MessageMetadata
    quick_replies: list[QuickReply] = []


class UserEcho(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the professional's own messages, as the log holds it (inside `history` only)."""

    text: str
    metadata: MessageMetadata


class History(msgspec.Struct, frozen=True):
    """`history`: to a client that sent `last_seen`, everything past it, in order, once. Each item
    is an encoded `BotUttered` or, for the professional's own words, an encoded `UserEcho`. A stock
    client, which sends no `last_seen`, gets what was never delivered to it as `bot_uttered`."""

    messages: list[dict[str, Any]]


class HandoffStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """`handoff_status`: sent on every change and after each session_confirm.

    `urgency` is the conversation's sticky urgency: while it is "immediate", a client keeps the 999
    card on screen. `position` counts from 1 while waiting. `wait_minutes` is [low, high] or absent
    where too little is known to be honest. `counsellors` says how many are signed in.
    """

    state: HandoffState
    turn: Turn
    urgency: Urgency
    position: int | None = None
    wait_minutes: tuple[int, int] | None = None
    counsellors: int | None = None
    counsellor: str | None = None
    text: str | None = None
    """The approved sentence that says this to the professional."""


class AgentTyping(msgspec.Struct, frozen=True):
    """`agent_typing`: whoever has the turn is writing; a hint, never stored."""

    typing: bool
    sender: Sender = "assistant"


class Notice(msgspec.Struct, frozen=True):
    """`notice`: a kind sentence about the connection or a refused message; never stored.

    `message_id` names the message that it is about, where the client sent one.
    """

    code: NoticeCode
    text: str
    message_id: str | None = None


class HandoffRequest(msgspec.Struct, frozen=True):
    """`handoff_request` (client to gateway): the always-visible "Talk to a person" button. It works
    without Rasa. `cancel` leaves the queue."""

    cancel: bool = False


class RecordRequest(msgspec.Struct, frozen=True):
    """`record_request` (client to gateway): the note of this conversation, to keep. Acknowledged with a
    `Record`, or with an `Ack` that has an `error`."""

    pdf: bool = False


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """The note as plain text and, where asked for, as the bytes of a PDF; `name` is a file's name without
    its ending. It holds nothing that is not in the conversation already."""

    name: str
    text: str
    pdf: bytes | None = None


class Ack(msgspec.Struct, frozen=True, omit_defaults=True):
    """Acknowledgement of a message: `seq` once it is durable, or `error` (a NoticeCode) and `text`."""

    seq: int | None = None
    error: NoticeCode | None = None
    text: str | None = None


# --- the handoff summary -----------------------------------------------------------------------

NOT_ASKED = "not asked"


class HandoffSummary(msgspec.Struct, frozen=True):
    """What a counsellor reads before the first word: closed lists and ranges (domain.md section 3).

    What was not asked stays "not asked". No names, birth dates, addresses, schools, NHS numbers.
    """

    topic: str = NOT_ASKED
    level: Level = "unsure"
    level_reasons: list[str] = []
    trigger_phrases: list[str] = []
    answers: list[str] = []
    """What the answers to a topic's own questions mean, in a few words each."""
    role: str = NOT_ASKED
    setting: str = NOT_ASKED
    nation: str = NOT_ASKED
    age_band: AgeBand = "not asked"
    children_count: str = NOT_ASKED
    disability: str = NOT_ASKED
    relationship: str = NOT_ASKED
    source: str = NOT_ASKED
    childs_words: str = NOT_ASKED
    first_noticed: str = NOT_ASKED
    frequency: str = NOT_ASKED
    injury: str = NOT_ASKED
    alleged_relationship: str = NOT_ASKED
    access: str = NOT_ASKED
    present_safety: str = NOT_ASKED
    safe_until: str = NOT_ASKED
    who_knows: str = NOT_ASKED
    family_aware: str = NOT_ASKED
    actions_taken: str = NOT_ASKED
    recorded: str = NOT_ASKED
    duty_flagged: str = NOT_ASKED
    worry: str = NOT_ASKED
    wants: str = NOT_ASKED
    safe_to_contact: str = NOT_ASKED
    wellbeing: str = NOT_ASKED


# --- the counsellor's side: Socket.IO namespace /console, cookie-authenticated --------------------


class QueueItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One conversation in `queue`. `waiting_since` is milliseconds since the epoch, UTC."""

    conversation: str
    state: HandoffState
    urgency: Urgency
    level: Level
    topic: str
    role: str
    waiting_since: int
    reason: HandoffReason
    connected: bool
    """Whether the professional has the page open."""
    last_text: str
    """The first 120 characters of the professional's newest message (already redacted)."""
    counsellor: str | None = None


class QueueView(msgspec.Struct, frozen=True):
    """`queue`: the whole list, riskiest first, sent at sign-in and on each change."""

    waiting: list[QueueItem]
    mine: list[QueueItem]
    others: list[QueueItem]
    counsellors: list[str]
    me: str


class ConversationRef(msgspec.Struct, frozen=True):
    """`claim`, `release`, `close`, `clear_urgency`, `open`: which conversation."""

    conversation: str
    last_seen: int = 0
    reason: str = ""
    """For `clear_urgency`: why a human lowers it (kept in the log); at most 200 characters."""


class CounsellorMessage(msgspec.Struct, frozen=True):
    """`message`: a counsellor's words to the professional."""

    conversation: str
    text: str
    message_id: str | None = None


class TypingRef(msgspec.Struct, frozen=True):
    """`typing`: a counsellor is writing in this conversation."""

    conversation: str
    typing: bool


class TranscriptEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the transcript as the console shows it."""

    seq: int
    at: int
    kind: Literal["message", "event"]
    sender: Sender | Literal["system"]
    text: str
    urgency: Urgency = "none"
    reasons: list[dict[str, Any]] = []
    """[{"rule", "span": [start, end], "why"}] for the professional's messages; spans fit `text`."""
    name: str | None = None
    id: str | None = None


class Transcript(msgspec.Struct, frozen=True):
    """`transcript`: entries past what the console has seen; `summary` and `state` as they are now."""

    conversation: str
    entries: list[TranscriptEntry]
    summary: HandoffSummary
    item: QueueItem


# --- decoding --------------------------------------------------------------------------------------

T = TypeVar("T", bound=msgspec.Struct)


class BadEvent(ValueError):
    """What arrived is not the event that it claims to be. The message is safe to show and to log:
    it says which field is wrong and never repeats the content."""


def decode(kind: type[T], data: object) -> T:
    """Turn whatever a client sent into `kind`.

    Unknown keys are ignored (stock clients send their own). Raises `BadEvent` for anything that is
    not an object or has a field of the wrong type.
    """
    try:
        return msgspec.convert(data, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadEvent(str(error)) from error


def encode(event: msgspec.Struct) -> dict[str, Any]:
    """The event as plain JSON-able data, ready for `emit`."""
    built = msgspec.to_builtins(event)
    assert isinstance(built, dict)
    return built
