"""A message that was not understood: takes it as an answer, or gives choices, then a person."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionFallback(StoryAction):
    """A message that was not understood: takes it as an answer, or gives choices, then a person."""

    def name(self) -> str:
        """As rules call it."""
        return "action_fallback"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.puzzled(thread)
