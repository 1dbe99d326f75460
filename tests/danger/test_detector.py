"""The rules and the encoder together: what holds for every text that the helpline may get."""

from __future__ import annotations

import json
import re
from concurrent.futures import ProcessPoolExecutor
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.danger import Detector, load, load_rules
from bot.danger.model import RANK
from bot.danger.training.examples import read_kept
from tests.danger.test_rules_properties import DANGERS, HARMLESS

DETECTOR: Detector = load()
ASK = RANK["check"]
FUZZED = 100_000

parts = st.lists(st.sampled_from(HARMLESS), max_size=8).map(" ".join)


def rank(text: str, before: tuple[str, ...] = ()) -> int:
    return RANK[DETECTOR.assess(text, before=before).urgency]


@pytest.mark.parametrize("text", DANGERS)
def test_each_plain_danger_gets_the_card(text: str) -> None:
    assert DETECTOR.assess(text).urgency == "immediate"


def test_harmless_sentences_get_no_card_and_almost_never_a_question() -> None:
    answers = [DETECTOR.assess(text).urgency for text in HARMLESS]
    assert "immediate" not in answers
    assert answers.count("none") >= len(HARMLESS) - 1


@settings(max_examples=150, deadline=None)
@given(danger=st.sampled_from(DANGERS), before=parts, after=parts)
def test_harmless_sentences_round_a_danger_do_not_hide_it(danger: str, before: str, after: str) -> None:
    assert rank(f"{before} {danger}. {after}".strip()) >= ASK


def test_run_together_without_any_punctuation_nine_of_ten_dangers_are_at_least_asked_about() -> None:
    """A measured weakness (README): harmless words run into a danger without a stop hide some of them."""
    texts = [
        together
        for danger in DANGERS
        for place, harmless in enumerate(HARMLESS)
        for together in (
            f"{harmless} {danger}",
            f"{danger} {harmless}",
            f"{harmless} {danger} {HARMLESS[(place + 5) % len(HARMLESS)]}",
        )
    ]
    plain = [" ".join(re.sub(r"[.?']", "", text).lower().split()) for text in texts]
    assert sum(rank(text) >= ASK for text in plain) >= 0.9 * len(plain)


@settings(max_examples=60, deadline=None)
@given(danger=st.sampled_from(DANGERS), before=parts, after=parts)
def test_in_capitals_a_danger_is_at_least_asked_about(danger: str, before: str, after: str) -> None:
    assert rank(f"{before} {danger}. {after}".strip().upper()) >= ASK


@settings(max_examples=60, deadline=None)
@given(danger=st.sampled_from(DANGERS), cut=st.integers(1, 5))
def test_a_danger_split_over_two_quick_messages_is_at_least_asked_about(danger: str, cut: int) -> None:
    words = danger.split()
    first, second = " ".join(words[:cut]), " ".join(words[cut:])
    if second:
        assert max(rank(first), rank(second, (first,))) >= ASK


@pytest.mark.parametrize(
    "turn", ["not now", "no, nothing yet", "dont know", "what should I do now", "I feel sick"]
)
def test_an_answer_or_a_question_goes_on_with_nothing_said_before(turn: str) -> None:
    before = ("she flinches when he comes near", "he picks her up at three")
    assert rank(turn, before) == rank(turn)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300), before=st.lists(st.text(max_size=40), max_size=3))
def test_any_unicode_is_assessed_and_the_reasons_point_into_it(text: str, before: list[str]) -> None:
    errors = DETECTOR.layer_errors
    assessment = DETECTOR.assess(text, before=before)
    assert DETECTOR.layer_errors == errors
    assert 0 <= assessment.score <= 1
    assert all(0 <= r.span[0] <= r.span[1] <= len(text) for r in assessment.reasons)


def test_every_answer_says_which_layer_it_came_from() -> None:
    for text in DANGERS:
        for reason in DETECTOR.assess(text).reasons:
            assert reason.layer in {"rule", "cue", "encoder"}
            assert reason.why
        assert json.dumps(DETECTOR.assess(text).as_json())


def test_where_the_encoder_changed_the_answer_a_reason_says_so() -> None:
    rules, changed = load_rules(), 0
    for one in read_kept()[:150]:
        alone, together = rules.assess(one.text).urgency, DETECTOR.assess(one.text)
        if together.urgency == alone or together.urgency == "none":
            continue
        verb = "raised" if RANK[together.urgency] > RANK[alone] else "lowered"
        assert any(verb in reason.why for reason in together.reasons if reason.layer == "encoder"), one.text
        changed += 1
    assert changed > 10


def _fuzz(seed: int) -> int:
    """How often a layer failed on a share of the fuzz."""
    random = Random(seed)
    odd = '\u200b\u202e\n\ud800\x00("’éﬁßẞİאع漢💊…@/#'
    pieces = [*DANGERS, *HARMLESS, *odd, "knife", "not", "'s", "n't", "3pm", "999", "a" * 50, "!!!", "--"]
    detector = load()
    for _ in range(FUZZED // 2):
        count = random.randint(1, 5)
        some = [random.choice(pieces)[: random.randint(1, 12)] for _ in range(count)]
        some += [chr(random.randrange(0x110000)) for _ in range(random.randint(0, 2))]
        random.shuffle(some)
        detector.assess(random.choice(["", " ", "\n"]).join(some))
    return detector.layer_errors


@pytest.mark.timeout(900)
def test_a_hundred_thousand_odd_inputs_fail_in_no_layer() -> None:
    with ProcessPoolExecutor(2) as pool:
        assert sum(pool.map(_fuzz, (1, 2))) == 0
