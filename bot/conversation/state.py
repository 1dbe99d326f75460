"""What is known of a conversation at a glance: one Redis hash, read before each message.

Its size is bounded, so a turn costs the same at the first message and at the thousandth.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bot.conversation.urgency import Check, UrgencyState
from bot.protocol import HandoffReason, HandoffState, HandoffSummary, Level, Turn, Urgency

MAX_OFFERED = 60
"""How many offered quick replies a session may still use: the newest ones."""


class ConversationState(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation now. Times are milliseconds since the epoch, UTC; 0 means never."""

    exists: bool = False
    seq: int = 0
    turn: Turn = "assistant"
    handoff: HandoffState = "none"
    urgency: Urgency = "none"
    check: Check = ""
    check_since: int = 0
    check_times: int = 0
    answered: int = 0
    last_asked: int = 0
    delivered: int = 0
    summary: HandoffSummary = HandoffSummary()
    reason: HandoffReason = "asked"
    counsellor: str = ""
    counsellor_name: str = ""
    waiting_since: int = 0
    declined: bool = False
    last_text: str = ""
    safe_until: int = 0
    """When the child's safety ends, as far as it was said; asked about shortly before (safety.py)."""
    offered: dict[str, str] = {}

    @property
    def urgency_state(self) -> UrgencyState:
        """The part that `advance` moves."""
        return UrgencyState(self.urgency, self.check, self.check_since, self.check_times)

    @property
    def level(self) -> Level:
        """The higher of what the words triggered and what the dialogue reached (domain.md section 3)."""
        if self.urgency == "immediate" or self.summary.level == "immediate":
            return "immediate"
        if self.urgency == "urgent" or self.summary.level == "urgent":
            return "urgent"
        return self.summary.level


def from_hash(fields: Mapping[str, str]) -> ConversationState:
    """The state from the store's strings. A field that an older version wrote and this one does not
    know is ignored."""
    if not fields:
        return ConversationState()
    known = {key: value for key, value in fields.items() if key in _PLAIN}
    data: dict[str, object] = {"exists": True, **known}
    for key in _JSON & fields.keys():
        data[key] = msgspec.json.decode(fields[key])
    return msgspec.convert(data, ConversationState, strict=False)


_JSON = frozenset({"summary", "offered"})
_PLAIN = frozenset(ConversationState.__struct_fields__) - _JSON - {"exists"}


def remember_offered(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The quick replies that a session may send: payload to title, newest kept, bounded."""
    merged = {payload: title for payload, title in old.items() if payload not in new} | dict(new)
    return dict(list(merged.items())[-MAX_OFFERED:])
