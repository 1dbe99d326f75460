"""What every action does around its own decision.

In order: read the message, the facts and the story from the tracker; let the action decide; say the chosen
responses; hand over if asked; last, a payload that is never shown, with the summary as it now is and the
names of the responses said, so that any reply can be traced and any handoff has everything, and the part of
the record that the message belongs to.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.story.answers import FACTS
from actions.story.heard import hear
from actions.story.says import Said, Thread
from actions.story.state import Story
from actions.story.summary import summarise
from actions.story.topics import load

STORY = "story"


class StoryAction(Action, ABC):  # type: ignore[misc]
    """An action that takes one turn of the story. Each names itself and decides what is said."""

    @abstractmethod
    def name(self) -> str:
        """The name that rules use; the same as the file's."""

    @abstractmethod
    def decide(self, thread: Thread) -> Said:
        """What this turn says. May change the thread's story and facts."""

    def more(self, thread: Thread) -> dict[str, Any]:
        """Further keys of the turn's last payload."""
        return {}

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Take the turn."""
        thread = self._thread(tracker)
        before = dict(thread.facts)
        said = self.decide(thread)
        summary = summarise(thread.story, thread.facts, thread.triage)
        for response in said.responses:
            dispatcher.utter_message(response=response)
        if said.handoff is not None:
            dispatcher.utter_message(json_message={"handoff": {"reason": said.handoff, "summary": summary}})
        names = [*_said_by_rules(tracker), *said.responses]
        turn = {"summary": summary, "responses": names, "section": thread.section, **self.more(thread)}
        dispatcher.utter_message(json_message=turn)
        return _events(thread, before)

    @staticmethod
    def _thread(tracker: Tracker) -> Thread:
        facts = {name: str(tracker.get_slot(name)) for name in FACTS if tracker.get_slot(name) is not None}
        return Thread(Story.of(tracker.get_slot(STORY)), facts, hear(tracker.latest_message), load())


def _said_by_rules(tracker: Tracker) -> list[str]:
    """The responses that a rule has said in this turn already, in order."""
    names: list[str] = []
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            break
        name = (event.get("metadata") or {}).get("utter_action")
        if event.get("event") == "bot" and name and event.get("text"):
            names.insert(0, str(name))
    return names


def _events(thread: Thread, before: dict[str, str]) -> list[EventType]:
    changed = {name: value for name, value in thread.facts.items() if before.get(name) != value}
    story = thread.story
    own = {STORY: story.stored(), "level": story.level, "topic": story.topic}
    return [SlotSet(name, value) for name, value in {**changed, **own}.items()]
