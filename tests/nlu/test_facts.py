"""Facts mentioned in passing: a table for each, with the near misses beside them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.story.topics import load
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


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("there's no food in the house", "neglect.no_food"),
        ("he says his dad hits him with a belt", "physical_abuse.says_hurt"),
        ("bruise on a 6 week old", "bruise_non_mobile.mark_on_baby"),
        ("her uncle touches her private parts", "sexual_abuse.disclosure"),
        ("her boyfriend is 24", "sexual_exploitation.older_person"),
        ("he checks her phone", "domestic_abuse.control"),
        ("she said she wants to die", "self_harm.suicidal"),
    ],
)
def test_signal(text: str, signal: str) -> None:
    assert signal in [f.value for f in FINDER.find(text) if f.name == "signal"]


OPENING = [
    ("allegations.may_have_harmed", "a teacher grabbed a boy by the collar"),
    ("allegations.low_level", "low level concern about one of our volunteers"),
    ("bruise_non_mobile.mark_on_baby", "I can see a bruise on the baby"),
    ("contextual.violence_in_place", "gangs in our area"),
    ("county_lines.carrying", "he's running drugs for olders"),
    ("domestic_abuse.injury_to_parent", "dad hits mum"),
    ("emotional_abuse.put_down", "his mum calls him useless"),
    ("fabricated_illness.named", "fabricated illness"),
    ("faith_abuse.accused", "auntie says he is a witch"),
    ("fgm.done", "she told me she was cut when she was little"),
    ("forced_marriage.forced_to_marry", "they are forcing her to marry"),
    ("harmful_sexual_behaviour.named", "playing doctors and nurses"),
    ("looked_after.carer_worry", "her foster dad shouts and makes her eat alone"),
    ("missing_child.named", "he keeps going missing"),
    ("missing_child.family_gone", "family vanished, no forwarding address"),
    ("neglect.left_alone", "the toddler was left home alone last night"),
    ("neglect.no_food", "no food in the cupboards"),
    ("not_brought.missed", "he was not brought again"),
    ("online_harm.adult_online", "chatting to a stranger on roblox"),
    ("online_harm.images", "nudes going round year 9"),
    ("parental_mental_health.mental_illness_or_use", "mum is drinking every night"),
    ("physical_abuse.says_hurt", "she says her uncle hurts her"),
    ("private_fostering.named", "is it private fostering"),
    ("radicalisation.ideology", "doing nazi salutes"),
    ("self_harm.suicidal", "she took 12 paracetamol"),
    ("self_harm.cutting", "a pupil is self harming"),
    ("self_harm.suicidal", "he would jump in front of a train and kill himself"),
    ("self_harm.suicidal", "of course she wants to die, she said it in the lesson"),
    ("bruise_non_mobile.mark_on_baby", "mum can't explain the bruise on her newborn"),
    ("sexual_abuse.disclosure", "grandad touches her down there"),
    ("sexual_exploitation.images", "sending nudes to men for money"),
    ("shaken_baby.shaken", "dad shook the baby"),
    ("trafficking.documents", "the boss holds his passport"),
    ("unborn.young", "a pregnant pupil in year 10"),
    ("young_carer.named", "she's a young carer"),
]


def opened(text: str) -> set[str]:
    """The signals of `text` that bring a topic up."""
    topics = load(data_folder()).topics
    named = [f.value.split(".") for f in FINDER.find(text) if f.name == "signal"]
    return {f"{topic}.{key}" for topic, key in named if topics[topic].signals[key].opens}


@pytest.mark.parametrize(("signal", "text"), OPENING)
def test_words_that_open_a_topic(signal: str, text: str) -> None:
    assert signal in opened(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("allegations.in_private", "he texts her late at night"),
        ("allegations.in_private", "she offered him a lift home"),
        ("allegations.in_private", "with the office door locked"),
        ("looked_after.kept_down_in_care", "there's a padlock on the freezer"),
        ("looked_after.kept_down_in_care", "they make him eat in the garage"),
        ("looked_after.kept_down_in_care", "can I move to another home"),
        ("county_lines.new_things", "he had a roll of cash"),
        ("county_lines.threats", "they'll come to my mum's house"),
        ("domestic_abuse.control", "he checks her mileage"),
        ("domestic_abuse.control", "her partner mustn't know she came"),
    ],
)
def test_words_that_count_once_their_topic_came_up(signal: str, text: str) -> None:
    assert signal in {fact.value for fact in FINDER.find(text) if fact.name == "signal"}
    assert signal not in opened(text)


@pytest.mark.parametrize(
    "text",
    [
        "I never saw him hit her",
        "nobody has seen dad hurt the kids",
        "it's about a teacher's allocation",
        "my colleague said the girl was crying",
        "the girls in class calls her fat, we spoke to them",
        "he was laughing at the film",
        "she wants her hair done properly for the party",
        "he is with her friends in the yard",
        "the boys came with a neighbour today",
    ],
)
def test_everyday_words_open_no_topic(text: str) -> None:
    assert not opened(text)


@pytest.mark.parametrize(
    "text",
    [
        # Questions on the work, not on a child.
        "what age can a child be left alone",
        "is it legal for a child to be home alone",
        "can a baby that young get a bruise",
        "training on harmful sexual behaviour",
        "at what age is playing doctors and nurses still normal",
        "how do I ask about suicide",
        "suicide prevention webinar",
        "what is county lines",
        "NRM training",
        "are unborn babies on CP-IS",
        "is missing appointments enough for a s47",
        "what support is there for young carers",
        "parental controls, which ones",
        "online training on adult safeguarding for men",
        "fgm leaflet",
        # The same words about something else.
        "the TA was hit by a pupil",
        "complaint about the head lice letter",
        "risk assessment for the park trip",
        "wifi hotspot in the staff room",
        "parents fight behind closed doors",
        "been dealing with this for months",
        "he got a milk shake",
        "he cursed at her",
        "the worst witch book",
        "mum has type 1 diabetes and a baby girl",
        "it is going to be done tomorrow",
        "she told me she cut herself on a tin",
        "she found out her husband was lying",
        "mum is engaged to a man from work",
        "a child on child protection plan",
        "boy grabbed another boy in the lunch queue",
        "foster carer here, he hits his brother",
        "lunch money goes missing",
        "not on the child protection register",
        "nothing to eat before surgery",
        "wont be left alone with her uncle",
        "mum missed her appointment",
        "nobody brought it up",
        "send the letter to mum and dad",
        "mum met him online",
        "mum found weed in his room",
        "hand print painting",
        "in the far right corner",
        "she said she hit her head",
        "has she taken her tablets",
        "end it here please",
        "she didn't want to be here today",
        "my patient is being abused by her husband",
        "mum sleeps in bed with her baby",
        "touch base with her tomorrow",
        "car wash for charity",
        "smuggled in vapes",
        "mum is pregnant, he's in year 4",
        "young carer, 14, says she can't go on",
        "young carer can't get himself to appointments",
        "absolute waste of space",
    ],
)
def test_words_that_open_no_topic(text: str) -> None:
    assert not opened(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("harmful_sexual_behaviour.force_or_secrecy", "he cries and is very quiet"),
        ("harmful_sexual_behaviour.force_or_secrecy", "I feel so upset"),
        ("missing_child.hurt_on_return", "should I ask about the bruise"),
        ("missing_child.vulnerable", "she left at 9 am"),
        ("online_harm.distress", "I'm scared of getting it wrong"),
        ("online_harm.meeting", "I'm meeting her mum on friday"),
        ("contextual.hurt", "his dad threatened to move school"),
        ("trafficking.brought_here", "mum brought me here today"),
        ("allegations.sexual_or_private", "they are all on whatsapp"),
        ("self_harm.attempt_before", "we attempted to ring home"),
        ("fgm.body_signs", "old scars on his back"),
        ("forced_marriage.engaged_young", "the family engaged with us"),
        ("domestic_abuse.control", "parental controls"),
        ("domestic_abuse.strangulation", "he choked on a grape"),
        ("gillick.older_partner", "she told her teacher"),
        ("physical_abuse.explained_mark", "on his knees"),
    ],
)
def test_a_word_that_is_no_signal_by_itself(signal: str, text: str) -> None:
    assert signal not in [f.value for f in FINDER.find(text) if f.name == "signal"]


DENIED = [
    ("physical_abuse.says_hurt", "he says his dad hits him", "he says his dad never hits him"),
    ("physical_abuse.says_hurt", "her stepdad has been hitting her", "her stepdad hasn't been hitting her"),
    ("allegations.rough_handling", "she hits him", "no one hits him"),
    ("allegations.rough_handling", "he grabbed her", "he did not grab her, nobody grabbed her"),
    ("domestic_abuse.injury_to_parent", "he hits his mum", "he has never hit his mum"),
    ("sexual_abuse.disclosure", "uncle touched her", "uncle never touched her"),
    ("bruise_non_mobile.mark_on_baby", "marks on the baby", "no marks on the baby"),
    ("bruise_non_mobile.mark_on_baby", "the baby has a bruise", "the baby has no new bruises"),
    ("physical_abuse.worrying_place", "a bruise on his ear", "no bruise on his ear"),
    ("neglect.left_alone", "they were left alone", "they have never been left alone"),
    ("neglect.left_alone", "mum leaves the kids alone", "nobody leaves the kids alone"),
    ("self_harm.suicidal", "she is suicidal", "she is not suicidal"),
    ("self_harm.suicidal", "he wants to die", "he doesn't want to die"),
    ("self_harm.cutting", "he self-harms", "he doesn't self-harm"),
    ("parental_mental_health.mental_illness_or_use", "mum is on drugs", "mum is on no drugs"),
]


def signals(text: str) -> list[str]:
    return [f.value for f in FINDER.find(text) if f.name == "signal"]


@pytest.mark.parametrize(("signal", "said", "denied"), DENIED)
def test_what_is_denied_is_no_signal(signal: str, said: str, denied: str) -> None:
    assert signal in signals(said)
    assert signal not in signals(denied)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("physical_abuse.says_hurt", "I'm not sure, she says her dad hits her"),
        ("physical_abuse.says_hurt", "she says her dad hits her and nobody helps"),
        ("bruise_non_mobile.mark_on_baby", "no explanation for the bruise on the baby"),
        ("bruise_non_mobile.mark_on_baby", "a bruise on a baby who is not mobile"),
        ("self_harm.suicidal", "he doesn't want to be here anymore"),
        ("self_harm.suicidal", "I don't know if she wants to die"),
        ("neglect.left_alone", "left alone all night, no heating"),
        ("young_carer.risky_tasks", "he has to lift his dad"),
        ("young_carer.risky_tasks", "a child should not give insulin"),
        ("young_carer.risky_tasks", "she helps mum to the toilet"),
        ("fgm.planned", "a ceremony to make her a woman"),
        ("fgm.planned", "she will be a woman after the trip"),
        ("fgm.planned", "mum had FGM and they fly out in July"),
        ("fgm.planned", "going back to Gambia with her aunt, and there is FGM in the family"),
    ],
)
def test_a_denial_of_something_else_or_a_bare_verb_leaves_the_signal(signal: str, text: str) -> None:
    assert signal in signals(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("young_carer.risky_tasks", "he gets a lift from mum"),
        ("fgm.planned", "her mum had FGM in Somalia as a baby"),
        ("fgm.planned", "they are going on holiday to Egypt"),
        ("fgm.planned", "she became a strong woman"),
        ("fgm.planned", "our FGM lesson is before the school trip"),
    ],
)
def test_half_of_a_sign_is_none(signal: str, text: str) -> None:
    assert signal not in signals(text)


WORDINGS = [
    ("emotional_abuse.kept_apart", "she has to eat apart from the rest of the family"),
    ("emotional_abuse.hated", "mum can't stand the sight of him"),
    ("emotional_abuse.threats_at_home", "mum threatens to put her in a home"),
    ("emotional_abuse.degraded", "dad makes him stand facing the wall for hours"),
    ("allegations.hurt_at_work", "saw a volunteer slap a wee boy"),
    ("allegations.degraded_by_staff", "the assistant called her a disgusting wee pig"),
    ("allegations.private_contact", "a coach has been messaging a year 9 girl on snapchat"),
    ("allegations.private_contact", "the taxi driver asked for her number"),
    ("allegations.touch_or_talk", "a tutor rubbed her back in the store room"),
    ("allegations.uneasy_about", "the new coach is a bit too huggy with them"),
    ("looked_after.hurt_in_care", "foster mum locks her out at night"),
    ("looked_after.found_or_taken", "birth dad found out where the placement is"),
    ("looked_after.used_in_care", "a care leaver with older men at the flat"),
    ("looked_after.unsettled", "he wets himself after contact with his mum"),
    ("fgm.her_turn", "her sisters had it done, she is next"),
    ("fgm.hinted_trip", "a special holiday with her aunt in Gambia"),
    ("fgm.seen_or_told", "on examination the clitoris is missing"),
    ("shaken_baby.shaken_more", "he flung the baby onto the bed"),
    ("shaken_baby.ill_after_care", "baby floppy after being left alone with her partner"),
    ("shaken_baby.near_the_edge", "mum is scared she will hurt the baby"),
    ("missing_child.not_home", "she didn't come home last night"),
    ("missing_child.gone_without_trace", "the whole family gone without a trace"),
    ("missing_child.not_in_school", "he is mitching school"),
    ("young_carer.alone_with_it", "he lifts her onto the toilet"),
    ("young_carer.carrying_the_home", "she does the cooking as her mum has MS"),
    ("neglect.left_to_suffer", "nappy rash raw and bleeding"),
    ("neglect.squalor", "dog muck all over the floor"),
    ("neglect.unwatched", "a toddler found wandering in the road"),
    ("neglect.unkempt", "his clothes are dirty again"),
    ("private_fostering.lives_with_others", "she has been living with her friend's mum"),
    ("private_fostering.unclear_adult", "he's passed round different adults"),
    ("bruise_non_mobile.other_mark", "a purple mark on the baby's jaw"),
    ("bruise_non_mobile.other_mark", "uses a wheelchair, a bruise on her arm"),
    ("physical_abuse.marked_by_object", "loop marks on her thighs"),
    ("physical_abuse.hit_at_home", "his da skelps him"),
    ("physical_abuse.changing_story", "a fracture and the story keeps changing"),
    ("unborn.drink_or_drugs", "28/40 and using heroin"),
    ("unborn.danger_around", "her partner punched her bump"),
    ("unborn.earlier_children", "her older kids were removed and she's pregnant"),
    ("unborn.out_of_sight", "she has missed her scans, 32 weeks"),
    ("fabricated_illness.only_one_sees", "the apnoea was only ever seen by mum"),
    ("fabricated_illness.tampered", "mum is putting blood in his samples"),
    ("fabricated_illness.no_such_diagnosis", "the GP says no such diagnosis"),
    ("fabricated_illness.seeks_more", "every week a new symptom"),
    ("faith_abuse.evil_in_the_child", "they say the evil is in him"),
    ("faith_abuse.harmed_by_ritual", "they beat him to get the devil out"),
    ("faith_abuse.frightening_belief", "the family talk about evil spirits a lot"),
    ("contextual.drawn_in_by_adults", "the kebab shop gives the girls free food"),
    ("contextual.hurt_or_feared_there", "a crew jumps lads at the station"),
    ("contextual.hanging_about", "kids drinking in the woods"),
    ("disabled_child.held_or_shut_in", "an autistic boy is tied to his bed"),
    ("disabled_child.marked_or_hurt", "came back from respite with torn pants"),
    ("disabled_child.shows_fear", "she winces when her carer lifts her"),
    ("allegations.about_one_of_us", "I'm uneasy about one of our coaches"),
    ("allegations.about_one_of_us", "this is about another teacher"),
    ("emotional_abuse.named_as_nothing", "dad refers to her in public as an accident"),
    ("emotional_abuse.named_as_nothing", "she asked if kids can be sent back"),
    ("emotional_abuse.shamed_before_others", "mum calls him useless and a disgrace"),
    ("emotional_abuse.shamed_before_others", "he cried and she laughed at him"),
    ("emotional_abuse.less_than_the_others", "other two have holidays abroad, he stays without"),
    ("emotional_abuse.less_than_the_others", "left outside during his brother's party"),
    ("fgm.her_turn", "grandmother wants the girl done this summer"),
    ("domestic_abuse.injury_to_parent", "the lady has finger marks on her neck"),
    ("parental_mental_health.thoughts_of_child", "she says her baby isn't hers"),
    ("missing_child.not_home", "walked out on Friday night and still not back"),
    ("disabled_child.care_withheld", "left in wet pads all day"),
]
"""One plain sentence for each family of wordings; ways to say it that differ in order, dialect and length."""


@pytest.mark.parametrize(("signal", "text"), WORDINGS)
def test_a_wording_opens_its_topic(signal: str, text: str) -> None:
    assert signal in opened(text)


@pytest.mark.parametrize(
    "text",
    [
        "mum says she can't stand maths",
        "she's the only one of four with asthma",
        "he was told off and had to stand at the back of the hall",
        "teacher messaged mum about homework",
        "the taxi driver was late with her again",
        "taxi driver said the boy seemed quiet",
        "coach here, one of my players seems low",
        "receptionist here, a boy keeps kissing girls in the queue",
        "foster carer brought him for his jabs, all well",
        "foster carer called me about the review",
        "on his first placement he did well",
        "her sister was cut from the team",
        "getting her hair done before the trip to Kenya",
        "off on holiday to Spain with her aunt",
        "he fed the baby and gave the bottle a shake",
        "parents shook hands with me at the door",
        "she'd never shake the baby, she puts him down and goes out",
        "mum hasn't come home in time for the visit",
        "skip it",
        "she is missing her mum",
        "his PE kit has gone missing",
        "she helps with the washing up for pocket money",
        "there is a rat problem in the school kitchen",
        "a sleepover at her friend's house on saturday",
        "he stays with his nan at weekends",
        "no bruises or marks seen on the baby",
        "she has a birth mark on her cheek",
        "I'm black and blue after rounders",
        "bruises all over him from rugby",
        "we hit the target for attendance",
        "pregnant, booked at 9 weeks and she attends everything",
        "she feels the baby kicking in her bump",
        "need a second opinion about a kid",
        "a diagnosis of epilepsy confirmed by neurology",
        "the evil twin in the school play",
        "he sings in the church choir",
        "kids playing football in the park",
        "a new takeaway opened by the school",
        "wheelchair straps fitted by the clinic",
        "she has tied her hair back",
    ],
)
def test_an_everyday_neighbour_of_a_wording_opens_nothing(text: str) -> None:
    assert not opened(text)


@pytest.mark.parametrize(
    ("signal", "said", "denied"),
    [
        ("allegations.hurt_at_work", "a coach hits the boys", "a coach never hits the boys"),
        ("shaken_baby.shaken_more", "he shook her to keep her quiet", "he never shook her to keep her quiet"),
        ("physical_abuse.hit_at_home", "da batters him", "da never batters him"),
        ("physical_abuse.marked_by_object", "belt and loop marks on her", "no loop marks on her"),
        ("bruise_non_mobile.other_mark", "marks on the baby's arm", "no marks on the baby's arm"),
        ("disabled_child.marked_or_hurt", "an autistic boy with bruises", "an autistic boy with no bruises"),
        ("faith_abuse.accused", "evil spirits in her", "they talk about evil spirits"),
        ("fgm.done", "a girl disclosed she had FGM", "a woman disclosed she had FGM"),
        (
            "physical_abuse.says_hurt",
            "she told me her dad smacks her",
            "she told me her foster dad smacks her",
        ),
        ("missing_child.named", "she has been missing twice", "she has been missing her scans"),
    ],
)
def test_what_is_denied_or_someone_elses_is_no_wording(signal: str, said: str, denied: str) -> None:
    assert signal in signals(said)
    assert signal not in signals(denied)


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
