"""The gateway's own sentences, read from `data/domain/gateway.yml`: written and approved by people.

They are needed when Rasa is away, so the gateway loads them itself at start and refuses to start
without them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml

from bot.conversation import Entry
from bot.protocol import QuickReply, Urgency

Key = Literal[
    "card_immediate",
    "card_check",
    "card_check_again",
    "card_safety_ends",
    "not_saved",
    "saved_again",
    "assistant_slow",
    "assistant_failed",
    "too_long",
    "empty",
    "too_fast",
    "bad_event",
    "redacted",
    "stopping",
    "requested",
    "requested_nobody",
    "requested_immediate",
    "still_waiting",
    "not_waiting",
    "cancelled",
    "claimed",
    "released",
    "closed",
    "requeued",
    "cleared",
]
KEYS: tuple[Key, ...] = Key.__args__  # type: ignore[attr-defined]


class WordsError(ValueError):
    """A sentence is missing or the file cannot be read; the message says which."""


class Words:
    """The sentences, with the helpline's name and number filled in."""

    def __init__(self, texts: dict[Key, tuple[str, list[QuickReply]]], names: dict[str, str]) -> None:
        self._texts = texts
        self._names = names

    def text(self, key: Key, *, counsellor: str = "") -> str:
        """The sentence, ready to show."""
        filled = self._texts[key][0]
        for name, value in {**self._names, "counsellor": counsellor}.items():
            filled = filled.replace("{" + name + "}", value)
        return filled

    def entry(self, key: Key, *, counsellor: str = "", urgency: Urgency = "none") -> Entry:
        """The sentence as a message of the assistant, traceable to its response."""
        return Entry(
            sender="assistant",
            text=self.text(key, counsellor=counsellor),
            quick_replies=self._texts[key][1],
            urgency=urgency,
            response=_response(key),
        )

    def offered(self) -> dict[str, str]:
        """Payload to title of every quick reply in these sentences."""
        return {reply.payload: reply.title for _, replies in self._texts.values() for reply in replies}


def load(data: Path, *, helpline_name: str, helpline_phone: str) -> Words:
    """The sentences of `data`/domain/gateway.yml. Raises `WordsError`."""
    path = data / "domain" / "gateway.yml"
    try:
        responses = yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]
        texts = {key: _one(responses[_response(key)][0]) for key in KEYS}
    except (OSError, yaml.YAMLError) as error:
        raise WordsError(f"{path.name} cannot be read: {error}") from error
    except (KeyError, TypeError, IndexError) as error:
        raise WordsError(f"{path.name} lacks {error} or has it in another form than a response's.") from error
    return Words(texts, {"helpline_name": helpline_name, "helpline_phone": helpline_phone})


def _one(response: dict[str, object]) -> tuple[str, list[QuickReply]]:
    buttons = response.get("buttons", [])
    assert isinstance(buttons, list)
    return str(response["text"]), [QuickReply(str(b["title"]), str(b["payload"])) for b in buttons]


def _response(key: Key) -> str:
    return f"utter_gateway_{key}"
