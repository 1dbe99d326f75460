"""They want a note of this conversation for their own records."""

from __future__ import annotations

from typing import Any

from actions.base import StoryAction
from actions.story.says import Said, Thread


class ActionRecord(StoryAction):
    """The gateway makes the note: it has what was said, in its order, with the times."""

    def name(self) -> str:
        """As rules call it."""
        return "action_record"

    def decide(self, thread: Thread) -> Said:
        """A word before the note, or where there is nothing to note yet, what is needed first."""
        thread.take_in()
        told = thread.story.topics or thread.story.phrases
        return Said(["utter_note_here" if told else "utter_note_nothing"])

    def more(self, thread: Thread) -> dict[str, Any]:
        """`record` asks the gateway to append the note."""
        return {"record": bool(thread.story.topics or thread.story.phrases)}
