"""What a conversation remembers between turns: the slot `story`, as a typed object.

Why one slot: facts have slots of their own; this is the dialogue's own working memory. Its size does not
grow with the number of turns: every list in it holds names from closed sets.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass
class Story:
    """The working memory.

    `topics` in the order of mention; `topic` is the one followed; `guess` is a topic that was no more than
    the likeliest when it was taken, and yields to the first one that the words name. `asked`, `again` and
    `skipped` are question keys; `pending` is the one that waits for an answer. `notes` holds answers to a
    topic's own questions, `answers` what they mean in words. `raised` holds [level, why] for answers that
    mean a level. `told` holds the names of replies that are given once. `pace` counts what is said in turn.
    `card` is true once the gateway has sent the 999 card. `visitor` is true where a child or a parent, not a
    professional, seems to be writing.
    """

    topic: str | None = None
    topics: list[str] = field(default_factory=list)
    guess: str | None = None
    level: str = "unsure"
    reasons: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    pending: str | None = None
    asked: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    raised: list[list[str]] = field(default_factory=list)
    gathered: dict[str, list[str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    pace: int = 0
    puzzled: int = 0
    advised: list[str] = field(default_factory=list)
    handoff: bool = False
    offered: bool = False
    check_held: bool = False
    card: bool = False
    visitor: bool = False

    @classmethod
    def of(cls, stored: dict[str, Any] | None) -> Story:
        """Rebuild from the slot; keys of an older version are dropped, new ones get their default."""
        known = {item.name for item in fields(cls)}
        return cls(**{key: value for key, value in (stored or {}).items() if key in known})

    def stored(self) -> dict[str, Any]:
        """As the slot keeps it."""
        return asdict(self)

    def once(self, reply: str) -> bool:
        """True the first time that `reply` is to be said, false after."""
        if reply in self.told:
            return False
        self.told.append(reply)
        return True
