"""Words, sentences, syllables and the Flesch-Kincaid grade of a reply.

The grade is 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid and others, 1975).
Libraries that compute it look syllables up in a pronouncing dictionary that they fetch over the network
when first used, or that comes under a licence that this project cannot take; a check must give one
answer on every machine. So syllables are counted by rule, with exceptions in
data/wording/limits.yml. Against the CMU dictionary the rules agree on 99 in 100 words as they occur.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'’”)\]]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDING = re.compile(r"(?:'s|s')$")
_VOWELS = re.compile(r"[aeiouy]+")
_LAST_E = re.compile(r"(?<![aeiouy])(?<![^aeiouyr]l)e$")
_LAST_ES = re.compile(r"(?<=[^aeiouyscxzg])(?<!ch)(?<!sh)(?<![^aeiouyr]l)es$")
_LAST_ED = re.compile(r"(?<=[^aeiouytd])ed$")
_INNER_E = re.compile(
    r"(?<=[aeiouy][^aeiouy])e(?=(?:ment|ful|less|ly|ness|where|one|thing|time|line|self|guard|body)s?)"
)
_TWO = re.compile(
    r"ia(?!l$|n$|ge)|io(?!n)|iu|eo(?!p)|ua(?!r)|[aou]ing|ying|ee?ing|ue[lt]|oe[rt]|sm$|ier$|iet|ya(?!r)|uing"
)


def sentences(text: str) -> list[str]:
    """The sentences of a reply; a new line ends one too."""
    return [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """Words as a reader counts them: "don't" and "same-day" are one each."""
    return _WORD.findall(text)


def syllables(word: str, exceptions: Mapping[str, int]) -> int:
    """How many syllables a word has; at least one. Joined words are counted apart."""
    plain = word.lower().replace("’", "'")
    if plain in exceptions:
        return exceptions[plain]
    if "-" in plain:
        return sum(syllables(part, exceptions) for part in plain.split("-") if part)
    plain = _ENDING.sub("", plain)
    if plain in exceptions:
        return exceptions[plain]
    extra = int(plain.endswith(("dn't", "sn't")))
    letters = re.sub(r"[^a-z]", "", plain)
    count = len(_VOWELS.findall(letters)) + extra
    if len(letters) > 2:
        count -= (
            bool(_LAST_E.search(letters)) or bool(_LAST_ES.search(letters)) or bool(_LAST_ED.search(letters))
        )
    count -= len(_INNER_E.findall(letters))
    count += len(_TWO.findall(letters))
    return max(1, count)


def grade(text: str, exceptions: Mapping[str, int]) -> float:
    """The Flesch-Kincaid grade of a text with at least one word."""
    found = words(text)
    spoken = sum(syllables(word, exceptions) for word in found)
    return 0.39 * len(found) / max(1, len(sentences(text))) + 11.8 * spoken / len(found) - 15.59
