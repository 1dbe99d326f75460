"""One turn of the story, from what was heard to what is said.

In order: take the message in; settle the level; if it is immediate, only that; if the gateway has asked
whether it is happening now, wait; else at most one acknowledgement, what to do if the level newly rose, and
one question or, where the agenda is done, the closing.

Below: a message of the story (`follow`), after a question of theirs (`return_to_thread`), after something
that no question should follow (`pause`), advice asked for (`advise`), what a word means (`definition`), the
question before (`go_back`), where to read (`signpost`), not understood (`puzzled`), danger (`immediate`), a
person (`person`).
"""

from __future__ import annotations

from actions.story import agenda
from actions.story.answers import MIN_STORY_WORDS
from actions.story.heard import Heard
from actions.story.says import (
    NOT_LATER,
    OFFER,
    WILL_DO,
    Said,
    Thread,
    acknowledge,
    advise_if_urgent,
    ask,
    ask_or_close,
    close,
    has_lead,
    put_off,
    rotate,
)
from actions.story.state import Story

GO_ON = "go_on"
CHILD_USER = "child_user"
INTRODUCE = "introduce"
THANKS = "thanks"
BEFORE_YOU_GO = {
    "concern": "utter_common_before_you_go_concern",
    "urgent": "utter_common_before_you_go_urgent",
}
"""One step to leave with, once for each level."""
ANSWERED_ENOUGH = 3
"""Questions after which thanks may mean that they are done: no further question follows."""
IMMEDIATE_TURNS = ("utter_immediate_stay_a", "utter_immediate_stay_b")
IMMEDIATE_WORSE = ("utter_immediate_worse", "utter_immediate_worse_again")


def follow(thread: Thread) -> Said:
    """Answer one message that is part of the story."""
    story, heard = thread.story, thread.heard
    if heard.merely_ok and story.pending not in {None, OFFER}:
        return return_to_thread(thread)
    if heard.asks_definition and heard.intent in thread.triage.topics:
        return definition(thread)
    offer_waits = story.pending == OFFER
    new_to = set(story.topics)
    answered, rose = thread.take_in()
    story.puzzled = 0
    if story.level == "immediate":
        return immediate(thread)
    if _must_hold(thread, again=True):
        return Said()
    if story.visitor:
        return visitor(thread)
    if offer_waits and heard.words < MIN_STORY_WORDS:
        done = _answer_to_offer(thread)
        if done is not None:
            return done
    if heard.intent == INTRODUCE and story.topic is None:
        return introduced(thread)
    said = Said()
    fresh = [name for name in story.topics if name not in new_to]
    if answered == WILL_DO:
        if put_off(thread) and story.once(NOT_LATER):
            said.responses.append(NOT_LATER)
        said.responses.append("utter_note_offer")
        return said
    acknowledge(thread, said, fresh=fresh, answered=answered, rose=rose)
    advise_if_urgent(thread, said, rose=rose)
    ask_or_close(thread, said)
    if not said.responses:
        rotate(thread, said, thread.triage.common.idle)
    return said


def introduced(thread: Thread) -> Said:
    """They have said who they are, and no more: thanks, and the open question."""
    said = Said()
    if thread.story.once("utter_common_introduced"):
        said.responses.append("utter_common_introduced")
    else:
        rotate(thread, said, ("utter_common_invite", "utter_common_invite_again"))
    return said


def definition(thread: Thread) -> Said:
    """They ask what a word means: the topic's fact, then back to the thread. It opens no topic."""
    fact = thread.triage.topics[thread.heard.intent].fact
    waiting = thread.story.pending
    said = Said([fact] if fact else [])
    thread.story.once(fact)
    question = thread.triage.any_question(waiting) if waiting else None
    if waiting and question and waiting != OFFER and waiting not in thread.story.again:
        thread.story.again.append(waiting)
        said.responses.append(question.again)
    elif not waiting and not thread.story.topics:
        rotate(thread, said, ("utter_common_invite", "utter_common_invite_again"))
    return said


def go_back(thread: Thread) -> Said:
    """They want the question before this one again."""
    story = thread.story
    asked = [key for key in story.asked if key != story.pending] or story.asked
    if not asked:
        return return_to_thread(thread)
    if story.pending in story.asked and story.pending != asked[-1]:
        story.asked.remove(str(story.pending))
    story.pending = asked[-1]
    question = thread.triage.any_question(asked[-1])
    return Said([question.again] if question else ["utter_common_invite"])


def signpost(thread: Thread) -> Said:
    """Where to read or ring for the concern that is followed, then back to the thread."""
    topic = thread.triage.topics.get(thread.story.topic or "")
    said = return_to_thread(thread)
    said.responses.insert(0, (topic.read if topic else "") or "utter_signposting_reading")
    return said


def return_to_thread(thread: Thread) -> Said:
    """After an answer to their question: what that message added, then the waiting question, briefly."""
    story = thread.story
    waiting, story.pending = story.pending, None
    _, rose = thread.take_in()
    step = BEFORE_YOU_GO.get(story.level)
    if thread.heard.intent == THANKS and len(story.asked) >= ANSWERED_ENOUGH and step and story.once(step):
        story.pending = waiting
        return Said([step])
    alone = thread.heard.intent == GO_ON
    if story.level == "immediate":
        return immediate(thread) if rose or alone else Said()
    said = Said()
    if _must_hold(thread):
        return said
    if story.visitor:
        return visitor(thread) if alone else said
    advise_if_urgent(thread, said, rose=rose)
    question = thread.triage.any_question(waiting) if waiting else None
    open_still = question is not None and agenda.relevant(question, story, thread.facts)
    if waiting and question and open_still and waiting not in story.again and story.once(question.again):
        story.again.append(waiting)
        story.pending = waiting
        said.responses.append(question.again)
    elif waiting == OFFER:
        story.pending = OFFER
    elif story.topic is None:
        rotate(thread, said, ("utter_common_invite", "utter_common_invite_again"))
    else:
        ask_or_close(thread, said)
    if alone and not said.responses:
        rotate(thread, said, thread.triage.common.idle)
    return said


def pause(thread: Thread) -> Said:
    """Take the message in and ask nothing; what to do today is still said if the level newly rose."""
    waiting, thread.story.pending = thread.story.pending, None
    _, rose = thread.take_in()
    if thread.story.level == "immediate":
        return immediate(thread) if rose else Said()
    said = Said()
    if thread.heard.intent == CHILD_USER:
        thread.story.visitor = True
    elif not _must_hold(thread):
        thread.story.pending = waiting
        if not thread.story.visitor:
            advise_if_urgent(thread, said, rose=rose)
    return said


def visitor(thread: Thread) -> Said:
    """A child or a parent is writing: plain words and where to turn, never an interview."""
    said = Said()
    rotate(thread, said, thread.triage.common.visitor)
    return said


def advise(thread: Thread) -> Said:
    """They ask what to do: say it now, whatever is still open."""
    story = thread.story
    offer_waits = story.pending == OFFER
    if offer_waits:
        story.pending = None
    thread.take_in()
    if story.level == "immediate":
        return immediate(thread)
    story.pending = OFFER if offer_waits else story.pending
    said = Said()
    if _must_hold(thread):
        return said
    if story.visitor:
        return visitor(thread)
    if story.topic is None:
        said.responses.append(
            "utter_common_advice_needs_story" if story.once("advice") else "utter_common_invite"
        )
        return said
    if story.level in story.advised:
        again = ("utter_common_advice_again",) if has_lead(story) else ()
        rotate(thread, said, (*again, "utter_common_advice_again_lead"))
        return said
    close(thread, said)
    return said


def puzzled(thread: Thread) -> Said:
    """Not understood: an answer or a story if the message can be one, else choices, else a person."""
    story, heard = thread.story, thread.heard
    if story.pending or story.topic or heard.words >= MIN_STORY_WORDS or heard.danger:
        return follow(thread)
    thread.take_in()
    story.puzzled += 1
    if story.topic is not None:
        story.puzzled = 0
        said = Said()
        acknowledge(thread, said, fresh=[story.topic], answered=None)
        ask_or_close(thread, said)
        return said
    if story.once("utter_common_not_understood"):
        return Said(["utter_common_not_understood"])
    if story.once("utter_common_not_understood_person"):
        return Said(["utter_common_not_understood_person"])
    said = Said()
    rotate(thread, said, thread.triage.common.quiet)
    return said


def immediate(thread: Thread) -> Said:
    """Danger now: short, no routine question, a counsellor told, and they may say no."""
    story = thread.story
    story.pending = None
    if story.once("utter_immediate_first"):
        return _first_of_danger(story)
    for name in _in_danger(thread.heard):
        if story.once(name):
            return Said([name])
    return Said(["utter_immediate_here"])


def _in_danger(heard: Heard) -> tuple[str, ...]:
    """What fits a later message of an immediate conversation: it got worse, they are in danger themselves, or
    neither."""
    if heard.danger.get("urgency") != "immediate":
        return IMMEDIATE_TURNS
    kinds = {reason.get("category") for reason in heard.danger.get("reasons", ())}
    own = ("utter_immediate_stay_c",) if "professional_in_danger" in kinds else ()
    return (*own, *IMMEDIATE_WORSE, *IMMEDIATE_TURNS)


def _first_of_danger(story: Story) -> Said:
    """Beside the gateway's card; where it could not know of the danger, 999 comes first here."""
    story.handoff = True
    said = (
        ["utter_immediate_first"]
        if story.card
        else ["utter_immediate_call_999", "utter_immediate_counsellor"]
    )
    return Said(said, handoff="immediate")


def person(thread: Thread) -> Said:
    """They ask for a person."""
    story = thread.story
    story.pending = None
    thread.take_in()
    if story.level == "immediate" and story.once("utter_immediate_first"):
        return _first_of_danger(story)
    first = not story.handoff
    story.handoff = True
    return Said(["utter_person_asked" if first else "utter_person_asked_again"], handoff="asked")


def _must_hold(thread: Thread, *, again: bool = False) -> bool:
    """Once, or each time (`again`), while the gateway's own question about danger now waits for its answer:
    beside another question, a "yes" would be anyone's guess."""
    story, heard = thread.story, thread.heard
    held = story.check_held and not again
    if heard.check != "asked" or held or heard.intent in {"danger_now", "danger_not_now"}:
        return False
    story.check_held = True
    if "safe_now" not in story.asked:
        story.asked.append("safe_now")
    story.pending = "safe_now"
    return True


def _answer_to_offer(thread: Thread) -> Said | None:
    answer = thread.heard.answer()
    if answer == "yes":
        thread.story.handoff = True
        return Said(["utter_person_asked"], handoff="offered")
    if answer in {"no", "unsure"} or thread.heard.intent == "skip":
        said = Said(["utter_common_offer_declined"])
        if thread.story.topics and WILL_DO not in thread.story.asked:
            ask(thread, said, WILL_DO)
        return said
    return None
