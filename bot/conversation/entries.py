"""One line of a conversation's log, and its form at rest (sealed JSON)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from bot.conversation.ids import fresh_id
from bot.privacy.vault import Vault
from bot.protocol import QuickReply, Sender, Urgency

EventCode = Literal[
    "opened",
    "requested",
    "cancelled",
    "claimed",
    "released",
    "closed",
    "requeued",
    "cleared",
    "declined",
]


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A message or an event. `seq` and `at` (milliseconds since the epoch, UTC) come from the log.

    `payload`: what Rasa is asked where it differs from `text` (a quick reply's command).
    `about`: the seq of the message that this answers; `section`: the part of the record that it belongs to.
    """

    kind: Literal["message", "event"] = "message"
    sender: Sender | Literal["system"]
    text: str = ""
    id: str = msgspec.field(default_factory=fresh_id)
    urgency: Urgency = "none"
    reasons: list[dict[str, Any]] = []
    quick_replies: list[QuickReply] = []
    response: str | None = None
    name: str | None = None
    payload: str | None = None
    event: EventCode | None = None
    check: Literal["asked", "yes", "no"] | None = None
    about: int = 0
    section: str | None = None
    seq: int = 0
    at: int = 0


def seal(entry: Entry, vault: Vault) -> bytes:
    """The entry as it lies in the store."""
    return vault.seal(msgspec.json.encode(entry).decode("utf-8"))


def unseal(seq: int, at: int, sealed: bytes, vault: Vault) -> Entry:
    """The entry from its form at rest.

    Raises `bot.privacy.vault.VaultError` where the key does not fit.
    """
    entry = msgspec.json.decode(vault.unseal(sealed), type=Entry)
    return msgspec.structs.replace(entry, seq=seq, at=at)
