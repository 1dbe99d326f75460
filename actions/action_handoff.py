"""They ask for a person."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionHandoff(StoryAction):
    """They ask for a person."""

    def name(self) -> str:
        """As rules call it."""
        return "action_handoff"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.person(thread)
