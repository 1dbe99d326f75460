"""What training does before and after the network: examples, folds, changed texts, limits, card."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from bot.danger.encoder import LABELS
from bot.danger.errors import DangerDataError
from bot.danger.model import RANK, Urgency
from bot.danger.training.augment import Augmenter, harmless_sentences
from bot.danger.training.calibrate import Budget, limits, temperature
from bot.danger.training.examples import EXAMPLES, MODEL, Example, example_files, fingerprint, read_examples
from bot.danger.training.groups import folds


def example(
    text: str, *, label: Urgency = "none", pair: str | None = None, position: str = "none"
) -> Example:
    return Example(text, label, "general", "plain", "plain", (), position, pair)


ROW = {
    "text": "hello",
    "label": "none",
    "category": "general",
    "register": "plain",
    "difficulty": "plain",
    "traps": [],
    "position": "none",
    "pair": None,
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"label": "grave"}, "closed list"),
        ({"category": "weather"}, "closed list"),
        ({"extra": 1}, "exactly the keys"),
    ],
)
def test_a_wrong_example_is_named_with_its_file_and_line(
    tmp_path: Path, change: dict[str, object], says: str
) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{json.dumps({**ROW, **change})}\n", encoding="utf-8")
    with pytest.raises(DangerDataError, match=rf"some\.jsonl, line 2: .*{says}"):
        read_examples([path])


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DangerDataError, match=r"some\.jsonl, line 1: not JSON"):
        read_examples([path])


def test_a_text_with_an_odd_line_separator_stays_one_example(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(json.dumps({**ROW, "text": "a\u2028b"}, ensure_ascii=False), encoding="utf-8")
    assert [one.text for one in read_examples([path])] == ["a\u2028b"]


def test_every_training_example_keeps_the_format() -> None:
    assert len(read_examples(example_files())) >= 3000


def test_the_fingerprint_changes_with_a_byte_and_with_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}", encoding="utf-8")
    first = fingerprint(tmp_path)
    (tmp_path / "a.jsonl").write_text("{} ", encoding="utf-8")
    second = fingerprint(tmp_path)
    (tmp_path / "a.jsonl").rename(tmp_path / "b.jsonl")
    assert len({first, second, fingerprint(tmp_path)}) == 3


def test_pairs_and_near_duplicates_are_never_parted() -> None:
    pytest.importorskip("sklearn", reason="grouping needs the training environment")
    from bot.danger.training.groups import grouped

    texts = [
        example("he has a knife in the kitchen and she is screaming", pair="one"),
        example("what colour is the form for school trips", pair="one"),
        example("he has a knife in the kitchen and she is screaming loudly"),
        example("the minutes of the meeting on Tuesday are attached"),
    ]
    groups = grouped(texts)
    assert groups[0] == groups[1] == groups[2] != groups[3]


def test_folds_keep_groups_whole_and_spread_the_labels() -> None:
    labels: list[Urgency] = [*["immediate"] * 90, *["none"] * 90, *["check"] * 9]
    examples = [example(str(place), label=label) for place, label in enumerate(labels)]
    groups = [place // 3 for place in range(len(examples))]
    fold_of = folds(examples, groups, count=3, seed=1)
    assert all(len({fold_of[place] for place in range(start, start + 3)}) == 1 for start in range(0, 189, 3))
    for label in ("immediate", "none", "check"):
        counts = [
            sum(f == fold and one == label for f, one in zip(fold_of, labels, strict=True))
            for fold in range(3)
        ]
        assert max(counts) - min(counts) <= 3


def test_folds_are_the_same_for_the_same_seed() -> None:
    examples = [example(str(place)) for place in range(40)]
    groups = list(range(40))
    assert folds(examples, groups, count=3, seed=4) == folds(examples, groups, count=3, seed=4)
    assert folds(examples, groups, count=3, seed=4) != folds(examples, groups, count=3, seed=5)


def test_only_sentences_without_a_danger_word_are_put_round_others() -> None:
    found = harmless_sentences(
        [
            example("Thanks so much. Bye for now"),
            example("My back is killing me", position="start"),
            example("He has a knife", label="immediate"),
        ]
    )
    assert found == ["Bye for now", "Thanks so much."]


def test_changing_is_seeded_and_really_changes_texts() -> None:
    text = "He's got a knife, and she won't open the door. Please tell me what to do."
    first, again = Augmenter(["Thanks."], seed=3), Augmenter(["Thanks."], seed=3)
    changed = [first.changed(text) for _ in range(60)]
    assert changed == [again.changed(text) for _ in range(60)]
    assert 20 < sum(one != text for one in changed) < 60


def test_changing_keeps_every_word_when_only_surrounding() -> None:
    augmenter = Augmenter(["Thanks."], seed=0)
    assert all("x1 y2 z3" in augmenter.changed("x1 y2 z3") for _ in range(50))


def _logits(seed: int, *, heat: float) -> tuple[np.ndarray, list[int]]:
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(6000, 4)) * 1.5
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    ranks = [int(rng.choice(4, p=row)) for row in chances]
    return logits * heat, ranks


@pytest.mark.parametrize("heat", [0.7, 1.0, 2.0])
def test_the_temperature_undoes_overconfidence(heat: float) -> None:
    logits, ranks = _logits(1, heat=heat)
    assert temperature(logits, ranks) == pytest.approx(heat, abs=0.08)


def test_the_limits_keep_within_the_budget_of_false_alarms() -> None:
    logits, ranks = _logits(2, heat=1.0)
    labels = [LABELS[rank] for rank in ranks]
    budget = Budget()
    found = limits(logits, labels, ["none"] * len(labels), leans=[0.0] * len(labels), budget=budget)
    from bot.danger.encoder import decided, opinion_of, reaching

    reached = reaching((logits / found.temperature).astype(np.float32))
    harmless = [
        decided(opinion_of(row), found.alone) for row, rank in zip(reached, ranks, strict=True) if rank == 0
    ]
    assert harmless.count("immediate") / len(harmless) <= budget.card_none + 0.002
    assert harmless.count("check") / len(harmless) <= budget.check_none + budget.card_none + 0.002


def test_the_rules_word_lowers_the_bar_for_the_card_and_floors_the_answer() -> None:
    logits, ranks = _logits(3, heat=1.0)
    rng = Random(1)
    rules: list[Urgency] = [
        "immediate" if rng.random() < (0.8 if rank == RANK["immediate"] else 0.05) else "none"
        for rank in ranks
    ]
    labels = [LABELS[rank] for rank in ranks]
    found = limits(logits, labels, rules, leans=[0.0] * len(labels), budget=Budget())
    assert found.beside["immediate"]["immediate"] < found.beside["none"]["immediate"]
    assert found.beside["immediate"]["check"] == 0.0 < found.beside["check"]["urgent"]
    assert found.beside["none"]["check"] > 0.0


def test_the_model_was_trained_on_the_examples_that_are_here() -> None:
    from bot.danger.training.card import COMMAND, read_card

    trained_on = read_card(MODEL)["data"]["fingerprint"]
    assert trained_on == fingerprint(EXAMPLES), f"the examples have changed; train again: {COMMAND}"


def test_the_figures_were_made_with_the_examples_that_are_here() -> None:
    from bot.danger.report.layers import held_logits

    held, logits = held_logits(read_examples(example_files()), MODEL)
    assert len(held) == len(logits) > 500
