"""Identifiers with a form of their own, in tables by kind, each with its near-misses."""

from __future__ import annotations

import pytest

from bot.privacy import redact

PHONES = [
    ("ring me on 07700 900123 after 4", "ring me on [phone] after 4"),
    ("07700900123", "[phone]"),
    ("0 7 7 0 0 9 0 0 1 2 3", "[phone]"),
    ("07700-900-123.", "[phone]."),
    ("mum is on +44 7700 900123", "mum is on [phone]"),
    ("+44 (0)7700 900123", "[phone]"),
    ("0044 7700 900123", "[phone]"),
    ("office (0161) 496 0123", "office [phone]"),
    ("020 7946 0123 or 01632 960123", "[phone] or [phone]"),
    ("dad's Irish mobile +353 85 012 3456", "dad's Irish mobile [phone]"),
    ("tel: 496 0123", "tel: [phone]"),
    ("٠٧٧٠٠٩٠٠١٢٣ in Arabic digits", "[phone] in Arabic digits"),
]
NOT_PHONES = [
    "call 999",
    "999, 101, 111 or a silent 999 then 55",
    "the NSPCC Helpline is 0808 800 5000",
    "Childline 08001111 or 0800 1111",
    "24/7 since 3pm, 10.30 to 11.45",
    "s47, s17, CG89, NG225, 5 kids, 13yo, 30/40 weeks",
    "bp 120/80, sats 94, temp 38.5, wt 10.25 kg",
    "pay was 1,250 a month and 3 x 400",
    "2025-2026 and 1989, 2004",
]
NUMBERS = [
    ("nhs 943 476 5919", "nhs [NHS number]"),
    ("her NHS no is 9434765919 ok", "her NHS no is [NHS number] ok"),
    ("943-476-5919", "[NHS number]"),
    ("NHS number: 943 476 5918 as typed", "NHS number: [NHS number] as typed"),
    ("NI AB123456C", "NI [NI number]"),
    ("ni number ab 12 34 56 c.", "ni number [NI number]."),
    ("national insurance number QQ 12 34 56 C", "national insurance number [NI number]"),
]
NOT_NUMBERS = [
    "943 476 5918 fails the check and stands alone",
    "case reference 5555555555",
    "GB 12 34 56 D",
    "AB 12 34 is too short",
]
POSTCODES = [
    ("SW1A 1AA", "[postcode]"),
    ("they are in ls62ab now", "they are in [postcode] now"),
    ("M14 5RQ, top floor", "[postcode], top floor"),
    ("postcode is LS6", "postcode is [postcode]"),
]
NOT_POSTCODES = [
    "b4 3pm",
    "she was w8 4th in line",
    "Y5 2nd set",
    "s47 1st then s17",
    "e1 5yr old",
    "CG89 and NG225",
]
DATES = [
    ("dob 12/03/2019", "dob [date of birth]"),
    ("D.O.B: 12.3.19", "D.O.B: [date of birth]"),
    ("date of birth is the 12th of March 2019", "date of birth is the [date of birth]"),
    ("born on March 12, 2019 in Leeds", "born on [date of birth] in Leeds"),
    ("born 12 March, so 7 now", "born [date of birth], so 7 now"),
    ("her birthday is 3/4", "her birthday is [date of birth]"),
    ("DOB 12032019", "DOB [date of birth]"),
    ("12/03/2019 is his dob", "[date of birth] is his dob"),
    ("seen on 4 November 2026", "seen on [date]"),
    ("2026-11-04 and 04-11-26", "[date] and [date]"),
]
NOT_DATES = [
    "24/7",
    "born 3 weeks ago",
    "born in 2019",
    "a 5 year old, 30/40, 12/52, 3/7",
    "Monday, in May, on the 4th, 3pm",
    "Children Act 1989 and 2004",
    "half term from 26 October",
    "ratio 1/2, page 10 of 12",
]
ONLINE = [
    ("write to j.smith+x@some-school.co.uk please", "write to [email] please"),
    ("see https://clips.example.com/w/88?x=1.", "see [link]."),
    ("www.myblog.net/kids", "[link]"),
    ("his handle is @lil_menace", "his handle is [username]"),
    ("snapchat: jay_den2010", "snapchat: [username]"),
    ('username is "xX_77_Xx"', 'username is "[username]"'),
]
NOT_ONLINE = [
    "write to help@nspcc.org.uk",
    "see https://www.gov.uk/report-child-abuse or nhs.uk",
    "he's on snap every night. scared",
    "at the party of school. It",
    "insta post. I saw it",
    "e.g. this, i.e. that",
]
ADDRESSES = [
    ("lives at 14 Acacia Road", "lives at [address]"),
    ("14a acacia rd, top bell", "[address], top bell"),
    ("12-14 Old Mill Lane", "[address]"),
    ("flat 3 is next door", "[address] is next door"),
    ("Flat 12B, 40 Wetherby Crescent", "[address], [address]"),
    ("7 The Close", "[address]"),
    ("playing out on Acacia Avenue at ten", "playing out on [address] at ten"),
    ("they live at number 42", "they live at number [address]"),
]
NOT_ADDRESSES = [
    "10 minutes walk",
    "5 years old way too small",
    "2 boys in the park",
    "on the High Street",
    "across a main road",
    "3 children close in age",
    "a flat in town",
    "she lives down the lane",
]
SCHOOLS = [
    ("he goes to St Mary's Primary", "he goes to [school]"),
    ("at Oakfield Academy now", "at [school] now"),
    ("goes to st marys primary school", "goes to [school]"),
    ("The Little Acorns Nursery rang", "The [school] rang"),
    ("Holy Trinity C of E Primary School", "[school]"),
    ("he is at St Mark's since May", "he is at [school] since May"),
]
NOT_SCHOOLS = [
    "primary school or high school",
    "at school, at nursery, in college",
    "our local academy",
    "a Catholic primary school",
    "St Mary's Hospital kept her in",
    "I have to tell anyone. School starts at nine",
    "the SEN school he goes to",
]

CHANGED = PHONES + NUMBERS + POSTCODES + DATES + ONLINE + ADDRESSES + SCHOOLS
UNCHANGED = NOT_PHONES + NOT_NUMBERS + NOT_POSTCODES + NOT_DATES + NOT_ONLINE + NOT_ADDRESSES + NOT_SCHOOLS


@pytest.mark.parametrize(("text", "expected"), CHANGED, ids=[text for text, _ in CHANGED])
def test_an_identifier_gives_way_to_its_placeholder(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_only_looks_like_an_identifier_stays(text: str) -> None:
    assert redact(text).text == text
