"""Lets the dialogue know what the danger layer found in a message.

Why: the gateway assesses every message before Rasa sees it and sends the 999 card itself. The dialogue
must see the same answer, so this component calls the same code and adds nothing of its own.

In order: assess the text, keep urgency and reasons in the message under "danger", and where the urgency
is immediate make the intent `immediate_danger`, keeping the classifier's own guess beside it.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.danger import Detector, load

DANGER = "danger"
IMMEDIATE_INTENT = "immediate_danger"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerComponent(GraphComponent):  # type: ignore[misc]
    """A thin adapter: `bot.danger` decides, Rasa hears."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerComponent:
        """Build the component with the lexicon of this checkout."""
        return cls(load())

    def process(self, messages: list[Message]) -> list[Message]:
        """Assess each message's text."""
        for message in messages:
            self._assess(message)
        return messages

    def _assess(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        assessment = self._detector.assess(text)
        if assessment.urgency == "none":
            return
        reasons = [
            {"rule": r.rule, "why": r.why, "category": r.category, "phrase": text[r.span[0] : r.span[1]]}
            for r in assessment.reasons[:6]
        ]
        found = {"urgency": assessment.urgency, "reasons": reasons}
        if assessment.urgency == "immediate":
            found["heard_as"] = message.get(INTENT)
            message.set(INTENT, {"name": IMMEDIATE_INTENT, "confidence": 1.0}, add_to_output=True)
        message.set(DANGER, found, add_to_output=True)
