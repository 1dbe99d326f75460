"""What stands round the danger words: negation, time, hypothesis, quotation, whose story, and the rest.

Pairs of nearly the same words: the first is danger and must be asked about or get the card, the second
must get less than the card.
"""

from __future__ import annotations

import pytest

from bot.danger import Detector, load_rules

ASKED = ("immediate", "check")


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_rules()


PAIRS: dict[str, list[tuple[str, str]]] = {
    "negation that is the danger": [
        ("he's not breathing", "no breathing exercises today"),
        ("she won't wake", "my laptop won't wake"),
        ("we can't find him and he's 4", "we can't find the form for him"),
        ("he can't breathe", "I can't breathe for paperwork this week"),
    ],
    "negation that cancels": [
        ("he's got a knife", "there's no knife and never was"),
        ("she's taken an overdose", "she has not taken an overdose"),
        ("he has been stabbed", "he has not been stabbed"),
        ("he's never hit her before but he's punched her now", "he's never hit her"),
        ("nobody has stopped him hitting her", "she's ok for now, she says nobody hits her"),
    ],
    "time": [
        ("he has just strangled her", "he strangled her years ago, when I was at school"),
        ("dad strangled mum yesterday", "dad hit mum yesterday"),
        ("he's hitting her now", "he hit her last year and moved abroad"),
        ("dad's outside with a bat now", "dad came with a bat two years ago"),
    ],
    "words of danger in an ordinary place": [
        ("his text said tell my mum I'm sorry", "she said please don't tell mum"),
        ("he has stepped in front of a bus", "he shouts at her in front of the other mums"),
        ("she has just done one", "they have done one night of it"),
        ("he has taken the boy in a car", "they have taken in a nephew from back home"),
    ],
    "running clock": [
        ("she says he'll hurt her when he picks her up at 3", "she says the dentist will hurt her on Friday"),
        ("they fly tonight and she will be cut", "the flight was cut short"),
    ],
    "hypothetical and training": [
        ("he's got a gun in reception", "what would our policy say if a visitor had a gun"),
        ("A pupil is choking on a grape now", "Do you run training on choking for nurseries?"),
        ("she's unconscious on the stairs", "In the training scenario a girl is unconscious on the stairs"),
        ("there is an intruder in the building", "we have a lockdown drill with an intruder on Monday"),
    ],
    "hypothetical form, real child": [
        (
            "what if he comes back tonight with the knife, he's outside now",
            "what if children ask about knife crime",
        ),
    ],
    "quotation": [
        ("he texted 'I will kill them all tonight'", "the song lyrics say I will kill them all"),
        ("she wrote 'goodbye, I'm on the bridge'", "the poem says goodbye from a bridge"),
    ],
    "whose story": [
        ("her dad is beating her now", "my dad used to beat me when I was a child"),
        ("his mum has taken tablets and passed out", "my own mum drank when I was little, years ago"),
    ],
    "fiction and play": [
        ("he's been shot outside the club", "he was shot in the school play rehearsal"),
        ("she's got a sword and she's swinging it at him", "she's got a plastic sword for world book day"),
    ],
    "figure of speech": [
        ("he's going to kill her tonight", "my manager is going to kill me if this is late"),
        ("the boy is drowning in the canal", "I'm drowning in paperwork"),
        ("he's on fire, his clothes are on fire", "he was on fire in the match"),
        ("she's starving, the baby hasn't been fed for two days", "I'm starving, lunch is late"),
    ],
    "resolved": [
        ("she's missing, she's 7", "she went missing but was found and is safe at home with her mum"),
        (
            "he's got a knife in school",
            "he had a knife in school on Monday, police have arrested him and he's in custody",
        ),
    ],
    "minimiser and administrative wrapping": [
        ("prob nothing but she's taken a load of tablets", "prob nothing but she's taken a load of photos"),
        ("which form is it? he's got a knife in class now", "which form is it for knife awareness week"),
    ],
    "split scope": [
        ("she was fine yesterday but now she's not breathing", "she was poorly yesterday but now she's fine"),
        ("no plan or intent, but she's on the bridge now", "no plan or intent, she's at home with mum"),
    ],
}
CASES = [(why, danger, less) for why, pairs in PAIRS.items() for danger, less in pairs]


@pytest.mark.parametrize(("why", "danger", "less"), CASES)
def test_the_danger_is_asked_about(detector: Detector, why: str, danger: str, less: str) -> None:
    assert detector.assess(danger).urgency in ASKED


@pytest.mark.parametrize(("why", "danger", "less"), CASES)
def test_its_twin_gets_no_card(detector: Detector, why: str, danger: str, less: str) -> None:
    assert detector.assess(less).urgency != "immediate"


LOWERED = [
    ("He strangled her last week", "past"),
    ("what if he has a knife", "hypothetical"),
    ("she went missing but is found, she is at home with her mum", "resolved"),
]


@pytest.mark.parametrize(("text", "cue"), LOWERED)
def test_a_cancelling_cue_lowers_to_a_question_not_to_silence(
    detector: Detector, text: str, cue: str
) -> None:
    assessment = detector.assess(text)
    assert assessment.urgency in ("check", "urgent")
    assert any(reason.rule.startswith(f"cue:{cue}") for reason in assessment.reasons)


def test_the_reason_says_which_words_lowered_it(detector: Detector) -> None:
    reasons = detector.assess("He strangled her last week").reasons
    lowered = next(reason for reason in reasons if reason.layer == "rule" and "Lowered" in reason.why)
    assert "“last week”" in lowered.why


def test_a_cue_in_another_clause_lowers_nothing(detector: Detector) -> None:
    assert (
        detector.assess("He was arrested last week but he's got a knife and he's outside").urgency
        == "immediate"
    )


def test_weak_signs_together_ask_and_say_which_they_were(detector: Detector) -> None:
    assessment = detector.assess("she's only two, the bolt is across and I can hear her sobbing in there")
    assert assessment.urgency == "check"
    reason = next(reason for reason in assessment.reasons if reason.rule == "signs.together")
    assert "distress" in reason.why
    assert "“sobbing”" in reason.why


def test_signs_alone_never_give_the_card(detector: Detector) -> None:
    lexicon = detector._lexicon
    assert not {"signs.together"} & set(lexicon.rules)
    text = (
        "sobbing, shaking, blood, petrol, roof, newborn, gone, grey, tonight, he's upstairs, I can hear him"
    )
    assessment = detector.assess(text)
    cards = [one for one in assessment.reasons if one.rule in lexicon.rules and "Lowered" not in one.why]
    if assessment.urgency == "immediate":
        assert any(lexicon.rules[one.rule].urgency == "immediate" for one in cards)
    else:
        assert assessment.urgency == "check"
