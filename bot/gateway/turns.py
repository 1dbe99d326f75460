"""The assistant's turns: for each unanswered message, ask Rasa, log the answer, deliver it.

One worker for each conversation that owes an answer, in the order of the log. What is owed is
written in the store (`unanswered`), so after a crash of the gateway, of Rasa or of the action
server the next worker goes on where the last one stopped. An answer is committed only if nobody
answered meanwhile and the turn is still the assistant's: the store decides, so a late answer, or
the answer of a second gateway, falls away.

While Rasa is away the professional is told once that the message is safe, and it is asked again
until it answers. A message that Rasa cannot answer gets a sentence that offers a person.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timezone

import msgspec

from bot.conversation import Commit, ConversationLog, ConversationState, Entry, LogUnavailable, Refused
from bot.conversation.state import remember_offered
from bot.gateway.delivery import Delivery
from bot.gateway.people import People
from bot.gateway.rasa import Answer, Question, Rasa, RasaAway, RasaBroken
from bot.gateway.record import RESPONSE, Notes
from bot.gateway.tasks import Tasks
from bot.gateway.words import Words
from bot.handoff.desk import summary_fields
from bot.protocol import AgentTyping, encode

_log = logging.getLogger(__name__)
SLOW_S = 4.0
"""After this long without an answer the professional is told that the message is safe."""
_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 3.0


class Turns:
    """Runs a worker for each conversation of this gateway that owes an answer."""

    def __init__(
        self,
        *,
        log: ConversationLog,
        rasa: Rasa,
        delivery: Delivery,
        people: People,
        words: Words,
        notes: Notes,
        tasks: Tasks,
    ) -> None:
        self._log = log
        self._rasa = rasa
        self._delivery = delivery
        self._people = people
        self._words = words
        self._notes = notes
        self._tasks = tasks
        self._at_work: set[str] = set()
        self._again: set[str] = set()

    def wake(self, conversation: str, *, fresh: bool = True) -> None:
        """See to it that this conversation is answered. `fresh`: nobody asked Rasa about it before."""
        if conversation in self._at_work:
            self._again.add(conversation)
            return
        self._at_work.add(conversation)
        self._tasks.spawn(self._work(conversation, fresh=fresh))

    async def recover(self) -> None:
        """Take up what an earlier gateway left unanswered. Raises `LogUnavailable`."""
        for conversation in await self._log.store.unanswered():
            self.wake(conversation, fresh=False)

    async def _work(self, conversation: str, *, fresh: bool) -> None:
        try:
            while True:
                self._again.discard(conversation)
                await self._answer_all(conversation, fresh=fresh)
                if conversation not in self._again:
                    return
        except LogUnavailable:
            _log.warning("the store is away; the answer is owed and will be taken up again")
        finally:
            self._at_work.discard(conversation)
            self._again.discard(conversation)

    async def _answer_all(self, conversation: str, *, fresh: bool) -> None:
        while True:
            state = await self._log.state(conversation)
            if state.turn != "assistant" or state.answered >= state.last_asked:
                return
            entry = await self._next(conversation, state.answered)
            if entry is None:
                return
            await self._answer(conversation, state, entry, fresh=fresh)

    async def _next(self, conversation: str, answered: int) -> Entry | None:
        async for entry in self._log.read_all(conversation, after=answered):
            if entry.sender == "professional" or entry.event == "opened":
                return entry
        return None

    async def _answer(
        self, conversation: str, state: ConversationState, entry: Entry, *, fresh: bool
    ) -> None:
        typing = encode(AgentTyping(typing=True))
        await self._delivery.tell(conversation, "agent_typing", typing)
        slow = self._tasks.spawn(self._say_slow(conversation))
        try:
            answer = await self._ask(_question(conversation, state, entry), fresh=fresh)
        finally:
            slow.cancel()
            await self._delivery.tell(conversation, "agent_typing", encode(AgentTyping(typing=False)))
        if answer is not None:
            await self._commit(conversation, entry, answer)

    async def _say_slow(self, conversation: str) -> None:
        await asyncio.sleep(SLOW_S)
        await self._people.notice_all(conversation, "assistant_slow")

    async def _ask(self, question: Question, *, fresh: bool) -> Answer | None:
        """Ask until there is an answer; None when the turn went to a human meanwhile."""
        pause = _FIRST_PAUSE_S
        while True:
            try:
                before = None if fresh else await self._rasa.answered_before(question)
                return before or await self._rasa.ask(question)
            except RasaBroken as error:
                _log.error("Rasa answered in a form that was not agreed: %s", error)
                return Answer([], (await self._log.state(question.conversation)).summary)
            except RasaAway as error:
                _log.info("Rasa is away (%s), asking again", error)
            fresh = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)
            state = await self._log.state(question.conversation)
            if state.turn != "assistant" or state.answered >= question.seq:
                return None

    async def _commit(self, conversation: str, entry: Entry, answer: Answer) -> None:
        state = await self._log.state(conversation)
        said = _entries(answer, entry.seq, danger_is_new=state.urgency != "immediate")
        if answer.record:
            said.append(await self._note(conversation))
        if not said and entry.check != "asked" and answer.handoff is None and not answer.cancel:
            said = [self._words.entry("assistant_failed")]
        offered = {reply.payload: reply.title for s in said for reply in s.quick_replies}
        step = Commit(
            conversation=conversation,
            require={"turn": ["", "assistant"]},
            answers=entry.seq,
            raise_urgency="immediate" if answer.handoff == "immediate" else None,
            set={
                **summary_fields(answer.summary),
                "offered": msgspec.json.encode(remember_offered(state.offered, offered)).decode(),
            },
        )
        try:
            await self._log.append(step, said)
        except Refused:
            _log.debug("answered elsewhere, or a human has the turn")
            return
        await self._delivery.deliver(conversation)
        await self._about_people(conversation, state, answer)

    async def _note(self, conversation: str) -> Entry:
        note = await self._notes.make(conversation, now=datetime.now(timezone.utc))
        return Entry(sender="assistant", text=note.as_text(), response=RESPONSE)

    async def _about_people(self, conversation: str, state: ConversationState, answer: Answer) -> None:
        if answer.cancel:
            await self._people.decline(conversation)
        elif answer.handoff is not None and not (answer.handoff == "immediate" and state.declined):
            await self._people.ask_for_person(conversation, reason=answer.handoff, summary=answer.summary)


def _entries(answer: Answer, about: int, *, danger_is_new: bool) -> list[Entry]:
    """The answer's texts as entries. Where the dialogue itself found that the danger is now, its first
    text is the 999 card."""
    said = [
        Entry(
            sender="assistant",
            text=s.text,
            quick_replies=s.quick_replies,
            response=s.response,
            about=about,
            section=answer.section,
        )
        for s in answer.said
    ]
    if said and danger_is_new and answer.handoff == "immediate":
        said[0] = msgspec.structs.replace(said[0], urgency="immediate")
    return said


def _question(conversation: str, state: ConversationState, entry: Entry) -> Question:
    return Question(
        conversation,
        entry.seq,
        entry.payload or _plain(entry.text),
        {"urgency": state.urgency_state.effective, "check": entry.check},
    )


def _plain(text: str) -> str:
    """Free text as Rasa takes it: a leading slash would make it a command."""
    return text.lstrip("/ \t\r\n") or "slash"
