"""Telephone, NHS and National Insurance numbers, and postcodes.

Order matters: a run of digits that is a UK number in use is a telephone number; ten digits that pass the
NHS check are an NHS number unless they begin with 0; what remains is tried as any telephone number. Short
codes (999, 101, 111, 55) are too short to be touched; helpline numbers in data/guidance/ are kept before
anything is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from bot.privacy.hits import Hit, mask
from bot.privacy.lexicon import Lexicon

_SEPARATOR = r"[ .()/-]{0,3}"
_DIGITS = re.compile(rf"(?<![\d\w])(?:\+ ?|\( ?\+? ?)?\d(?:{_SEPARATOR}\d){{5,15}}(?!\d)")
_PHONE_CUE = (
    r"\b(?:phone|mobile|mob|tel|telephone|landline|number is|cell"
    r"|(?:ring|call|text|phone|reach)(?:s|ed|ing)?(?: \w{1,12}){0,2} on)\b(?: (?:no|num|number|is|on)\b)?"
)
_CUED_DIGITS = re.compile(
    rf"{_PHONE_CUE}\.?\s?[:=-]?\s?(?P<number>\d(?:[ -]?\d){{5,10}})(?!\d)", re.IGNORECASE
)
_NHS = re.compile(r"(?<![\d\w+])\d{3}[ .-]?\d{3}[ .-]?\d{4}(?![\d])")
_COUNTRY_CODE = re.compile(r"(?:\+|00)\d{1,3}[ .()-]{0,3}$")
_NHS_CUE = r"\b(?:nhs|chi|h&c|hcn)\b(?: ?(?:no|num|number|id|is|of|#))*"
_NHS_CUED = re.compile(rf"{_NHS_CUE}\.?\s?[:=-]?\s?(?P<number>\d(?:[ -]?\d){{9}})(?!\d)", re.IGNORECASE)
_NI_BODY = r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?"
_NI = re.compile(
    rf"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_NI_BODY}[A-D](?!\w)", re.IGNORECASE
)
_NI_CUE = r"\b(?:ni|nino|national insurance)\b(?: ?(?:no|num|number|is))*"
_NI_CUED = re.compile(rf"{_NI_CUE}\.?\s?[:=-]?\s?(?P<number>[A-Z]{{2}}{_NI_BODY}[A-Z]?)(?!\w)", re.IGNORECASE)
_AREAS = """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE
    NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ
    TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_REAL_AREAS = frozenset(_AREAS.split())
_OUT = r"(?P<area>[A-Z]{1,2})[0-9][0-9A-Z]?"
_IN = r"(?P<inward>[0-9][ABD-HJLNP-UW-Z]{2})"
_POSTCODE = re.compile(rf"(?<!\w){_OUT}(?P<gap> {{0,2}}){_IN}(?!\w)", re.IGNORECASE)
_POSTCODE_CUE = r"\bpost ?code(?: (?:is|of|area))?\s?[:=-]?\s?"
_OUTWARD = re.compile(rf"{_POSTCODE_CUE}(?P<code>{_OUT})(?!\w)", re.IGNORECASE)
_NOT_INWARD = re.compile(r"\d(?:st|nd|rd|th|yr|hr|pt|ft|lb)$")
_SHORTEST, _LONGEST = 9, 15
_FEWEST = 6
"""Texts with fewer digits hold no telephone number."""


def keep_numbers(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Numbers that the guidance tells people to use."""
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if digits in lexicon.kept_numbers or "0" + digits.removeprefix("44") in lexicon.kept_numbers:
            yield Hit("kept", *found.span())


def nhs_number_is_valid(digits: str) -> bool:
    """The modulus 11 check of the NHS Data Dictionary: weights 10 to 2 over the first nine digits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9]) and len(set(digits)) > 1


def find_nhs_numbers(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Ten digits, together or 3 3 4, that pass the check; or any ten after "NHS number"."""
    for found in _NHS_CUED.finditer(text):
        yield Hit("NHS number", *found.span("number"))
    for found in _NHS.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        abroad = _COUNTRY_CODE.search(text[max(0, found.start() - 8) : found.start()])
        if digits[0] != "0" and not abroad and nhs_number_is_valid(digits):
            yield Hit("NHS number", *found.span())


def find_ni_numbers(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """National Insurance numbers: two letters, six digits, a letter A to D."""
    for found in _NI_CUED.finditer(text):
        yield Hit("NI number", *found.span("number"))
    for found in _NI.finditer(text):
        yield Hit("NI number", *found.span())


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0044"):
        digits = digits[4:]
    elif digits.startswith("44") and len(digits) >= 11:
        digits = digits[2:]
    elif not digits.startswith("0") and "+" not in text:
        return len(digits) == 10 and digits[0] == "7"
    return _SHORTEST <= len(digits.lstrip("0")) <= _LONGEST or len(digits) in (10, 11)


def find_valid_phones(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Runs of digits that are, as a whole, a UK number in use, before anything takes a piece of one."""
    for found in _DIGITS.finditer(text):
        if "/" in found.group() or not 10 <= _digits(found.group()) <= 14:
            continue
        try:
            number = phonenumbers.parse(found.group(), "GB")
        except phonenumbers.NumberParseException:
            continue
        if found.group()[0] in "+0(" and phonenumbers.is_valid_number(number):
            yield Hit("phone", *found.span())


def find_phones(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """UK numbers in any spacing, international ones after "+", and any six digits after "ring me on"."""
    if _digits(text) < _FEWEST:
        return
    hits = [Hit("phone", *found.span("number")) for found in _CUED_DIGITS.finditer(text)]
    hits += [Hit("phone", *found.span()) for found in _DIGITS.finditer(text) if _is_phone(found.group())]
    yield from hits
    rest = mask(text, hits)
    if _digits(rest) >= _FEWEST:
        for match in phonenumbers.PhoneNumberMatcher(rest, "GB", max_tries=200):
            yield Hit("phone", match.start, match.end)


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def find_postcodes(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Whole postcodes in a real area; half of one only after the word "postcode"."""
    for found in _OUTWARD.finditer(text):
        if found.group("area").upper() in _REAL_AREAS:
            yield Hit("postcode", *found.span("code"))
    for found in _POSTCODE.finditer(text):
        shorthand = found.group("gap") and _NOT_INWARD.match(found.group("inward"))
        if found.group("area").upper() in _REAL_AREAS and not shorthand:
            yield Hit("postcode", *found.span())
