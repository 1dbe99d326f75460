"""Danger now: the short part that follows the 999 card."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionImmediate(StoryAction):
    """Danger now: the short part that follows the 999 card."""

    def name(self) -> str:
        """As rules call it."""
        return "action_immediate"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.follow(thread)
