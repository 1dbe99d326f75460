"""The dialogue hears what the gateway decides: the same code, proven on every labelled example."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.danger import load
from bot.nlu.danger_component import DANGER, IMMEDIATE_INTENT, DangerComponent

ROOT = Path(__file__).resolve().parents[2]


def examples() -> list[str]:
    files = [
        *(ROOT / "data" / "danger" / "examples").glob("*.jsonl"),
        *(ROOT / "tests" / "danger").rglob("*.jsonl"),
    ]
    texts = [
        json.loads(line)["text"] for file in sorted(files) for line in file.read_text("utf-8").splitlines()
    ]
    assert len(texts) > 4_000
    return texts


@pytest.mark.timeout(1200)  # 38,000 messages, each read twice
def test_the_component_and_the_gateway_answer_alike_on_every_example() -> None:
    detector = load()
    component = DangerComponent(load())
    differing = []
    for text in examples():
        expected = detector.assess(text)
        message = Message({TEXT: text, INTENT: {"name": "inform", "confidence": 0.5}})
        component.process([message])
        heard = (message.get(DANGER) or {}).get("urgency", "none")
        immediate = message.get(INTENT)["name"] == IMMEDIATE_INTENT
        if heard != expected.urgency or immediate != (expected.urgency == "immediate"):
            differing.append(text)
    assert differing == []


def test_the_classifiers_own_guess_is_kept_beside_an_immediate() -> None:
    message = Message({TEXT: "he is strangling her right now", INTENT: {"name": "inform", "confidence": 0.5}})
    DangerComponent(load()).process([message])
    assert message.get(DANGER)["heard_as"]["name"] == "inform"
    assert message.get(DANGER)["reasons"][0]["phrase"]
