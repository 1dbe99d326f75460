"""What runs beside the events: following changes, answering what is owed, minding the queue.

Each loop survives the store going away: it tries again, and after each reconnection it looks at
everything, because hints that were sent meanwhile are lost.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.conversation import Commit, ConversationLog, LogUnavailable, Refused
from bot.conversation.safety import LEAD_S
from bot.conversation.store import now_ms
from bot.gateway.console import Console
from bot.gateway.delivery import Delivery
from bot.gateway.people import People
from bot.gateway.turns import Turns
from bot.gateway.words import Words
from bot.handoff import Desk, HandoffRefused, Presence
from bot.handoff.presence import BEAT_S

_log = logging.getLogger(__name__)
_RECOVER_S = 5.0
_REMIND_S = 2.0


@contextmanager
def _going_on(what: str) -> Iterator[None]:
    """One round of a loop: whatever goes wrong in it is logged, and the next round comes all the same,
    because a loop that ends would leave every conversation silent."""
    try:
        yield
    except LogUnavailable:
        _log.info("the store is away while %s", what)
    except Exception:
        _log.exception("%s failed once", what)


class Watch:
    """The gateway's background loops."""

    def __init__(
        self,
        *,
        log: ConversationLog,
        delivery: Delivery,
        turns: Turns,
        people: People,
        console: Console,
        presence: Presence,
        desk: Desk,
        words: Words,
    ) -> None:
        self._log = log
        self._delivery = delivery
        self._turns = turns
        self._people = people
        self._console = console
        self._presence = presence
        self._desk = desk
        self._words = words

    async def follow(self) -> None:
        """Deliver whatever any gateway appends."""
        async for conversation in self._log.changes():
            with _going_on("following"):
                if conversation is None:
                    await self._delivery.deliver_all()
                else:
                    await self._delivery.deliver(conversation)
                    await self._people.status(conversation)
                await self._console.refresh(conversation)

    async def answer(self) -> None:
        """Take up what is owed, at start and after every failure."""
        while True:
            with _going_on("taking up what is owed"):
                await self._turns.recover()
            await asyncio.sleep(_RECOVER_S)

    async def mind(self) -> None:
        """Beat for the counsellors here; give back conversations whose counsellor is lost."""
        before: list[str] = []
        while True:
            with _going_on("minding the queue"):
                await self._presence.beat(self._console.signed_in())
                await self._give_back()
                here = await self._presence.here()
                if here != before:
                    before = here
                    await self._console.refresh(None)
            await asyncio.sleep(BEAT_S)

    async def remind(self) -> None:
        """Ask about a child whose safety is about to end, as it was told (bot/conversation/safety.py)."""
        while True:
            with _going_on("watching safety that ends"):
                for conversation in await self._log.store.safety_ends(before=now_ms() + LEAD_S * 1000):
                    await self._ask_about(conversation)
            await asyncio.sleep(_REMIND_S)

    async def _ask_about(self, conversation: str) -> None:
        state = await self._log.state(conversation)
        if not state.safe_until:  # its retention ended
            await self._log.store.safety_over(conversation)
            return
        asks = state.turn == "assistant" and state.urgency != "immediate"
        step = Commit(
            conversation=conversation,
            token=f"safety:{state.safe_until}",
            require={"safe_until": [str(state.safe_until)]},
            set={"safe_until": 0, **({"check": "asked", "check_since": 0, "check_times": 1} if asks else {})},
        )
        say = [self._words.entry("card_safety_ends", urgency="check")] if asks else []
        try:
            await self._log.append(step, say)
        except Refused:
            _log.debug("another gateway asked, or a later time was told")
            return
        await self._delivery.deliver(conversation)
        await self._people.status(conversation)

    async def _give_back(self) -> None:
        claims = await self._log.store.claims()
        lost = await self._presence.lost(claims.values())
        for conversation, who in claims.items():
            if who not in lost:
                continue
            state = await self._log.state(conversation)
            try:
                await self._desk.requeue(
                    conversation,
                    lost=who,
                    name=state.counsellor_name,
                    say=[self._words.entry("requeued")],
                )
            except HandoffRefused:
                _log.debug("the conversation moved on by itself")
