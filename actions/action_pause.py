"""After something that should not be followed by a question: keeps what was said and asks nothing."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionPause(StoryAction):
    """Takes the message in; the waiting question stays, for when they go on."""

    def name(self) -> str:
        """As rules call it."""
        return "action_pause"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.pause(thread)
