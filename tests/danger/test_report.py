"""The report: rates, slices and their two faces."""

from __future__ import annotations

import re

import pytest

from bot.danger.model import Urgency
from bot.danger.report.findings import findings
from bot.danger.report.gate import falls, level_of, read_level, write_level
from bot.danger.report.measure import AIMS, Judged, Rate, at_least_this_many, rates, worse_than
from bot.danger.report.page import as_page
from bot.danger.report.slices import below_the_whole, length_of, slices
from bot.danger.report.text import as_text
from bot.danger.training.examples import Example


def judged(
    label: Urgency,
    answer: Urgency,
    *,
    text: str = "he has a knife",
    rules: Urgency = "none",
    encoder: Urgency = "none",
    register: str = "plain",
    difficulty: str = "hard",
) -> Judged:
    example = Example(text, label, "blade", register, difficulty, ("past",), "whole", None)
    return Judged(example, rules, encoder, answer)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (98, 100, 0.9300, 0.9945)],
)
def test_intervals_are_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert Rate(hits, of).interval == pytest.approx((low, high), abs=6e-4)


def test_a_rate_of_nothing_says_so_instead_of_dividing_by_zero() -> None:
    assert Rate(0, 0).interval == (0.0, 1.0)
    assert "-" in as_text(findings([], title="empty"))


def test_each_aim_counts_the_messages_that_it_is_about() -> None:
    found = rates(
        [
            judged("immediate", "immediate", difficulty="plain"),
            judged("immediate", "check"),
            judged("immediate", "urgent"),
            judged("none", "immediate"),
            judged("none", "check"),
            judged("none", "urgent"),
            judged("none", "none"),
            judged("urgent", "none"),
            judged("urgent", "check"),
            judged("check", "check"),
        ]
    )
    assert found["recall"] == Rate(2, 3)
    assert found["recall_card"] == Rate(1, 3)
    assert found["recall_plain"] == Rate(1, 1)
    assert found["card_harmless"] == Rate(1, 4)
    assert found["check_harmless"] == Rate(1, 4)
    assert found["urgent"] == Rate(1, 2)
    assert found["card_urgent"] == Rate(0, 2)
    assert found["check_check"] == Rate(1, 1)


def test_the_layer_that_caught_a_danger_is_counted_once() -> None:
    caught = findings(
        [
            judged("immediate", "immediate", rules="immediate", encoder="immediate"),
            judged("immediate", "check", rules="check"),
            judged("immediate", "immediate", encoder="immediate"),
            judged("immediate", "check"),
            judged("immediate", "none"),
            judged("none", "immediate", rules="immediate"),
        ],
        title="layers",
    ).caught
    assert (caught.both, caught.rules_only, caught.encoder_only, caught.only_together, caught.neither) == (
        1, 1, 1, 1, 1,
    )  # fmt: skip


def test_a_register_more_than_five_points_below_the_whole_is_marked() -> None:
    well = [judged("immediate", "immediate") for _ in range(80)]
    badly = [judged("immediate", "none", register="dialect") for _ in range(4)]
    badly += [judged("immediate", "check", register="dialect") for _ in range(16)]
    assert [one.name for one in below_the_whole([*well, *badly])] == ["dialect"]
    assert below_the_whole(well) == []


def test_lengths_are_counted_in_words() -> None:
    names = [
        length_of(Example("word " * count, "none", "general", "plain", "plain", (), "none", None))
        for count in (5, 6, 25, 26, 60, 61)
    ]
    assert names == ["very short", "short", "short", "medium", "medium", "long"]


def test_every_slice_adds_up_to_the_whole_where_a_message_has_one_value() -> None:
    rows = [judged("immediate", "check", register=register) for register in ("plain", "slang", "slang")]
    counts = {one.name: one.count for one in slices(rows) if one.kind == "register"}
    assert counts == {"plain": 1, "slang": 2}


def test_every_miss_and_every_false_alarm_is_in_the_text_and_in_the_page() -> None:
    rows = [
        judged("immediate", "urgent", text="missed words"),
        judged("none", "immediate", text="harmless carded words"),
        judged("none", "check", text="harmless checked words"),
        judged("urgent", "immediate", text="urgent carded words"),
        judged("none", "none", text="silent words"),
    ]
    for shown in (as_text(findings(rows, title="t")), as_page(findings(rows, title="t"))):
        for text in (
            "missed words",
            "harmless carded words",
            "harmless checked words",
            "urgent carded words",
        ):
            assert text in shown
        assert "silent words" not in shown


def test_the_page_stands_alone_and_runs_nothing() -> None:
    page = as_page(
        findings([judged("none", "immediate", text="<script>alert(1)</script> & co")], title="<b>")
    )
    assert "<script" not in page
    assert not re.search(r"(?:src|href|url\()\s*=?", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page
    assert page.count("<svg") == page.count("</svg>") > 3


def test_every_aim_is_on_the_page() -> None:
    page = as_page(findings([judged("immediate", "immediate")], title="t"))
    assert all(aim.says in page for aim in AIMS)


def test_the_binomial_tail_is_exact() -> None:
    assert at_least_this_many(2, 3, 0.5) == pytest.approx(0.5)
    assert at_least_this_many(3, 3, 0.1) == pytest.approx(0.001)
    assert at_least_this_many(0, 9, 0.2) == 1.0
    assert at_least_this_many(5, 9, 1.0) == 1.0


@pytest.mark.parametrize(
    ("was", "now", "lower_is_worse", "worse"),
    [
        (Rate(390, 400), Rate(388, 400), True, False),
        (Rate(390, 400), Rate(380, 400), True, True),
        (Rate(390, 400), Rate(400, 400), True, False),
        (Rate(10, 400), Rate(13, 400), False, False),
        (Rate(10, 400), Rate(20, 400), False, True),
        (Rate(100, 100), Rate(99, 100), True, False),
        (Rate(100, 100), Rate(96, 100), True, True),
        (Rate(100, 100), Rate(0, 0), True, True),
    ],
)
def test_worse_means_beyond_noise(was: Rate, now: Rate, lower_is_worse: bool, worse: bool) -> None:
    assert worse_than(was, now, lower_is_worse=lower_is_worse) is worse


def test_a_level_is_read_as_it_was_written_and_a_fall_is_named(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "level.yml"
    level = level_of([judged("immediate", "immediate") for _ in range(60)])
    write_level(level, path)
    assert read_level(path) == level
    fallen = level_of([judged("immediate", "none") for _ in range(60)])
    assert {line.split(":")[0] for line in falls(level, fallen)} == {"recall", "recall_card"}
    assert falls(level, level) == []
