"""Facts mentioned in passing: a table for each, with the near misses beside them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.facts_component import FactFinder, FactsDataError, data_folder

FINDER = FactFinder(data_folder())


def found(text: str) -> dict[str, str]:
    """The last value of each fact."""
    return {fact.name: fact.value for fact in FINDER.find(text)}


AGES = [
    ("a 7 week old baby", "<1"),
    ("she's 11 months old", "<1"),
    ("newborn on the ward", "<1"),
    ("he is 14 months old", "1-4"),
    ("a toddler", "1-4"),
    ("sorry he's 4 not 14", "1-4"),
    ("4yo boy", "1-4"),
    ("boy, 8, in my class", "5-10"),
    ("year 4 pupil", "5-10"),
    ("P3 wean", "5-10"),
    ("a seven year old", "5-10"),
    ("Y8 girl", "11-13"),
    ("aged 12", "11-13"),
    ("S3 lassie", "14-15"),
    ("14 yr old girl", "14-15"),
    ("she's 15", "14-15"),
    ("a sixth former", "16-17"),
    ("17 y/o lad", "16-17"),
    ("mum is pregnant", "unborn"),
    ("mum is pregnant and has a 3 year old", "1-4"),
    ("no I meant 9", "5-10"),
    ("7 and 9", "5-10"),
    ("2, 4 and 7", "1-4"),
    ("12 or 13", "11-13"),
    ("10ish", "5-10"),
    ("about 6", "5-10"),
    ("twelve I think", "11-13"),
    ("16 yrs", "16-17"),
    ("my girls 14", "14-15"),
    ("the lad's 12", "11-13"),
    ("looks around 15", "14-15"),
    ("he looks like 11", "11-13"),
    ("she has just turned 16", "16-17"),
    ("Yr 10", "14-15"),
    ("Year 8", "11-13"),
    ("year R", "5-10"),
    ("S4", "14-15"),
    ("p6", "5-10"),
    ("Reception", "5-10"),
    ("a reception pupil", "5-10"),
    ("primary school aged", "5-10"),
    ("nursery age", "1-4"),
    ("goes to preschool", "1-4"),
    ("20 months", "1-4"),
    ("9 wks", "<1"),
    ("he's 5 weeks", "<1"),
    ("31 weeks", "unborn"),
    ("she's 24 weeks", "unborn"),
    ("a woman of 31, 18 weeks gone", "unborn"),
    ("she's 5 months pregnant", "unborn"),
    ("36+2 weeks", "unborn"),
    ("baby due in May", "unborn"),
    ("expecting twins", "unborn"),
]
NOT_AGES = [
    "it has gone on for 3 years",
    "about 2 years ago",
    "she's 5 minutes away",
    "he is 3 miles off",
    "there are 3 of them",
    "at 4 pm",
    "he's 40",
    "her brother is in reception asking for her",
    "dad is in reception, shouting",
    "can a baby that young get a bruise",
    "a bump on his head",
    "it went on for 20 months",
    "6 weeks ago",
    "9/10",
    "3 of them",
    "25",
    "2 visits",
    "at 7",
    "the duty in s5B",
    "looks about 40",
    "turned 3 pages",
    "she is not pregnant",
    "expecting a call back",
    "the report is due in May",
    "mum turned up at 5",
]


@pytest.mark.parametrize(("text", "band"), AGES)
def test_age(text: str, band: str) -> None:
    assert found(text).get("age_band") == band


@pytest.mark.parametrize("text", NOT_AGES)
def test_a_number_that_is_no_age(text: str) -> None:
    assert "age_band" not in found(text)


FACTS = [
    ("role", "I'm a health visitor", "health visitor"),
    ("role", "school nurse here", "school nurse"),
    ("role", "as a GP in a small town", "GP"),
    ("role", "evening, gp in leeds", "GP"),
    ("role", "hi there, health visitor in Fife, bit of a strange one", "health visitor"),
    ("role", "Good afternoon. School nurse, secondary.", "school nurse"),
    ("role", "im a ta in reception", "teaching assistant"),
    ("role", "Midwife here", "midwife"),
    ("role", "Midwife in Belfast, worried about a mum", "midwife"),
    ("role", "school nurse. a girl told me", "school nurse"),
    ("nation", "I work in Wales", "Wales"),
    ("nation", "in northern ireland", "Northern Ireland"),
    ("children_count", "there are 3 kids in the house", "3"),
    ("disability", "he is non-verbal", "yes, as told"),
    ("source", "the girl told me", "the child said it"),
    ("source", "I noticed a mark", "seen"),
    ("frequency", "it keeps happening", "more than once"),
    ("frequency", "only the once", "once"),
    ("injury", "brusie on his arm", "bruise"),
    ("body_region", "a mark on her ear", "ear or neck"),
    ("alleged_relationship", "mum's boyfriend is there", "parent's partner"),
    ("alleged_relationship", "her mum's new boyfriend", "parent's partner"),
    ("alleged_relationship", "mum has a new boyfriend", "parent's partner"),
    ("alleged_relationship", "he is the new boyfriend of mum", "parent's partner"),
    ("alleged_relationship", "her boyfriend is 24", "boyfriend or girlfriend"),
    ("alleged_relationship", "his girlfriend is older", "boyfriend or girlfriend"),
    ("alleged_relationship", "chatting to a man online", "someone online"),
    ("age_band", "a boy in reception", "5-10"),
    ("role", "I'm only a TA", "teaching assistant"),
    ("role", "i work in a nursery", "nursery or early years worker"),
    ("disability", "a send pupil of mine", "yes, as told"),
    ("body_region", "bruising on his back", "chest, back or tummy"),
    ("body_region", "bruise on the cheek of a baby", "head or face"),
    ("frequency", "about once a week", "more than once"),
    ("safe_until", "dad is out of prison tomorrow", "tomorrow"),
    ("safe_until", "tomorrow", "tomorrow"),
    ("safe_until", "he goes back to him tonight", "within hours: a time today"),
    ("present_safety", "he's in my office", "with the professional or in their setting now"),
    ("safe_until", "dad's at work until 6", "within hours: a time today"),
    ("safe_until", "safe until home time", "within hours: the end of the school or nursery day"),
    ("safe_until", "okay till the weekend", "the weekend"),
    ("who_knows", "my dsl knows", "the safeguarding lead"),
    ("who_knows", "I've told my room leader", "a manager or senior colleague"),
    ("who_knows", "my boss knows about it", "a manager or senior colleague"),
    ("who_knows", "naebody else knows", "nobody else"),
    ("who_knows", "nobody's been told", "nobody else"),
    ("actions_taken", "I told the team manager on Tuesday", "told a manager or senior colleague"),
    ("actions_taken", "nobody else knows yet", "nothing yet"),
    ("actions_taken", "I rang social services", "contacted children's social care"),
    ("actions_taken", "I haven't told anyone", "nothing yet"),
    ("recorded", "logged it on cpoms", "yes"),
    ("worry", "I'd say 8", "8"),
    ("worry", "7 out of 10", "7"),
    ("childs_words", "she said “daddy hurts me” at break", "daddy hurts me"),
    ("visitor", "my dad hits me", "a child"),
    ("nation", "I teach in Leeds", "England"),
    ("nation", "a practice in Kent", "England"),
    ("nation", "KCSIE says so", "England"),
    ("nation", "our LADO", "England"),
    ("nation", "we're in Derry so it's not MASH", "Northern Ireland"),
    ("nation", "nursery in Wrexham", "Wales"),
    ("nation", "the gwasanaethau plant team", "Wales"),
    ("nation", "the s130 duty", "Wales"),
    ("nation", "school in Gwynedd", "Wales"),
    ("nation", "a surgery in Fife", "Scotland"),
    ("nation", "I rang social work", "Scotland"),
    ("nation", "a wean in P4", "Scotland"),
    ("nation", "our child protection co-ordinator", "Scotland"),
    ("nation", "an S3 pupil", "Scotland"),
    ("nation", "health centre in Newry", "Northern Ireland"),
    ("nation", "I phoned Gateway", "Northern Ireland"),
    ("nation", "she is on EOTAS", "Northern Ireland"),
    ("nation", "a club in County Tyrone", "Northern Ireland"),
    ("lead_state", "our DSL is off sick", "away or not to be reached"),
    ("lead_state", "the head's on a course today", "away or not to be reached"),
    ("lead_state", "my manager is on annual leave", "away or not to be reached"),
    ("lead_state", "the lead isn't answering her phone", "away or not to be reached"),
    ("lead_state", "I can't get hold of our safeguarding lead", "away or not to be reached"),
    ("lead_state", "there is no DSL here tonight", "away or not to be reached"),
    ("lead_state", "my boss says to leave it", "does not agree that it should go on"),
    ("lead_state", "the deputy thinks it's nothing", "does not agree that it should go on"),
    ("lead_state", "the head told me not to report it", "does not agree that it should go on"),
    ("lead_state", "they want to handle it in-house", "does not agree that it should go on"),
    ("lead_state", "the lead wants us to wait", "does not agree that it should go on"),
    ("lead_state", "my supervisor won't refer", "does not agree that it should go on"),
    ("lead_state", "our manager disagrees", "does not agree that it should go on"),
    ("lead_state", "my team leader says leave it til next week", "does not agree that it should go on"),
    ("lead_state", "my line manager told me to hold off till Monday", "does not agree that it should go on"),
    ("lead_state", "the vicar wants us to pray and keep it quiet", "does not agree that it should go on"),
    ("lead_state", "the room leader is off sick", "away or not to be reached"),
    ("lead_state", "our named nurse is on leave", "away or not to be reached"),
    ("lead_state", "the safeguarding lead left at 3", "away or not to be reached"),
    ("lead_state", "senco isn't in today", "away or not to be reached"),
    ("lead_state", "it's about the headteacher", "may be part of the concern"),
    ("lead_state", "the DSL is his sister", "may be part of the concern"),
    ("lead_state", "he is the manager's son", "may be part of the concern"),
    ("lead_state", "the concern involves our principal", "may be part of the concern"),
    ("plan_for", "ok. ill speak to the dsl first thing", "later than today"),
    ("plan_for", "I'll ring social care on monday", "later than today"),
    ("plan_for", "I'm going to raise it at our next supervision", "later than today"),
    ("plan_for", "ring our lead before nine tomorrow", "later than today"),
    ("plan_for", "I think I'll leave it till after half term", "later than today"),
    ("asked_to_keep", "he begged me not to say anything", "asked that it stays private"),
    ("asked_to_keep", "she asked me not to ring home", "asked that it stays private"),
    ("asked_to_keep", "I promised I wouldn't tell", "asked that it stays private"),
    ("asked_to_keep", "they made us swear", "asked that it stays private"),
    ("age_alone", "13", "11-13"),
    ("age_alone", "15.", "14-15"),
    ("age_alone", "seven", "5-10"),
    ("count_alone", "5", "5"),
    ("worry_alone", "7", "7"),
    ("asked_to_keep", "told me I mustn't tell", "asked that it stays private"),
    ("asked_to_keep", "dont tell my mum she said", "asked that it stays private"),
    ("asked_to_keep", "she made me pinky promise", "asked that it stays private"),
    ("asked_to_keep", "he doesn't want anyone to know", "asked that it stays private"),
    ("asked_to_keep", "she wants it kept between us", "asked that it stays private"),
    ("asked_to_keep", "he told me in confidence", "asked that it stays private"),
    ("subject", "a patient disclosed she was raped as a teenager", "an adult, about the past"),
    ("subject", "a colleague told me about his childhood", "an adult, about the past"),
    ("subject", "he's 52 now", "an adult, about the past"),
    ("subject", "it was forty years ago", "an adult, about the past"),
    ("subject", "non-recent abuse", "an adult, about the past"),
    ("subject", "an unborn baby", "an unborn baby"),
    ("subject", "she's 22 weeks pregnant and using", "an unborn baby"),
    ("subject", "when the baby is born", "an unborn baby"),
    ("frequency", "every single evening", "more than once"),
    ("frequency", "it was the same last week", "more than once"),
    ("frequency", "the 3rd time this term", "more than once"),
    ("frequency", "on and off since Easter", "more than once"),
    ("frequency", "not the first time", "more than once"),
    ("frequency", "two or three times", "more than once"),
    ("frequency", "it has never happened before", "once"),
    ("frequency", "the first I've heard of it", "once"),
    ("source", "she has told us", "the child said it"),
    ("source", "he just said dad did it", "the child said it"),
    ("source", "another boy said he does it", "third party"),
    ("source", "mum phoned the school", "third party"),
    ("source", "his dad told me", "third party"),
    ("source", "I could see it", "seen"),
    ("source", "we've noticed a change", "seen"),
]


@pytest.mark.parametrize(("name", "text", "value"), FACTS)
def test_fact(name: str, text: str, value: str) -> None:
    assert found(text).get(name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("role", "the teacher told her mum"),
        ("role", "she told the GP, who rang me"),
        ("recorded", "what do I write down"),
        ("visitor", "in my office now"),
        ("visitor", "he says his dad hits him"),
        ("present_safety", "where is safety taught"),
        ("safe_until", "I can't sleep at night"),
        ("worry", "8 years old"),
        ("worry", "I'm worried about one of my pupils"),
        ("worry", "worried about a year 4 boy"),
        ("role", "I rang the GP"),
        ("role", "he's fine this evening. GP in town saw him"),
        ("role", "I think a supply teacher is too friendly"),
        ("role", "I can't get it out of my head"),
        ("visitor", "I am 2 minutes away"),
        ("visitor", "my family support worker told me"),
        ("disability", "they make her send photos"),
        ("disability", "should I send the child home"),
        ("disability", "can you send her a form"),
        ("disability", "she looks after her deaf mum"),
        ("safe_until", "half term is next week"),
        ("safe_until", "it has been worse since half term"),
        ("safe_until", "I'm back on the rota tomorrow"),
        ("safe_until", "I will write it up tonight"),
        ("safe_until", "they don't pick up the phone"),
        ("safe_until", "it happened on friday"),
        ("body_region", "I'm back on the rota tomorrow"),
        ("body_region", "caries in every back tooth"),
        ("body_region", "he is going back home"),
        ("body_region", "I asked the head teacher"),
        ("body_region", "they met at the temple"),
        ("present_safety", "a husband chosen for her back home"),
        ("alleged_relationship", "we did online training"),
        ("alleged_relationship", "her dad comes to collect her"),
        ("recorded", "my concern is supervision"),
        ("family_aware", "I'm not aware of anything else"),
        ("frequency", "can you ask that again"),
        ("injury", "I'm burnt out"),
        ("injury", "there are no bruises"),
        ("injury", "she doesn't have any marks on her arms"),
        ("worry", "13"),
        ("worry_alone", "13"),
        ("age_alone", "40"),
        ("age_alone", "13 of them"),
        ("age_band", "5"),
        ("children_count", "6 and 8"),
        ("nation", "her dad lives in Glasgow"),
        ("nation", "he supports Leeds United"),
        ("nation", "dealers from Liverpool"),
        ("nation", "a school in Bangor"),
        ("nation", "he is at his auntie's in Leeds"),
        ("nation", "what does LADO mean"),
        ("nation", "the gateway to the school"),
        ("nation", "our social worker"),
        ("nation", "the P4 boy"),
        ("lead_state", "I told my lead"),
        ("lead_state", "her dad is off sick"),
        ("lead_state", "he is on holiday with his mum"),
        ("lead_state", "mum says leave it"),
        ("lead_state", "should I wait and see"),
        ("lead_state", "my manager says it's ok to share it"),
        ("lead_state", "it's about his head injury"),
        ("lead_state", "the head teacher knows"),
        ("lead_state", "his scout leader told him to leave it"),
        ("lead_state", "a gang leader wants him to wait"),
        ("lead_state", "the vicar says the family are lovely"),
        ("lead_state", "he told me not to tell"),
        ("plan_for", "I will ring social care now"),
        ("plan_for", "she goes back to her dad tomorrow"),
        ("plan_for", "mum says she'll tell them tomorrow"),
        ("plan_for", "I told the lead on Monday"),
        ("plan_for", "I see him next week at clinic anyway but I've rung them now"),
        ("asked_to_keep", "she told me everything"),
        ("asked_to_keep", "my manager told me not to refer"),
        ("asked_to_keep", "is this chat private"),
        ("asked_to_keep", "he doesn't want to go home"),
        ("asked_to_keep", "the uncle told her not to tell"),
        ("subject", "he's 12 now"),
        ("subject", "it was two years ago"),
        ("subject", "her boyfriend is 31 now"),
        ("subject", "her mum was abused as a child"),
        ("subject", "mum has a baby and a toddler"),
        ("frequency", "never again"),
        ("source", "mum called him names"),
    ],
)
def test_near_miss(name: str, text: str) -> None:
    assert name not in found(text)


def test_the_last_mention_counts_and_lists_keep_all() -> None:
    facts = FINDER.find("told my DSL, rang social care, then called the police")
    assert [f.value for f in facts if f.name == "actions_taken"] == [
        "told the safeguarding lead",
        "contacted children's social care",
        "contacted the police",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived_and_spans_lie_inside(text: str) -> None:
    assert all(0 <= fact.start < fact.end <= len(text) for fact in FINDER.find(text))


def test_a_long_message_is_bounded() -> None:
    text = "he has bruises and dad hits him and mum is at work until 6 and she's 4 " * 120
    start = time.process_time()
    FINDER.find(text)
    assert time.process_time() - start < 1.0


def test_an_unknown_key_is_refused_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text("facts: {role: {x: {pattern: [a]}}}", encoding="utf-8")
    with pytest.raises(FactsDataError, match=r"facts\.yml.*role: x.*pattern"):
        FactFinder(tmp_path)


def test_an_unknown_class_among_the_stops_is_refused_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text(
        "facts: {role: {x: {patterns: [a], stop_after: ['<nobody>']}}}", encoding="utf-8"
    )
    with pytest.raises(FactsDataError, match=r"facts\.yml: stop_after.*not defined"):
        FactFinder(tmp_path)


def test_a_stop_may_be_a_phrase_and_names_a_class(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text(
        "{classes: {papers: [leaflet]}, facts: {role: {x: {patterns: [cook],"
        " stop_before: [not a], stop_after: ['<papers>', and bottle]}}}}",
        encoding="utf-8",
    )
    finder = FactFinder(tmp_path)
    said = ["a cook", "not a cook", "cook leaflet", "cook and bottle", "not she, a cook and a leaflet"]
    assert [bool(finder.find(text)) for text in said] == [True, False, False, False, True]


def test_a_pattern_may_end_the_message_and_a_stop_may_be_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text(
        "{classes: {none: [never, not], denied: ['~<none> {1} cook*']}, facts: {role: {x: {patterns:"
        " [cook|cooks, '^a chef $'], stop_before: ['<denied>']}}}}",
        encoding="utf-8",
    )
    finder = FactFinder(tmp_path)
    said = ["he cooks", "he never cooks", "not you, he cooks", "a chef.", "a chef here", "not a chef"]
    assert [bool(finder.find(text)) for text in said] == [True, False, True, True, False, False]


def test_a_bad_pattern_among_the_stops_is_refused_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text(
        "facts: {role: {x: {patterns: [a], stop_before: ['~<nobody> a']}}}", encoding="utf-8"
    )
    with pytest.raises(FactsDataError, match=r"facts\.yml: stop_before.*not defined"):
        FactFinder(tmp_path)


def test_a_bad_pattern_is_refused_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text("facts: {role: {x: ['<nobody> here']}}", encoding="utf-8")
    with pytest.raises(FactsDataError, match=r"facts\.yml: role=x.*not defined"):
        FactFinder(tmp_path)
