"""Asks the question before this one again."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionGoBack(StoryAction):
    """Asks the question before this one again."""

    def name(self) -> str:
        """As rules call it."""
        return "action_go_back"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.go_back(thread)
