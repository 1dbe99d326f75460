"""The handoff's steps, carried out on the log: each is one atomic commit.

A step appends its event and whatever the professional is told about it, moves state and turn, and
keeps the queue. Sentences come from the caller (`say`): this room knows none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bot.conversation import Commit, Committed, ConversationLog, Entry, Refused
from bot.conversation.store import now_ms
from bot.handoff.machine import STEPS, HandoffRefused, StepName
from bot.protocol import HandoffReason, HandoffSummary


class Desk:
    """Steps on conversations in `log`. All methods raise `LogUnavailable` when the store is away."""

    def __init__(self, log: ConversationLog) -> None:
        self._log = log

    async def request(
        self,
        conversation: str,
        *,
        reason: HandoffReason,
        summary: HandoffSummary | None = None,
        say: Sequence[Entry] = (),
    ) -> Committed:
        """Join the queue. Raises `HandoffRefused` where it already waits or is claimed."""
        fields: dict[str, str | int] = {"reason": reason, "waiting_since": now_ms(), "declined": 0}
        if summary is not None:
            fields |= summary_fields(summary)
        return await self._step("request", conversation, fields=fields, say=say)

    async def cancel(self, conversation: str, *, say: Sequence[Entry] = ()) -> Committed:
        """Leave the queue, as the professional wishes; an automatic request is not made again."""
        return await self._step("cancel", conversation, fields={"declined": 1}, say=say)

    async def claim(self, conversation: str, *, who: str, name: str, say: Sequence[Entry] = ()) -> Committed:
        """Take a waiting conversation. One of several at once wins; the others get `HandoffRefused`."""
        return await self._step(
            "claim",
            conversation,
            fields={"counsellor": who, "counsellor_name": name, "check": ""},
            say=say,
            name=name,
            claim=who,
        )

    async def release(
        self, conversation: str, *, who: str, name: str, say: Sequence[Entry] = ()
    ) -> Committed:
        """Give the conversation back to the assistant."""
        return await self._step("release", conversation, owner=who, say=say, name=name)

    async def close(self, conversation: str, *, who: str, name: str, say: Sequence[Entry] = ()) -> Committed:
        """End the counsellor's part; the professional may write on and the assistant answers."""
        return await self._step("close", conversation, owner=who, say=say, name=name)

    async def requeue(
        self, conversation: str, *, lost: str, name: str, say: Sequence[Entry] = ()
    ) -> Committed:
        """Back into the queue, at its old place, because the counsellor's connection was lost."""
        return await self._step("requeue", conversation, owner=lost, say=say, name=name)

    async def clear_urgency(
        self, conversation: str, *, who: str, name: str, why: str, say: Sequence[Entry] = ()
    ) -> Committed:
        """A human lowers an immediate to urgent; the reason stays in the log. Only the claimant may."""
        event = Entry(kind="event", sender="system", event="cleared", text=why, name=name)
        step = Commit(
            conversation=conversation,
            require={"counsellor": [who], "handoff": ["claimed"]},
            set={"urgency": "urgent", "check": ""},
        )
        return await self._commit("claim", step, [event, *say])

    async def say(self, conversation: str, *, who: str, name: str, text: str, token: str | None) -> Committed:
        """A counsellor's words, from the one who has the conversation; `token` makes a resend harmless."""
        entry = Entry(sender="counsellor", text=text, name=name)
        step = Commit(
            conversation=conversation,
            require={"counsellor": [who], "handoff": ["claimed"]},
            token=token or entry.id,
        )
        return await self._commit("claim", step, [entry])

    async def _step(
        self,
        step: StepName,
        conversation: str,
        *,
        fields: Mapping[str, str | int] | None = None,
        owner: str | None = None,
        say: Sequence[Entry] = (),
        name: str | None = None,
        claim: str | None = None,
    ) -> Committed:
        rule = STEPS[step]
        require: dict[str, Sequence[str]] = {"handoff": rule.allowed}
        if owner is not None:
            require["counsellor"] = [owner]
        left = {} if rule.to == "claimed" else {"counsellor": "", "counsellor_name": ""}
        commit = Commit(
            conversation=conversation,
            require=require,
            set={"handoff": rule.to, "turn": rule.turn, **left, **(fields or {})},
            answers=-1 if step in ("claim", "release", "close", "requeue") else None,
            queue=rule.queue,
            claim=claim,
        )
        event = Entry(kind="event", sender="system", event=rule.event, name=name)
        return await self._commit(step, commit, [event, *say])

    async def _commit(self, name: StepName, step: Commit, entries: Sequence[Entry]) -> Committed:
        try:
            return await self._log.append(step, entries)
        except Refused as refused:
            now = await self._log.state(step.conversation)
            raise HandoffRefused(name, now.handoff, now.counsellor_name) from refused


def summary_fields(summary: HandoffSummary) -> dict[str, str | int]:
    """The state's fields that a new summary sets."""
    return {"summary": msgspec.json.encode(summary).decode("utf-8"), "level": summary.level}
