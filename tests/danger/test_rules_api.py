"""The public surface of the detector: what an assessment holds, and what never happens."""

from __future__ import annotations

import logging

import pytest

from bot.danger import Assessment, Detector, Layer, LayerScore, Reason, Urgency, load_rules
from bot.danger.detector import Detector as OwnDetector


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_rules()


class _Failing:
    def beside(self, text: str, rules: Urgency) -> LayerScore | None:
        raise RuntimeError("the layer broke")


class _Sure:
    def beside(self, text: str, rules: Urgency) -> LayerScore | None:
        return LayerScore("immediate", 0.9, ((0, 4),), "blade")


class _Silent:
    def beside(self, text: str, rules: Urgency) -> LayerScore | None:
        return None


def _with(detector: Detector, layer: Layer) -> Detector:
    return OwnDetector(detector._lexicon, layers=(layer,))


def test_the_json_has_exactly_the_agreed_keys(detector: Detector) -> None:
    found = detector.assess("He's got a knife").as_json()
    assert set(found) == {"text", "urgency", "reasons", "score"}
    assert set(found["reasons"][0]) == {"rule", "span", "why"}
    assert found["text"] == "He's got a knife"
    assert found["urgency"] == "immediate"
    assert isinstance(found["reasons"][0]["span"], list)


def test_an_empty_or_blank_message_is_nothing(detector: Detector) -> None:
    for text in ("", " ", "\n\n\t", "\u200b\u200b"):
        assert detector.assess(text) == Assessment(text, "none", (), 0.0)


def test_categories_name_the_kinds_of_danger_once_each(detector: Detector) -> None:
    assessment = detector.assess("he's got a knife and he's holding the knife")
    assert assessment.categories[0] == "blade"
    assert len(set(assessment.categories)) == len(assessment.categories)


def test_the_score_orders_by_urgency(detector: Detector) -> None:
    immediate = detector.assess("he's got a knife")
    urgent = detector.assess("linear bruising on his back, dad changed his story")
    none = detector.assess("thanks, that's really helpful")
    assert 1 >= immediate.score > urgent.score > none.score >= 0


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (["he's got a"], "knife"),
        (["we cant find", "the"], "little one anywhere he is 3"),
        (["she wont"], "wake up"),
        (["hes just"], "strangled her"),
    ],
)
def test_danger_split_over_quick_messages_is_seen(detector: Detector, before: list[str], text: str) -> None:
    assessment = detector.assess(text, before=before)
    assert assessment.urgency == "immediate"
    assert all(0 <= start < end <= len(text) for reason in assessment.reasons for start, end in [reason.span])


def test_what_was_said_before_is_not_assessed_again(detector: Detector) -> None:
    assert detector.assess("thanks", before=["he's got a knife"]).urgency == "none"


def test_what_was_said_before_never_lowers(detector: Detector) -> None:
    before = ["this is a question for our training", "it is only a scenario"]
    assert detector.assess("he's got a knife and he's outside now", before=before).urgency == "immediate"


def test_a_failing_layer_means_check_and_is_logged_without_the_text(
    detector: Detector, caplog: pytest.LogCaptureFixture
) -> None:
    broken = _with(detector, _Failing())
    with caplog.at_level(logging.ERROR):
        assessment = broken.assess("what time do you open, Marigold")
    assert assessment.urgency == "check"
    assert [reason.rule for reason in assessment.reasons if reason.layer == "error"] == ["layer-error"]
    assert broken.layer_errors == 1
    assert "Marigold" not in caplog.text
    assert caplog.records


def test_a_failing_layer_does_not_lower_what_the_rules_found(detector: Detector) -> None:
    assert _with(detector, _Failing()).assess("he's got a knife").urgency == "immediate"


def test_failing_rules_mean_check(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = OwnDetector(detector._lexicon)

    def fail(text: str, before: object) -> Assessment:
        raise MemoryError

    monkeypatch.setattr(broken, "_by_rules", fail)
    assert broken.assess("he's got a knife").urgency == "check"
    assert broken.layer_errors == 1


def test_another_layer_can_raise_and_says_that_it_was_the_one(detector: Detector) -> None:
    assessment = _with(detector, _Sure()).assess("soft words about something")
    assert assessment.urgency == "immediate"
    assert [(reason.layer, reason.span) for reason in assessment.reasons] == [("encoder", (0, 4))]


def test_a_layer_without_an_opinion_changes_nothing(detector: Detector) -> None:
    for text in ("he's got a knife", "thank you"):
        assert _with(detector, _Silent()).assess(text) == detector.assess(text)


def test_assessing_twice_gives_the_same(detector: Detector) -> None:
    text = "Dad's outside with a bat, he was arrested last week but he's back"
    assert detector.assess(text) == detector.assess(text)


def test_nothing_of_a_message_is_kept(detector: Detector) -> None:
    strings = detector._lexicon._nlp.vocab.strings
    detector.assess("Marigoldina Fotheringay-Smythe says he's got a knife at 14 Nowhere Crescent")
    assert not {"marigoldina", "fotheringay", "smythe", "crescent"} & {word.lower() for word in strings}


def test_loading_again_reuses_the_lexicon(detector: Detector) -> None:
    assert load_rules()._lexicon is detector._lexicon


def test_reasons_are_plain_values() -> None:
    reason = Reason("a", (0, 1), "b", "blade", "rule")
    with pytest.raises(AttributeError):
        reason.rule = "c"  # type: ignore[misc]


class TestBounds:
    def test_danger_after_1900_harmless_words_is_found(self, detector: Detector) -> None:
        filler = "The family came to clinic and we talked about sleep and weaning. " * 160
        assert len(filler.split()) > 1900
        assert detector.assess(filler + "He's got a knife.").urgency == "immediate"

    def test_danger_in_the_middle_of_2000_words_is_found(self, detector: Detector) -> None:
        filler = "We went over the red book and the next review date again. " * 85
        assert detector.assess(f"{filler}She won't wake up. {filler}").urgency == "immediate"

    @pytest.mark.timeout(20)
    @pytest.mark.parametrize(
        "part", ["knife he has a ", "x", "he's got a knife and ", ". ", "é🔪 ", "((((", "can't "]
    )
    def test_a_hundred_thousand_characters_take_bounded_time(self, detector: Detector, part: str) -> None:
        text = (part * 100_000)[:100_000]
        assert detector.assess(text).text == text

    def test_danger_at_the_end_of_a_hundred_thousand_characters_is_found(self, detector: Detector) -> None:
        text = "all is well here. " * 5_500 + "he's got a knife"
        found = detector.assess(text)
        assert found.urgency == "immediate"
        start, end = found.reasons[0].span
        assert "knife" in text[start:end]
