"""The classifier by itself: it survives being stored, and families carry words it has not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.facts_component import data_folder
from bot.nlu.intent_component import SURE, SURE_UNASKED, Families, IntentModel, bar, encoder_vector

FAMILIES = Families.read(data_folder() / "families.yml")
TEXTS = [
    *("he is dirty and hungry", "no food at home", "she smells and has no coat", "hungry every morning"),
    *("bruise on his cheek", "dad hits him", "she was slapped on the arm", "a burn on the leg"),
    *("what should I do", "do I refer this", "who do I tell", "what is the next step"),
]
INTENTS = ["neglect"] * 4 + ["physical_abuse"] * 4 + ["ask_advice"] * 4


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.fit(TEXTS, INTENTS, FAMILIES, vector=encoder_vector())


def test_families_carry_words_that_were_never_seen(model: IntentModel) -> None:
    assert model.rank("filthy and starving")[0][0] == "neglect"
    assert model.rank("his stepdad leathers him")[0][0] == "physical_abuse"


def test_confidence_is_a_share_and_the_likeliest_is_first(model: IntentModel) -> None:
    ranked = model.rank("he is hungry")
    chances = [chance for _, chance in ranked]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1.0)


def test_an_intent_that_is_ruled_out_is_not_given(model: IntentModel) -> None:
    assert model.rank("he is hungry", without={"neglect"})[0][0] != "neglect"


def test_stored_and_read_again_it_answers_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = IntentModel.load(tmp_path, vector=encoder_vector())
    for text in (*TEXTS, "nothing like it", ""):
        assert again.rank(text) == model.rank(text)


def test_no_code_is_stored(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".npz"}


@pytest.mark.parametrize(("word", "family"), [("bruised", "injury"), ("mam", "mother"), ("naw", "no_words")])
def test_a_word_is_in_its_family(word: str, family: str) -> None:
    assert family in FAMILIES.features(word)


@pytest.mark.parametrize(
    ("text", "intent", "least"),
    [
        ("told both mums", "ask_tell_parents", SURE_UNASKED),
        ("training is on Wednesday again", "ask_training", SURE_UNASKED),
        ("is it ok to tell mum", "ask_tell_parents", SURE),
        ("helpline number pls", "ask_numbers", SURE),
        ("DON’T KNOW who to ring", "ask_numbers", SURE),
        ("sent it on Monday and heard nothing back", "ask_referral", SURE),
        ("told both mums", "thanks", SURE),
    ],
)
def test_a_question_of_theirs_needs_the_form_of_one_or_more_certainty(
    text: str, intent: str, least: float
) -> None:
    assert bar(text, intent) == least
