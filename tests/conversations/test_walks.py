"""Every topic can be walked through from a story of it to its end."""

from __future__ import annotations

import pytest
from rasa.core.agent import Agent

from tests.conversations.walks import TOPICS, walk

FEWEST_QUESTIONS = 3


@pytest.mark.parametrize("topic", TOPICS)
async def test_a_topic_can_be_walked_through_to_its_end(agent: Agent, topic: str) -> None:
    told = await walk(agent, topic)
    assert len(told.asked) >= FEWEST_QUESTIONS, told.names
    assert len(told.asked) == len(set(told.asked)), "a question came twice"
    assert told.again == told.asked, f"not taken up again after a side question: {told.names}"
    assert told.closed, f"it never came to its end: {told.names}"
    assert told.read, f"where to read was not said: {told.names}"
