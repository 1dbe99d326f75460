"""The measured level holds: recall has not fallen and false alarms have not risen, beyond noise.

The kept examples are only counted here. A failing line says which rate; `helpline danger report` shows more.
"""

from __future__ import annotations

import pytest

from bot.danger.report.commands import kept_judged
from bot.danger.report.gate import falls, level_of, read_level
from bot.danger.report.measure import AIMS, Judged, rates


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return kept_judged()


def test_the_kept_examples_are_enough_to_measure_on(judged: list[Judged]) -> None:
    assert len(judged) >= 800


def test_recall_has_not_fallen_and_false_alarms_have_not_risen(judged: list[Judged]) -> None:
    assert falls(read_level(), level_of(judged)) == []


def test_the_level_on_file_is_of_all_kept_examples(judged: list[Judged]) -> None:
    now = level_of(judged)
    assert {key: one.of for key, one in read_level().items()} == {key: one.of for key, one in now.items()}


def test_every_aim_has_examples(judged: list[Judged]) -> None:
    assert all(rates(judged)[aim.key].of > 0 for aim in AIMS)
