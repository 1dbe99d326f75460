"""Every test story holds on the trained assistant; every topic has at least three of them and three
replays.
"""

from __future__ import annotations

from collections import Counter

import pytest
from rasa.core.agent import Agent

from actions.story.topics import load
from tests.conversations.replaying import read_replays
from tests.conversations.stories import Story, differences, read_stories

STORIES = read_stories()
LEAST = 3


@pytest.mark.parametrize("story", [pytest.param(one, id=f"{one.file}: {one.name}") for one in STORIES])
async def test_story(agent: Agent, story: Story) -> None:
    assert await differences(agent, story) == []


def test_every_topic_has_stories_and_replays() -> None:
    stories = Counter(story.file for story in STORIES)
    replays = Counter(file for file, _ in read_replays())
    for topic in set(load().topics) - {load().common.default_topic}:
        assert stories[topic] >= LEAST, f"{topic} has {stories[topic]} stories"
        assert replays[topic] >= LEAST, f"{topic} has {replays[topic]} replays"
