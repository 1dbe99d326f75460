"""The linear model of letters: the same columns everywhere, bounded values, clear errors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.danger.encoder import LABELS, LETTERS_SHARE, mixed
from bot.danger.errors import DangerDataError
from bot.danger.letters import COLUMNS, Letters, features, load_letters
from bot.danger.training.examples import MODEL
from bot.danger.training.letters import write_letters


def test_the_columns_of_a_word_never_change() -> None:
    columns, _ = features("no")
    assert columns.tolist() == [10271, 17759, 26776, 31234, 42258, 49576, 75807]


@given(st.text(max_size=200))
def test_each_kind_has_length_one_or_nothing(text: str) -> None:
    columns, values = features(text.lower())
    for kind in (columns < COLUMNS, columns >= COLUMNS):
        length = float(np.linalg.norm(values[kind]))
        assert length == pytest.approx(1.0, abs=1e-4) or not kind.any()
    assert len(set(columns.tolist())) == len(columns)
    assert ((columns >= 0) & (columns < 2 * COLUMNS)).all()


def test_a_text_without_a_word_leaves_the_base() -> None:
    letters = Letters(np.ones((2 * COLUMNS, 4), dtype=np.float32), np.arange(4, dtype=np.float32))
    assert letters.logits(" -- ").tolist() == [0, 1, 2, 3]


def test_what_training_writes_is_what_is_read(tmp_path: Path) -> None:
    weights = np.zeros((2 * COLUMNS, len(LABELS)), dtype=np.float32)
    weights[features("knife")[0], 3] = 2.0
    write_letters(Letters(weights, np.zeros(4, dtype=np.float32)), tmp_path / "letters.npz")
    found = load_letters(tmp_path / "letters.npz")
    assert found.logits("a knife").argmax() == 3
    assert found.logits("knife").tolist() == Letters(weights, found.base).logits("knife").tolist()


def test_a_file_that_is_no_such_weights_is_said_by_name(tmp_path: Path) -> None:
    path = tmp_path / "letters.npz"
    with pytest.raises(DangerDataError, match=r"letters\.npz"):
        load_letters(path)
    path.write_bytes(b"no weights")
    with pytest.raises(DangerDataError, match=r"letters\.npz"):
        load_letters(path)
    np.savez(path, weights=np.zeros((4, 4)), base=np.zeros(4))
    with pytest.raises(DangerDataError, match="wrong shape"):
        load_letters(path)


def test_the_mixture_stands_between_the_two() -> None:
    network, letters = np.array([[0.0, 0, 0, 9]], dtype=np.float32), np.zeros((1, 4), dtype=np.float32)
    both = mixed(network, letters)[0]
    assert both[3] - both[0] == pytest.approx((1 - LETTERS_SHARE) * 9, abs=1e-4)


def test_a_name_that_training_did_not_see_moves_little() -> None:
    letters = load_letters(MODEL / "letters.npz")
    plain = letters.logits("the child is at school with a teacher")
    strange = letters.logits("the child is at school with a teacher xqvz")
    assert float(np.abs(plain - strange).max()) < 1.0
