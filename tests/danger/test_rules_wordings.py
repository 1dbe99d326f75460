"""Plainly worded danger in every category gives the card; plainly harmless messages give nothing."""

from __future__ import annotations

import pytest

from bot.danger import Detector, load_rules


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_rules()


DANGER: dict[str, list[str]] = {
    "violence_now": [
        "He's hitting her now and the kids are upstairs",
        "Dad is kicking the door down and mum is screaming",
        "he's laying into the boy in the car park",
        "A parent is punching a pupil in our reception",
    ],
    "blade": [
        "he's got a knife",
        "There is a boy in the corridor with a machete",
        "she's holding scissors to her throat",
        "A lad has just been stabbed at the bus stop",
    ],
    "firearm": ["he's got a gun", "Dad is outside with a shotgun", "shots fired near the school gate"],
    "missing": [
        "We can't find him, he's four and autistic",
        "she never came home last night and she's only 13",
        "A child has gone missing from our nursery",
    ],
    "medical_collapse": [
        "baby's not breathing",
        "she won't wake up",
        "He is having a seizure and it won't stop",
        "he's gone blue and floppy",
        "Child unconscious, doing CPR",
    ],
    "overdose_poisoning": [
        "She's taken an overdose",
        "he has swallowed a button battery",
        "the toddler drank bleach",
        "she has taken a load of paracetamol",
    ],
    "threat_to_kill": [
        "he says he'll kill her tonight",
        "Dad is threatening to drown the kids",
        "he rang to say he is going to stab her",
    ],
    "suicide": [
        "she's on the bridge and says goodbye",
        "He's going to hang himself tonight",
        "he's got a rope round his neck",
        "She has cut her wrists in the toilets",
    ],
    "child_alone": [
        "A two year old is home alone",
        "The baby is on her own in the car",
        "kids left alone all night",
    ],
    "abduction": [
        "A man has just grabbed a child and bundled her into a van",
        "stranger's got my toddler",
        "Dad has taken the kids to the airport against the court order",
    ],
    "sexual_assault": [
        "she's being raped now in the flat upstairs",
        "I just walked in on him with his hand down her pants",
        "She was raped an hour ago in the park",
    ],
    "fgm_forced_marriage": [
        "They are flying tonight to have her cut",
        "She's 15 and being made to marry her cousin tomorrow",
    ],
    "fire_gas_explosive": [
        "The flat's on fire and the kids are inside",
        "there's a gas leak and children upstairs",
    ],
    "water_height_rail_road": [
        "he's fallen in the canal",
        "she's on the roof and threatening to jump",
        "there are kids on the railway tracks",
        "Mum is drunk and driving the kids home now",
    ],
    "infant_head_injury": [
        "Dad shook the baby",
        "He threw the baby on the floor",
        "she banged her head and now she's vomiting and drowsy",
    ],
    "professional_in_danger": [
        "dad has locked me in the flat",
        "he won't let me leave",
        "I'm hiding in the toilet on a home visit",
    ],
    "captivity_exploitation": [
        "she's being held in a flat and can't leave",
        "He's chained to a radiator in the cellar",
    ],
    "incapacitated_carer": [
        "mum's passed out and the baby is crying",
        "Dad is unconscious and the toddler is with him",
    ],
    "acute_neglect": [
        "the baby hasn't been fed since yesterday and is limp",
        "toddler locked out in the snow tonight",
    ],
    "strangulation": ["he had his hands round her throat", "she was strangled by her boyfriend last night"],
    "honour_based": ["her brothers know about the boyfriend and they are coming to kill her for the shame"],
    "attack_threat": [
        "He says he's going to shoot up the school on Monday",
        "there's an intruder in the building",
    ],
    "birth_emergency": ["she's in labour in the school toilets", "her waters have broken and she is 14"],
    "child_or_parent_user": [
        "my dad is hitting my mum and I'm hiding",
        "i've taken loads of tablets",
        "please help me he's got me locked in",
    ],
}
CASES = [(category, text) for category, texts in DANGER.items() for text in texts]


@pytest.mark.parametrize(("category", "text"), CASES)
def test_plain_danger_gets_the_card(detector: Detector, category: str, text: str) -> None:
    assert detector.assess(text).urgency == "immediate"


@pytest.mark.parametrize("category", DANGER)
def test_the_category_is_named(detector: Detector, category: str) -> None:
    named = {one for text in DANGER[category] for one in detector.assess(text).categories}
    assert category in named


HARMLESS = [
    "hello",
    "yes",
    "thank you so much, that was really helpful",
    "Are you open at the weekend?",
    "What does MASH stand for?",
    "he's 4",
    "I'll speak to our lead in the morning",
    "Where can I find the neglect leaflet?",
    "Can you explain the difference between section 17 and section 47?",
    "Just checking you got my last message",
    "I feel a bit silly asking",
    "She's settled in well and mum is lovely",
    "How long do we keep safeguarding files?",
    "no she's with her nan until Sunday",
    "Our new policy needs signing off by governors",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_plainly_harmless_messages_get_nothing(detector: Detector, text: str) -> None:
    assert detector.assess(text).urgency == "none"


URGENT = [
    "A pupil disclosed that his mother hit him with a shoe on Sunday",
    "linear bruising on his back and dad changed the story",
    "There is a bruise on the cheek of a 10 week old baby",
    "She told me her uncle touched her private parts last year",
    "He says he thinks about not being here but has no plan",
    "The pupil is 15 and disclosed that she has had FGM",
    "He has two new phones, loads of cash and older lads pick him up",
    "little lad says he gets locked in the cellar when he's naughty",
    "dad was drunk at pick up on Friday and the kids looked scared",
    "She is terrified of her stepdad",
]


@pytest.mark.parametrize("text", URGENT)
def test_serious_things_that_are_not_999_are_never_silent(detector: Detector, text: str) -> None:
    assert detector.assess(text).urgency in ("urgent", "check")
