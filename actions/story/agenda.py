"""Which question comes next: what is missing, relevant and not asked before, in the topic's own order."""

from __future__ import annotations

from collections.abc import Mapping

from actions.story.state import Story
from actions.story.topics import Question, Triage

LEVEL = "level"


def next_question(story: Story, facts: Mapping[str, str], triage: Triage) -> str | None:
    """The key of the next question of the followed topic, or None where the agenda is done.

    The pressing ones come first, in every topic. A question is left out where its answer is known, where it
    was asked before, where its conditions do not hold, or where as many as `most_questions` of the topic's
    have been asked.
    """
    if story.topic is None:
        return None
    pressing = triage.common.pressing
    counted = set(triage.topics[story.topic].questions) - set(pressing)
    full = len(counted & set(story.asked)) >= triage.common.most_questions
    for key in pressing if full else (*pressing, *triage.topics[story.topic].questions):
        question = triage.question(story.topic, key)
        if question is not None and key not in story.asked and relevant(question, story, facts):
            return key
    return None


def relevant(question: Question, story: Story, facts: Mapping[str, str]) -> bool:
    """Whether the answer is not known yet and the question's conditions hold."""
    known = {**story.notes, **{k: v for k, v in facts.items() if v}, LEVEL: story.level}
    if known.get(question.fills):
        return False
    if any(not _among(known.get(name), values) for name, values in question.when.items()):
        return False
    return not any(_among(known.get(name), values) for name, values in question.unless.items())


def _among(value: str | None, values: tuple[str, ...]) -> bool:
    """Whether `value` is one of `values`, or begins with one that ends in "*"."""
    if not value:
        return False
    return any(value.startswith(v[:-1]) if v.endswith("*") else value == v for v in values)
