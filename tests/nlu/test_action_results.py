"""The action server's answer is checked as strictly as by Rasa itself."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError

from bot.nlu.action_results import check


@pytest.mark.parametrize(
    "result",
    [
        {"events": [], "responses": []},
        {
            "events": [{"event": "slot", "name": "level", "value": "urgent"}],
            "responses": [{"response": "utter_x"}],
        },
    ],
)
def test_a_good_answer_passes(result: dict[str, Any]) -> None:
    assert check(result)


@pytest.mark.parametrize(
    "result",
    [
        {"events": "none", "responses": []},
        {"events": [{"event": "slot"}]},
        {"events": [], "responses": ["text"]},
    ],
)
def test_a_bad_answer_is_refused(result: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        check(result)
