"""They do not want the counsellor who is being told about immediate danger."""

from __future__ import annotations

from typing import Any

from actions.base import StoryAction
from actions.story.says import Said, Thread


class ActionDeclineCounsellor(StoryAction):
    """Their choice is kept, and the gateway is told so that it can take them out of the queue."""

    def name(self) -> str:
        """As rules call it."""
        return "action_decline_counsellor"

    def decide(self, thread: Thread) -> Said:
        """Take them at their word."""
        thread.take_in()
        thread.story.handoff = False
        return Said(["utter_immediate_declined"])

    def more(self, thread: Thread) -> dict[str, Any]:
        """`handoff_cancel` asks the gateway to withdraw the request for a counsellor."""
        return {"handoff_cancel": True}
