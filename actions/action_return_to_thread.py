"""After a question of theirs was answered: back to the question that waits."""

from __future__ import annotations

from actions.base import StoryAction
from actions.story import follow
from actions.story.says import Said, Thread


class ActionReturnToThread(StoryAction):
    """After a question of theirs was answered: back to the question that waits."""

    def name(self) -> str:
        """As rules call it."""
        return "action_return_to_thread"

    def decide(self, thread: Thread) -> Said:
        """See `actions.story.follow`."""
        return follow.return_to_thread(thread)
