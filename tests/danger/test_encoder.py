"""The encoder as it ships: bounded, calibrated, explained, and the same whoever asks."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.danger.encoder import (
    CARD_BY_ITSELF,
    COST_BESIDE_HARMLESS,
    LABELS,
    Encoder,
    Limits,
    decided,
    joined,
    lean_of,
    load_encoder,
    opinion_of,
    reaching,
    weighed,
)
from bot.danger.errors import DangerDataError
from bot.danger.model import RANK, Urgency
from bot.danger.training.examples import DANGER, MODEL
from bot.danger.wordpieces import HEAD, MAX_WINDOWS, TAIL, WHOLE, WINDOW, windows

DANGERS = (
    "he's got a knife to her throat right now",
    "the baby is not breathing",
    "she has taken all her mum's tablets and won't wake up",
    "two children are trapped upstairs and the house is on fire",
)
HARMLESS = (
    "Thank you, that is really helpful.",
    "Could you tell me when the next training on recording is?",
    "What does MASH stand for?",
)
ROUTINE = "The register was taken and the afternoon went as planned with art and reading. "


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(DANGER)


def alone(encoder: Encoder, text: str) -> Urgency:
    """The encoder's word without the rules."""
    return decided(encoder.opinion(text), encoder.limits.alone)


@pytest.mark.parametrize("text", DANGERS)
def test_plain_danger_is_at_least_a_check(encoder: Encoder, text: str) -> None:
    assert RANK[alone(encoder, text)] >= RANK["check"]


@pytest.mark.parametrize("text", HARMLESS)
def test_plain_thanks_and_questions_are_left_alone(encoder: Encoder, text: str) -> None:
    assert alone(encoder, text) == "none"


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_probabilities_and_words_inside_it(text: str) -> None:
    opinion = load_encoder(DANGER).opinion(text)
    assert sum(opinion.probabilities.values()) == pytest.approx(1.0, abs=1e-4)
    assert all(value >= -1e-6 for value in opinion.probabilities.values())
    assert all(0 <= start < end <= len(text) for start, end in opinion.words)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b\u200b", "\u202e\ufeff"])
def test_a_text_without_a_word_moves_nothing(encoder: Encoder, text: str) -> None:
    opinion = encoder.beside(text, "none")
    assert opinion is None or (opinion.urgency == "none" and opinion.spans == ())


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("HE’S GOT A KNIFE", "he's got a knife"),
        ("he's got a \u200bkni\u200bfe", "he's got a knife"),
        ("he's got a knіfe", "he's got a knife"),
        ("heeeeeeelp he's got a knife", "heelp he's got a knife"),
        ("he's got a 🔪", "he's got a  knife "),
        ("she’s unconcious", "she's unconscious"),
    ],
)
def test_odd_typing_reads_like_plain_typing(encoder: Encoder, typed: str, plain: str) -> None:
    assert encoder.opinion(typed).probabilities == encoder.opinion(plain).probabilities


def test_the_words_that_moved_it_point_at_what_was_typed(encoder: Encoder) -> None:
    text = "Just a quick one about forms — he’s got a 🔪 and he is stabbing mum in the kitchen"
    words = [text[start:end] for start, end in encoder.opinion(text).words]
    assert words
    assert {"stabbing", "🔪", "mum", "kitchen"} & set(words)


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_danger_is_found_anywhere_in_two_thousand_words(encoder: Encoder, place: str) -> None:
    routine = [ROUTINE] * 140
    routine.insert({"first": 0, "middle": 70, "last": 140}[place], "He has a knife to her throat now. ")
    text = "".join(routine)
    assert len(text.split()) > 1900
    opinion = encoder.beside(text, "none")
    assert opinion is not None
    assert RANK[opinion.urgency] >= RANK["check"]
    at = text.index("He has a knife")
    assert any(at <= start < at + 34 for start, _ in opinion.spans)


@pytest.mark.parametrize(
    "text",
    ["knife " * 20_000, "x" * 100_000, "\U0001f52a" * 100_000, "a.\n" * 33_000],
    ids=["words", "one word", "pictures", "lines"],
)
def test_a_hundred_thousand_characters_are_bounded(encoder: Encoder, text: str) -> None:
    pieces = encoder._wording.pieces(text)
    assert len(windows(len(pieces.ids), pieces.ends)) <= MAX_WINDOWS
    assert all(0 <= start < end <= len(text) for start, end in pieces.spans)


def test_the_end_of_an_endless_text_is_read(encoder: Encoder) -> None:
    text = "word " * 20_000 + "he has a knife to her throat now"
    assert len(text) > HEAD + TAIL
    pieces = encoder._wording.pieces(text)
    assert text[slice(*pieces.spans[-1])] == "now"


@given(st.integers(0, 6000), st.lists(st.integers(1, 6000), max_size=200))
def test_windows_reach_every_piece_of_a_text_that_is_not_absurd(count: int, ends: Sequence[int]) -> None:
    laid = windows(count, sorted(ends))
    assert len(laid) <= MAX_WINDOWS
    assert all(0 <= start <= stop <= count and stop - start <= WHOLE for start, stop in laid)
    if count < WINDOW * MAX_WINDOWS * 3 // 5:
        assert set(range(count)) == {piece for start, stop in laid for piece in range(start, stop)}
    assert laid[0][0] == 0
    assert laid[-1][1] == count


def test_several_threads_get_the_same_answers(encoder: Encoder) -> None:
    texts = [*DANGERS, *HARMLESS] * 4
    alone = [encoder.opinion(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(encoder.opinion, texts)) == alone


def test_it_is_loaded_once() -> None:
    assert load_encoder(DANGER) is load_encoder(DANGER)


def test_the_shipped_files_are_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 30_000_000


def test_the_card_is_of_the_model_that_is_here() -> None:
    import hashlib

    from bot.danger.training.card import read_card

    digest = hashlib.sha256((MODEL / "encoder.onnx").read_bytes()).hexdigest()
    assert read_card(MODEL)["file"]["sha256"] == digest


def test_the_vector_has_length_one(encoder: Encoder) -> None:
    vector = encoder.vector("a child told me something")
    assert vector.shape == (384,)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-4)


@given(st.lists(st.floats(-20, 20, width=32), min_size=4, max_size=4))
def test_reaching_a_level_includes_reaching_the_milder_ones(row: list[float]) -> None:
    reached = reaching(np.array([row], dtype=np.float32))[0]
    assert reached[0] == pytest.approx(1.0, abs=1e-5)
    assert all(first >= second - 1e-6 for first, second in pairwise(reached))


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_a_serious_message_is_a_cheaper_false_alarm_than_a_harmless_one(parts: list[float]) -> None:
    none, urgent, check, immediate = (part / max(sum(parts), 1e-9) for part in parts)
    serious = urgent + check + immediate
    cost = COST_BESIDE_HARMLESS["immediate"]
    got = float(weighed(immediate, serious, "immediate"))
    assert (
        got == pytest.approx(immediate / max(immediate + none + cost * (urgent + check), 1e-9), abs=1e-4)
        or sum(parts) < 1e-6
    )
    assert got >= immediate - 1e-6


def test_a_very_short_message_leans_to_the_card_alone() -> None:
    reached = np.array([1, 0.7, 0.6, 0.5], dtype=np.float32)
    short, longer = (opinion_of(reached, lean=lean_of(text)) for text in ("boy with blade", "so " * 20))
    assert short.weighed("immediate") > longer.weighed("immediate") == pytest.approx(0.5 / 0.82)
    assert short.weighed("check") == longer.weighed("check")


@given(st.lists(st.floats(-20, 20, width=32), min_size=4, max_size=4))
@settings(deadline=None)
def test_the_encoder_never_silences_a_card_of_the_rules(row: list[float]) -> None:
    opinion = opinion_of(reaching(np.array([row], dtype=np.float32))[0])
    assert RANK[joined("immediate", opinion, load_encoder(DANGER).limits)] >= RANK["check"]


@pytest.mark.parametrize(
    ("rules", "answer"), [("none", "check"), ("check", "check"), ("immediate", "immediate")]
)
def test_a_card_that_only_its_cost_would_make_is_a_question_unless_the_rules_give_it(
    rules: Urgency, answer: Urgency
) -> None:
    hardly = opinion_of(np.array([1.0, 0.99, 0.5, CARD_BY_ITSELF - 0.05], dtype=np.float32), lean=2.0)
    low = {rule: dict.fromkeys(LABELS[1:], 0.1) for rule in LABELS}
    assert joined(rules, hardly, Limits(1.0, low["none"], low)) == answer


def test_beside_the_rules_it_gives_the_joint_answer(encoder: Encoder) -> None:
    for text in (*DANGERS, *HARMLESS):
        for rules in LABELS:
            together = encoder.beside(text, rules)
            assert together.urgency == joined(rules, encoder.opinion(text), encoder.limits)
    assert encoder.beside("Thank you, bye.", "immediate").urgency == "check"


def test_the_worst_level_that_is_reached_is_the_answer() -> None:
    limit: dict[Urgency, float] = {"immediate": 0.8, "check": 0.3, "urgent": 0.5}
    answers = [
        decided(opinion_of(np.array(reached, dtype=np.float32)), limit)
        for reached in ([1, 0.9, 0.9, 0.85], [1, 0.9, 0.5, 0.4], [1, 0.6, 0.1, 0], [1, 0.4, 0.1, 0])
    ]
    assert answers == ["immediate", "check", "urgent", "none"]


def test_a_missing_card_or_model_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with pytest.raises(DangerDataError, match=r"card\.yml"):
        load_encoder(tmp_path)
    for name in ("card.yml", "tokenizer.json", "spelling.json"):
        shutil.copy(MODEL / name, tmp_path / "model" / name)
    with pytest.raises(DangerDataError, match=r"encoder\.onnx: .*train again"):
        load_encoder(tmp_path)
    shutil.copy(MODEL / "encoder.onnx", tmp_path / "model" / "encoder.onnx")
    with pytest.raises(DangerDataError, match=r"letters\.npz"):
        load_encoder(tmp_path)


def test_limits_have_every_level_for_every_answer_of_the_rules(encoder: Encoder) -> None:
    limits: Limits = encoder.limits
    assert set(limits.beside) == set(LABELS)
    assert all(set(one) == set(LABELS[1:]) for one in [limits.alone, *limits.beside.values()])
