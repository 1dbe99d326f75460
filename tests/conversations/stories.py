"""The test stories of tests/conversations/<topic>/test_*.yml, in Rasa's own format, read and replayed.

Why not `rasa test`: it runs no action and accepts any reply. Here each message goes through the whole trained
assistant with a real action server, and what it was taken for and what was done are compared with the story.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, UserUttered

FOLDER = Path(__file__).parent
_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Turn:
    """What is said (or, with a leading "/", pressed), its intent, and the actions that follow."""

    text: str
    intent: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One test story and the file that it is in."""

    name: str
    file: str
    turns: tuple[Turn, ...]


def read_stories() -> list[Story]:
    """Every test story, sorted by file."""
    return [
        Story(str(raw["story"]), path.parent.name, tuple(_turns(raw["steps"])))
        for path in sorted(FOLDER.glob("*/test_*.yml"))
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]
    ]


def _turns(steps: list[dict[str, Any]]) -> Iterator[Turn]:
    starts = [place for place, step in enumerate(steps) if "user" in step or "intent" in step]
    for start, stop in zip(starts, [*starts[1:], len(steps)], strict=True):
        said = steps[start].get("user") or f"/{steps[start]['intent']}"
        text = _ENTITY.sub(r"\1", str(said).strip())
        actions = tuple(str(step["action"]) for step in steps[start + 1 : stop] if "action" in step)
        yield Turn(text, str(steps[start]["intent"]), actions)


async def differences(agent: Agent, story: Story) -> list[str]:
    """A sentence for each turn that went otherwise than the story says; empty where it holds."""
    sender, wrong = uuid.uuid4().hex, []
    for turn in story.turns:
        message = UserMessage(
            turn.text, CollectingOutputChannel(), sender, metadata={"urgency": "none", "check": None}
        )
        await agent.handle_message(message)
        tracker = await agent.tracker_store.retrieve(sender)
        intent, actions = _done(list(tracker.events))
        if intent != turn.intent:
            wrong.append(f"{turn.text!r} was taken for {intent}, not {turn.intent}")
        elif actions != turn.actions:
            wrong.append(f"after {turn.text!r} came {', '.join(actions)}, not {', '.join(turn.actions)}")
    return wrong


def _done(events: list[Any]) -> tuple[str, tuple[str, ...]]:
    last = max(place for place, event in enumerate(events) if isinstance(event, UserUttered))
    actions = (event.action_name for event in events[last:] if isinstance(event, ActionExecuted))
    return events[last].intent["name"], tuple(name for name in actions if name != "action_listen")
