"""One message as it was understood: intent, facts, danger, and the gateway's word on urgency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_YES_ITSELF = r"yes|yeah|yep|yup|yh|ye|aye"
_YES = re.compile(rf"^\W*(?:{_YES_ITSELF}|definitely|i think so|correct)\b", re.I)
_NO = re.compile(r"^\W*(?:no|nope|nah|naw|none|not|never|nothing|i haven'?t|i have not)\b", re.I)
_OF_THEMSELVES = re.compile(
    rf"^\W*(?:{_YES_ITSELF})\W+(?:i['\u2019]?m|i['\u2019]?ve|i|we['\u2019]?ve|we)\b"
    r"(?!\s+(?:think|believe|fear|reckon|guess|am sure))",
    re.I,
)
_UNSURE = re.compile(
    r"\b(?:don'?t know|do not know|dunno|not sure|unsure|no idea|can'?t say|hard to say|dinnae ken)\b", re.I
)
_OK = frozenset(
    {"ok", "okay", "k", "right", "fine", "alright", "i see", "sure", "hmm", "ok then", "ok thanks"}
)
_UNSURE_AT_MOST = 12
_DEFINITION = re.compile(
    r"^\W*(?:(?:so|sorry|ok|and|but|also|quick question)\W+)*"
    r"(?:what(?:'s| is| are|s)\s+(?!wrong|happening|going|next|your|my|the\b|he\b|she\b|it\b|that\b|this\b)"
    r"|what (?:does|do) .*\bmean|what counts as|define\b|can you explain what|remind me what)",
    re.I,
)
_DEFINITION_AT_MOST = 10


@dataclass(frozen=True)
class Heard:
    """What one user turn brought. `facts` maps entity names to values in the order of mention."""

    text: str
    intent: str
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    danger: Mapping[str, Any] = field(default_factory=dict)
    urgency: str = "none"
    check: str | None = None

    @property
    def is_button(self) -> bool:
        """Whether this is an offered payload and not typed."""
        return self.text.startswith("/")

    @property
    def words(self) -> int:
        """How many words were typed."""
        return 0 if self.is_button else len(self.text.split())

    @property
    def merely_ok(self) -> bool:
        """Whether this says no more than that it was read: "ok" does not answer a question about a child."""
        return not self.is_button and self.text.strip(" .!").lower() in _OK

    @property
    def leaves_danger_open(self) -> bool:
        """Whether a "yes" in this may be about something else than danger now: the gateway asks once more,
        or it tells what they did themselves ("yes I took a photo")."""
        return self.check == "asked" or bool(_OF_THEMSELVES.match(self.text))

    @property
    def asks_definition(self) -> bool:
        """Whether this asks what a word means: "what is county lines?"."""
        plain = self.text.replace("\u2019", "'")
        return 0 < self.words <= _DEFINITION_AT_MOST and bool(_DEFINITION.search(plain))

    def answer(self) -> str | None:
        """ "yes", "no", "unsure" or None where the message is none of these."""
        if self.intent in {"unsure"} or (self.words <= _UNSURE_AT_MOST and _UNSURE.search(self.text)):
            return "unsure"
        if self.is_button:
            return {"affirm": "yes", "deny": "no", "danger_now": "yes", "danger_not_now": "no"}.get(
                self.intent
            )
        if _YES.match(self.text):
            return "yes"
        if _NO.match(self.text):
            return "no"
        return {"affirm": "yes", "deny": "no"}.get(self.intent) if self.confidence >= 0.5 else None


def hear(message: Mapping[str, Any]) -> Heard:
    """Read Rasa's `latest_message`."""
    intent = message.get("intent") or {}
    metadata = message.get("metadata") or {}
    facts: dict[str, list[str]] = {}
    for entity in message.get("entities") or ():
        facts.setdefault(str(entity["entity"]), []).append(str(entity["value"]))
    ranking = [
        (str(r.get("name")), float(r.get("confidence") or 0)) for r in message.get("intent_ranking") or ()
    ]
    return Heard(
        text=str(message.get("text") or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0),
        ranking=tuple(ranking),
        facts={name: tuple(values) for name, values in facts.items()},
        danger=message.get("danger") or {},
        urgency=_worse(
            str(metadata.get("urgency") or "none"), str((message.get("danger") or {}).get("urgency", "none"))
        ),
        check=metadata.get("check"),
    )


def _worse(first: str, second: str) -> str:
    order = ("none", "urgent", "check", "immediate")
    return max(first, second, key=lambda urgency: order.index(urgency) if urgency in order else 0)
