"""Session ids and conversation names.

A session id is a bearer secret (RFC 9562 version 4 UUID: 122 random bits). It is never stored: the
log, the queue and the console know a conversation by a one-way digest of it, so that nobody who
reads the store, a log file or the console can speak as the professional.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid

_UUID4 = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII
)
_CONVERSATION = re.compile(r"[a-z2-7]{26}", re.ASCII)


def is_session(value: object) -> bool:
    """Whether `value` may serve as a session id: a version 4 UUID in its usual form."""
    return isinstance(value, str) and _UUID4.fullmatch(value) is not None


def fresh_session() -> str:
    """A new session id from the operating system's random source."""
    return str(uuid.uuid4())


def conversation_of(session: str) -> str:
    """The public name of a session's conversation: 26 letters and digits, 130 bits, one way."""
    digest = hashlib.sha256(b"helpline conversation\0" + session.lower().encode("ascii")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:26]


def is_conversation(value: object) -> bool:
    """Whether `value` has the form of a conversation's name."""
    return isinstance(value, str) and _CONVERSATION.fullmatch(value) is not None


def fresh_id() -> str:
    """A new unguessable name for one message."""
    return uuid.uuid4().hex
