"""Takes the story one step further."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionFollowStory(StoryAction):
    """Takes the story one step further."""

    def name(self) -> str:
        """As rules call it."""
        return "action_follow_story"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.follow(thread)
