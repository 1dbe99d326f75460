"""Reading data/triage: what is refused, and with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.story.topics import TriageError, load

COMMON = """
default_topic: general
most_questions: 6
acknowledgements: [utter_a]
quiet: [utter_q]
alongside: [utter_m]
idle: [utter_i]
visitor: [utter_v]
questions:
  age: {ask: utter_ask_age, again: utter_ask_age_again, fills: age_band}
"""
GENERAL = "title: a worry\nrank: 90\nacknowledge: utter_general_ack\nlevel: unsure\nquestions: [age]\n"


def folder(path: Path, *, topic: str = GENERAL, common: str = COMMON) -> Path:
    (path / "common.yml").write_text(common, encoding="utf-8")
    (path / "general.yml").write_text(topic, encoding="utf-8")
    return path


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    triage = load(folder(tmp_path))
    assert triage.topics["general"].questions == ("age",)


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        (GENERAL + "colour: red\n", "'colour' is not a key that is known here"),
        (GENERAL.replace("[age]", "[agee]"), "asks 'agee', which neither this file nor common.yml defines"),
        (GENERAL.replace("level: unsure", "level: bad"), "level 'bad' should be one of"),
        (GENERAL.replace("rank: 90\n", ""), "something is missing: 'rank'"),
        (
            GENERAL + "signals: {x: {level: immediate, why: w}}\n",
            "signal 'x': level should be concern or urgent",
        ),
        (GENERAL + "signals: {x: {level: urgent, why: w, wordz: []}}\n", "signal 'x': 'wordz' is not a key"),
        (
            GENERAL + "own_questions: {q: {ask: a, again: b, fills: f, raises: {'no': urgent}}}\n",
            "question 'q': raises should give",
        ),
        ("- just\n- a list\n", "should begin with names and values"),
        ("title: [unclosed\n", "is not valid YAML"),
    ],
)
def test_a_broken_topic_is_refused_with_file_and_reason(tmp_path: Path, topic: str, says: str) -> None:
    with pytest.raises(TriageError) as refused:
        load(folder(tmp_path, topic=topic))
    assert "general.yml" in str(refused.value)
    assert says in str(refused.value)


def test_a_default_topic_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TriageError, match="default_topic names 'other', which has no file"):
        load(folder(tmp_path, common=COMMON.replace("default_topic: general", "default_topic: other")))


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TriageError, match=r"common\.yml cannot be opened"):
        load(tmp_path / "nowhere")


def test_every_topic_of_the_repository_is_whole() -> None:
    triage = load()
    assert {"neglect", "physical_abuse", "bruise_non_mobile", "sexual_abuse"} <= set(triage.topics)
    ranks = [topic.rank for topic in triage.topics.values()]
    assert len(ranks) == len(set(ranks)), "two topics share a rank: which one is followed would be chance"
    for name, topic in triage.topics.items():
        assert topic.urgent, f"{name} does not say what to do today"
        assert topic.level in {"urgent"} or topic.steps, f"{name} does not say what to do at concern"
