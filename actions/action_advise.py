"""They ask what to do: the level in words, the steps, the record, a person."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionAdvise(StoryAction):
    """They ask what to do: the level in words, the steps, the record, a person."""

    def name(self) -> str:
        """As rules call it."""
        return "action_advise"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.advise(thread)
