"""The handoff as a state machine, written as a table.

    none ──request──▶ waiting ──claim──▶ claimed ──close──▶ closed
      ▲                │  ▲                │  │                │
      └────cancel──────┘  └────requeue─────┘  │                │
      └──────────────────release──────────────┘     request────┘ (back to waiting)

While waiting, the assistant keeps the turn: nobody is left in silence. From `claim` until
`release`, `close` or `requeue`, the turn is the human's and the assistant is not asked.

Races, and who wins: two counsellors claim at once: the store takes one, the other is told by whom.
A cancel and a claim at once: whichever the store takes first; the other is refused. A reply of
the assistant that was under way when a counsellor claimed is dropped by the same rule (`turn`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.conversation.entries import EventCode
from bot.protocol import HandoffState, Turn

StepName = Literal["request", "cancel", "claim", "release", "close", "requeue"]


class HandoffRefused(Exception):
    """The step is not possible now. `state` is the handoff's state, `by` who has it, if anyone."""

    def __init__(self, step: StepName, state: str, by: str = "") -> None:
        super().__init__(f"cannot {step}: the conversation is {state or 'none'}")
        self.step = step
        self.state = state
        self.by = by


@dataclass(frozen=True)
class Step:
    """`allowed`: the states that it may start from ("" is a conversation that never had one)."""

    allowed: tuple[str, ...]
    to: HandoffState
    turn: Turn
    event: EventCode
    queue: Literal["join", "leave"]


STEPS: dict[StepName, Step] = {
    "request": Step(("", "none", "closed"), "waiting", "assistant", "requested", "join"),
    "cancel": Step(("waiting",), "none", "assistant", "cancelled", "leave"),
    "claim": Step(("waiting",), "claimed", "human", "claimed", "leave"),
    "release": Step(("claimed",), "none", "assistant", "released", "leave"),
    "close": Step(("claimed",), "closed", "assistant", "closed", "leave"),
    "requeue": Step(("claimed",), "waiting", "assistant", "requeued", "join"),
}
