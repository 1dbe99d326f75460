"""Says where to read or ring for the concern that is followed."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionSignpost(StoryAction):
    """Says where to read or ring for the concern that is followed."""

    def name(self) -> str:
        """As rules call it."""
        return "action_signpost"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.signpost(thread)
