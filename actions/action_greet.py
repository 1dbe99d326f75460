"""Opens a new conversation: says what this is, asks nothing."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story.says import Said, Thread


class ActionGreet(StoryAction):
    """The greeting, once; a conversation that is opened again is welcomed back."""

    def name(self) -> str:
        """As rules call it."""
        return "action_greet"

    def decide(self, thread: Thread) -> Said:
        """The first greeting, or the shorter one."""
        first = thread.story.once("utter_greet")
        return Said(["utter_greet" if first else "utter_greet_back"])
