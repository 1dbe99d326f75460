"""The parts of a reply: acknowledgement, what to do today, one question, the closing.

Each names responses only; the words are in data/domain. `Said` collects them in order; `Thread` is one
turn's material.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.story import agenda
from actions.story.answers import MIN_STORY_WORDS, take_in
from actions.story.heard import Heard
from actions.story.level import Case, settle
from actions.story.state import Story
from actions.story.topics import Question, Triage, topics_of

OFFER = "offer_person"
WILL_DO = "will_do"
SHORT_ANSWER = 3
"""Words up to which a yes or a no says nothing more."""
CHILD_SAID = "the child said it"
MEETS = {
    ("lead_state", "may be part of the concern"): "utter_common_lead_part_of_it",
    ("lead_state", "away or not to be reached"): "utter_common_lead_not_there",
    ("lead_state", "does not agree that it should go on"): "utter_common_lead_not_there",
    ("asked_to_keep", "asked that it stays private"): "utter_common_asked_to_keep",
}
"""What is told of others who stand in the way, and the reply that meets it, once."""
LATER = "later than today"
NOT_LATER = "utter_common_not_later"
NO_LEAD = frozenset(reply for (name, _), reply in MEETS.items() if name == "lead_state")
"""Said where the safeguarding lead is nobody to wait for."""
ASKED_SOME = 4
"""Questions from which what to avoid takes the place of thanks."""
FEWEST_WORDS = 2
"""Words from which a message tells something."""


@dataclass
class Said:
    """What this turn says: response names in order, and the reason of a handoff, if there is one."""

    responses: list[str] = field(default_factory=list)
    handoff: str | None = None


@dataclass
class Thread:
    """A turn's material. `facts` is changed in place, as `story` is."""

    story: Story
    facts: dict[str, str]
    heard: Heard
    triage: Triage
    section: str | None = None
    """The part of the record that this message belongs to; None where it is no part of the story."""

    def take_in(self) -> tuple[str | None, bool]:
        """(question answered, whether the level rose)."""
        self._hear_gateway()
        answered = take_in(self.story, self.facts, self.heard, self.triage)
        question = self.triage.any_question(answered) if answered else None
        self.section = _section(self.heard, question)
        return answered, settle(Case(self.story, self.facts, self.heard, self.triage))

    def _hear_gateway(self) -> None:
        """A human may have lowered the urgency since the card: then, and only then, the level goes down."""
        if self.heard.urgency == "immediate":
            self.story.card = True
        elif self.story.card and self.story.level == "immediate":
            self.story.card = False
            self.story.level = "urgent"
            self.story.reasons = ["A counsellor lowered the level from immediate."]
            self.story.raised = [item for item in self.story.raised if item[0] != "immediate"]
            self.story.notes.pop("plan_before", None)


def _section(heard: Heard, question: Question | None) -> str | None:
    """Own words that answer or tell something are kept for the record; questions and one-word answers are
    not.
    """
    if heard.is_button or heard.words < FEWEST_WORDS or heard.intent.startswith("ask_"):
        return None
    if question is not None and question.closed and heard.words <= SHORT_ANSWER and heard.answer():
        return None
    if question is not None and heard.intent != "skip":
        return question.section
    return "told" if heard.words >= MIN_STORY_WORDS else None


def acknowledge(
    thread: Thread, said: Said, *, fresh: list[str], answered: str | None, rose: bool = False
) -> None:
    """One thing at most: a skip met, a topic's own words, what they told of others who would keep it quiet,
    the topic's main fact once, later what to avoid, or thanks; two concerns are said beside the topic's own
    words.
    """
    story, topics = thread.story, thread.triage.topics
    if thread.heard.intent == "skip" and answered:
        said.responses.extend([r for r in ("utter_common_skipped", "utter_common_ok") if story.once(r)][:1])
    elif story.topic in fresh and story.topic is not None:
        if story.once(topics[story.topic].acknowledge):
            said.responses.append(topics[story.topic].acknowledge)
        if _two_concerns(story) and story.once("utter_common_two_concerns"):
            said.responses.append("utter_common_two_concerns")
    elif met := next((reply for reply in _met(thread) if story.once(reply)), None):
        said.responses.append(met)
    elif told := _fact_in_place(thread, rose=rose) or _avoid_in_place(thread, rose=rose):
        said.responses.append(told)
    elif thread.heard.words >= MIN_STORY_WORDS:
        rotate(
            thread,
            said,
            thread.triage.common.alongside if story.offered else thread.triage.common.acknowledgements,
        )


def _two_concerns(story: Story) -> bool:
    """Whether the words themselves, not a guess, speak of more than one of the topics."""
    return len(topics_of(story.signals) & set(story.topics)) > 1


def _met(thread: Thread) -> list[str]:
    """What they told that needs an answer of its own before the story goes on."""
    heard = thread.heard
    replies = [NOT_LATER] if put_off(thread) else []
    replies += [reply for (name, value), reply in MEETS.items() if value in heard.facts.get(name, ())]
    if CHILD_SAID in heard.facts.get("source", ()) or heard.facts.get("childs_words"):
        replies.append("utter_common_ack_words")
    if heard.danger.get("urgency") in {"urgent", "check"}:
        replies.append("utter_common_ack_hard")
    return replies


def put_off(thread: Thread) -> bool:
    """Whether they mean to leave an urgent matter for another day."""
    return thread.story.level == "urgent" and LATER in thread.heard.facts.get("plan_for", ())


def has_lead(story: Story) -> bool:
    """Whether there is a safeguarding lead to turn to, as far as they told."""
    return NO_LEAD.isdisjoint(story.told)


def _fact_in_place(thread: Thread, *, rose: bool) -> str | None:
    """The topic's main fact, once, in a turn that does not say what to do as well."""
    story = thread.story
    if story.topic is None or rose or thread.heard.words < FEWEST_WORDS:
        return None
    topic = thread.triage.topics[story.topic]
    if story.level == "urgent" and (topic.urgent or "utter_common_urgent") not in story.told:
        return None
    return topic.fact if topic.fact and story.once(topic.fact) else None


def _avoid_in_place(thread: Thread, *, rose: bool) -> str | None:
    """What to avoid, once some questions are answered, so that the closing need not say everything."""
    story = thread.story
    if story.topic is None or rose or story.level in {"unsure", "immediate"}:
        return None
    if thread.heard.words < FEWEST_WORDS or len(story.asked) < ASKED_SOME:
        return None
    avoid = thread.triage.topics[story.topic].avoid
    return avoid if avoid and story.once(avoid) else None


def advise_if_urgent(thread: Thread, said: Said, *, rose: bool) -> None:
    """What to do today, once a topic, when the level is urgent."""
    story = thread.story
    if story.level != "urgent" or story.topic is None:
        return
    reply = thread.triage.topics[story.topic].urgent or "utter_common_urgent"
    if story.once(reply):
        said.responses.append(reply)
    elif rose and story.once("utter_common_urgent_now"):
        said.responses.append("utter_common_urgent_now")


def ask_or_close(thread: Thread, said: Said) -> None:
    key = agenda.next_question(thread.story, thread.facts, thread.triage)
    if key is not None:
        ask(thread, said, key)
    elif thread.story.level not in thread.story.advised:
        close(thread, said)


def ask(thread: Thread, said: Said, key: str) -> None:
    question = thread.triage.question(thread.story.topic, key)
    assert isinstance(question, Question)
    thread.story.asked.append(key)
    thread.story.pending = key
    said.responses.append(question.ask)


def close(thread: Thread, said: Said) -> None:
    """The level in words, what to do, what not to do, what to record, a person; each at most once."""
    story = thread.story
    topic = thread.triage.topics[story.topic or thread.triage.common.default_topic]
    story.advised.append(story.level)
    steps = topic.urgent if story.level == "urgent" else topic.steps
    if story.level != "urgent" or {steps, NOT_LATER}.isdisjoint(said.responses):
        no_lead = story.level == "urgent" and not has_lead(story)
        said.responses.append(f"utter_common_level_{story.level}{'_no_lead' if no_lead else ''}")
    for reply in (steps, topic.avoid, topic.record if story.level != "unsure" else ""):
        if reply and story.once(reply):
            said.responses.append(reply)
    if story.level != "unsure" and not topic.record and story.once("utter_common_record"):
        said.responses.append("utter_common_record")
    danger = thread.triage.common.questions["safe_now"]
    if "safe_now" not in story.asked and agenda.relevant(danger, story, thread.facts):
        ask(thread, said, "safe_now")
        return
    offer = "utter_common_offer_person_again" if story.offered else "utter_common_offer_person"
    story.offered = True
    if story.once(offer):
        story.pending = OFFER
        said.responses.append(offer)


def rotate(thread: Thread, said: Said, replies: tuple[str, ...]) -> None:
    """The next of `replies`, so that the same one does not come twice running."""
    if replies:
        said.responses.append(replies[thread.story.pace % len(replies)])
        thread.story.pace += 1
