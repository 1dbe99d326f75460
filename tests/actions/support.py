"""Building a turn by hand: what was heard, and the thread that it belongs to."""

from __future__ import annotations

from typing import Any

from actions.story.follow import follow
from actions.story.heard import Heard
from actions.story.says import Said, Thread
from actions.story.state import Story
from actions.story.topics import Triage, load


def triage() -> Triage:
    """The real data/triage."""
    return load()


def heard(text: str = "", intent: str = "nlu_fallback", **more: Any) -> Heard:
    """A typed message (or, with a leading "/", a button). `facts` maps names to a value or to several."""
    facts = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in more.pop("facts", {}).items()}
    confidence = more.pop("confidence", 0.9)
    return Heard(
        text=text,
        intent=intent,
        confidence=confidence,
        ranking=((intent, confidence),),
        facts=facts,
        **more,
    )


def thread(message: Heard, *, story: Story | None = None, facts: dict[str, str] | None = None) -> Thread:
    """One turn on a story."""
    return Thread(story or Story(), facts if facts is not None else {}, message, triage())


class Talk:
    """A conversation by hand: each `say` is one turn on the same story and facts."""

    def __init__(self) -> None:
        self.story = Story()
        self.facts: dict[str, str] = {}
        self.said: list[list[str]] = []

    def say(self, message: Heard) -> Said:
        """One turn; facts that were heard fill their slots first, as Rasa does."""
        self.facts.update({k: v[-1] for k, v in message.facts.items() if k not in {"signal", "visitor"}})
        said = follow(thread(message, story=self.story, facts=self.facts))
        self.said.append(said.responses)
        return said
