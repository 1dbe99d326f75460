"""Sticky urgency: what one more message does to a conversation's danger level. Pure.

Order for each message of the professional:
1. immediate in the words: the conversation becomes immediate and stays so; the card is shown;
2. already immediate: stays, whatever is said now ("he's calmed down" lowers nothing);
3. an open check question: "yes" makes it immediate, "no" returns to where the conversation was. A "yes"
   with other words behind it ("yes I took a photo") may answer something else, so it is asked once more at
   once; such a "yes" right behind the second question counts. Anything else leaves it open, and after two
   messages without an answer it is asked once more;
4. check in the words: the question is asked, the sticky level waits for the answer;
5. otherwise the higher of before and now.

Only a human clears an immediate (`bot.handoff`). Source: domain.md section 3 and hazard H15.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.conversation.answers import answer
from bot.protocol import Urgency

Check = Literal["", "asked", "yes", "no"]
Card = Literal["immediate", "check", "check_again"]

RANK: dict[Urgency, int] = {"none": 0, "urgent": 1, "check": 2, "immediate": 3}
YES_COMMAND = "/danger_now"
NO_COMMAND = "/danger_not_now"
UNANSWERED_LIMIT = 2
"""Messages that may pass over an open check question before it is asked once more."""
MAX_ASKED = 2
"""How often one danger is asked about."""


@dataclass(frozen=True)
class UrgencyState:
    """The conversation's danger so far: `urgency` is what sticks, `check` the question about now,
    `check_since` the messages since that question, `check_times` how often it was asked."""

    urgency: Urgency = "none"
    check: Check = ""
    check_since: int = 0
    check_times: int = 0

    @property
    def effective(self) -> Urgency:
        """What a client and a counsellor should see: an open question counts as "check"."""
        return _higher(self.urgency, "check" if self.check == "asked" else "none")


@dataclass(frozen=True)
class Step:
    """What a message did: the new state, the card to show (if any), and how it answered a check."""

    state: UrgencyState
    card: Card | None = None
    answered: Literal["yes", "no"] | None = None


def advance(state: UrgencyState, *, words: Urgency, text: str) -> Step:
    """The step for a message `text` whose own words were assessed as `words`."""
    if words == "immediate":
        return Step(replace(state, urgency="immediate", check=""), "immediate")
    if text == YES_COMMAND:
        return _say_yes(state)
    if state.urgency == "immediate":
        return Step(state)
    if state.check == "asked":
        return _answer_check(state, words=words, text=text)
    if words == "check":
        return _ask(state, "check")
    return Step(replace(state, urgency=_sticky(state.urgency, words)))


def _answer_check(state: UrgencyState, *, words: Urgency, text: str) -> Step:
    said = answer(text)
    if text == NO_COMMAND or (words == "none" and said == "no"):
        return Step(replace(state, check="no", check_since=0, check_times=0), answered="no")
    asked_enough = state.check_times >= MAX_ASKED
    again = asked_enough and state.check_since == 0
    if said == "yes" or (said == "perhaps_yes" and (words == "check" or again)):
        return _say_yes(state)
    passed = state.check_since + 1
    seen = replace(state, urgency=_sticky(state.urgency, words))
    if passed < UNANSWERED_LIMIT and words != "check" and said != "perhaps_yes":
        return Step(replace(seen, check_since=passed))
    if not asked_enough:
        return _ask(seen, "check_again")
    return Step(replace(seen, check="", check_since=0))


def _say_yes(state: UrgencyState) -> Step:
    raised = replace(state, urgency="immediate", check="yes", check_since=0)
    return Step(raised, "immediate", answered="yes")


def _ask(state: UrgencyState, card: Card) -> Step:
    times = state.check_times + 1 if state.check == "asked" else 1
    return Step(UrgencyState(state.urgency, "asked", 0, times), card)


def _sticky(before: Urgency, words: Urgency) -> Urgency:
    return _higher(before, "none" if words == "check" else words)


def _higher(a: Urgency, b: Urgency) -> Urgency:
    return a if RANK[a] >= RANK[b] else b
