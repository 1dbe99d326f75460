"""Signs in what is said: which words bring a topic up, which count once it came up, and their near misses."""

from __future__ import annotations

import pytest

from actions.story.topics import load
from bot.nlu.facts_component import FactFinder, data_folder

FINDER = FactFinder(data_folder())


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

OPENING_NOTHING = [
    "I never saw him hit her",
    "nobody has seen dad hurt the kids",
    "it's about a teacher's allocation",
    "my colleague said the girl was crying",
    "the girls in class calls her fat, we spoke to them",
    "he was laughing at the film",
    "she wants her hair done properly for the party",
    "he is with her friends in the yard",
    "the boys came with a neighbour today",
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
]

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
]


def signals(text: str) -> list[str]:
    """The signals of `text`."""
    return [fact.value for fact in FINDER.find(text) if fact.name == "signal"]


def opened(text: str) -> set[str]:
    """The signals of `text` that bring a topic up."""
    topics = load(data_folder()).topics
    named = [signal.split(".") for signal in signals(text)]
    return {f"{topic}.{key}" for topic, key in named if topics[topic].signals[key].opens}


@pytest.mark.parametrize(("signal", "text"), OPENING)
def test_words_that_open_a_topic(signal: str, text: str) -> None:
    assert signal in opened(text)


@pytest.mark.parametrize("text", OPENING_NOTHING)
def test_words_that_open_no_topic(text: str) -> None:
    assert not opened(text)


@pytest.mark.parametrize(("signal", "said", "denied"), DENIED)
def test_what_is_denied_or_someone_elses_is_no_signal(signal: str, said: str, denied: str) -> None:
    assert signal in signals(said)
    assert signal not in signals(denied)


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
    assert signal in signals(text)


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
    assert signal in signals(text)
    assert signal not in opened(text)


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
    assert signal not in signals(text)


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
