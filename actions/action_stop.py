"""They want to stop: a kind close, how to come back, numbers."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story.says import Said, Thread


class ActionStop(StoryAction):
    """Nothing is asked any more; what was said stays for when they come back."""

    def name(self) -> str:
        """As rules call it."""
        return "action_stop"

    def decide(self, thread: Thread) -> Said:
        """The close that fits the level."""
        thread.take_in()
        thread.story.pending = None
        at_risk = thread.story.level in {"urgent", "immediate"}
        return Said(["utter_stop_at_risk" if at_risk else "utter_stop"])
