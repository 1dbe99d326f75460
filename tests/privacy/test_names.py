"""Names of people: what introduces one, what only looks like one, and how they are numbered."""

from __future__ import annotations

import pytest

from bot.privacy import redact

INTRODUCED = [
    ("a boy called jayden", "a boy called [name 1]"),
    ("a girl called zxenia in y5", "a girl called [name 1] in y5"),
    ("named Kezron by his aunt", "named [name 1] by his aunt"),
    ("the child's name is Tolu Adeyemi", "the child's name is [name 1]"),
    ("my name is priya", "my name is [name 1]"),
    ("I'm Kate from early help", "I'm [name 1] from early help"),
    ("mum kelly rang", "mum [name 1] rang"),
    ("her brother Kezron is 16", "her brother [name 1] is 16"),
    ("Kezron's mum was late", "[name 1]'s mum was late"),
    ("jaydens mum was late", "[name 1]s mum was late"),
    ("mark's dad and will's nan", "[name 1]'s dad and [name 2]'s nan"),
    ("Mrs Okafor and Dr. Patel agree", "Mrs [name 1] and Dr. [name 2] agree"),
    ("mr khan was here", "mr [name 1] was here"),
    ("J.B. told me", "[name 1] told me"),
    ("Jayden B has a bruise", "[name 1] has a bruise"),
    ("the Okonkwo family", "the [name 1] family"),
]
ORDINARY_WORDS = [
    ("Will you call Will?", "Will you call [name 1]?"),
    ("I asked Grace and Grace said no", "I asked [name 1] and [name 1] said no"),
    ("In May, Mark said that May hit him", "In May, [name 1] said that May hit him"),
    ("Faith told me", "[name 1] told me"),
    ("a boy called mark", "a boy called [name 1]"),
    ("his friend Summer is here", "his friend [name 1] is here"),
]
STAYS = [
    "Hope this helps. I hope so. May I ask, will you mark it?",
    "a mark on his arm, a rose in a vase, joy and faith",
    "The Dean said so, the Head and our Lead agree",
    "Bill of rights, Art lessons, Summer fair, Willow Class",
    "mum, Mum, Nan, Miss, Sir and Dad were there",
    "Mum will not, mum may not, dad can't",
    "NAI, MASH, LAC, CAMHS, EDT, DSL, HV, D.V., G.P., e.g., a.m.",
    "NSPCC, Childline, Barnardo's, Samaritans, Police, Ambulance",
    "Ritalin and Calpol, sniffing Charlie, some Mandy, some charlie and ket",
    "he is called names, was called a liar, called out, called social care",
    "called Childline, called police, named nurse, named person",
    "in Leeds with a Polish family, Muslim and Roma friends",
    "Christmas, Eid, Monday, January, Jan, Tues",
    "a Stanley down his sock",
    "Child A, Baby P, Clare's Law, Stanley knife, Harry Potter",
    "Year 4, Reception, Y9 and Key Stage 2",
    "not breathing, blue lips, a knife, strangled, overdose",
    "I'm English. I'm a GP. This is urgent. Hi All",
    "Bruising was seen. Attendance is poor. Staff said so. Neighbours told us.",
    "She Took Everything In The House And Then Left It",
]


@pytest.mark.parametrize(("text", "expected"), INTRODUCED, ids=[text for text, _ in INTRODUCED])
def test_a_name_with_something_that_introduces_it_is_replaced(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(("text", "expected"), ORDINARY_WORDS, ids=[text for text, _ in ORDINARY_WORDS])
def test_a_name_that_is_an_ordinary_word_is_replaced_only_where_a_name_stands(
    text: str, expected: str
) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize("text", STAYS)
def test_roles_services_dates_drugs_and_dangers_stay(text: str) -> None:
    assert redact(text).text == text


def test_the_same_person_has_the_same_number_all_through_a_message() -> None:
    text = "Kelly Brown rang. Kelly says Jayden is fine. kelly's mum says jayden isn't."
    assert redact(text).text == (
        "[name 1] rang. [name 1] says [name 2] is fine. [name 1]'s mum says [name 2] isn't."
    )


def test_new_names_are_numbered_after_those_already_in_the_message() -> None:
    assert redact("[name 3] told Kelly").text == "[name 3] told [name 4]"


def test_shouting_hides_names_and_keeps_the_danger() -> None:
    assert (
        redact("JAYDEN HAS A KNIFE AND MASH SAID CALL 999").text
        == "[name 1] HAS A KNIFE AND MASH SAID CALL 999"
    )
