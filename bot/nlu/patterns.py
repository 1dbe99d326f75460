"""The small language in which authors describe how people say a fact.

Why: a content author can write `he's|she's <num>` but not a spaCy Matcher pattern.

A pattern is words with spaces between them, matched in any letter case:

| written | matches |
|---|---|
| `home` | that word |
| `mum|mam|mother` | any one of them |
| `bruis*` | any word that begins so |
| `old?` | the word or nothing (`a|b?` for either or nothing) |
| `<num>` | a number in figures or, up to twenty, in words |
| `<child>` | any word of the class `child` in the same file |
| `{3}` | up to three words of any kind |

In data/triage a pattern may begin with `^` (it counts only at the start of a message) or `^^` (there, or
behind a greeting there) and end with ` $` (only at its end). A `stop_before` that begins with `~` is a
pattern itself, and spoils every match that it overlaps. Beside patterns there, `stop_before` and `stop_after`
list words or phrases that spoil a match: one of the first among the three words before it, one of the second
right behind it. `<general>` there stands for every word and phrase of that class.

Order below: splitting text into words, numbers, then compiling a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_WORD = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
_CURLY = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})
_ELEMENT = re.compile(
    r"^(?:\{(?P<gap>\d)\}|<(?P<cls>[a-z_]+)>(?P<copt>\?)?|(?P<words>[^\s<>{}?]+)(?P<opt>\?)?)$"
)


class PatternError(ValueError):
    """A pattern is not written in the language above; the message says which and why."""


def split_words(text: str, vocab: Vocab) -> tuple[Doc, list[tuple[int, int]]]:
    """The words of `text` and, for each, its (start, end) characters, end exclusive.

    "4yo" is two words, "don't" is one, and curly quotes count as straight ones.
    """
    plain = text.translate(_CURLY)
    found = list(_WORD.finditer(plain))
    return Doc(vocab, words=[m.group() for m in found]), [m.span() for m in found]


def number_in(words: Sequence[str]) -> int | None:
    """The first number among `words`, in figures or in words."""
    for word in words:
        if word.isdecimal() and len(word) <= 4:
            return int(word)
        if word.lower() in NUMBER_WORDS:
            return NUMBER_WORDS[word.lower()]
    return None


def compile_pattern(pattern: str, classes: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """One spaCy Matcher pattern. Raises `PatternError` with the offending part."""
    compiled: list[dict[str, Any]] = []
    for element in pattern.split():
        compiled.extend(_element(element, classes, pattern))
    if not compiled or all(item.get("OP") == "?" for item in compiled):
        raise PatternError(f"'{pattern}' would match nothing, or anything: give it a word that must be there")
    return compiled


def _element(element: str, classes: Mapping[str, Sequence[str]], pattern: str) -> list[dict[str, Any]]:
    match = _ELEMENT.match(element)
    if match is None:
        raise PatternError(f"'{element}' in '{pattern}' is not written as a pattern")
    if match["gap"]:
        return [{"OP": "?"}] * int(match["gap"])
    optional = {"OP": "?"} if (match["opt"] or match["copt"]) else {}
    if match["cls"] == "num":
        return [{"LOWER": {"REGEX": r"^(?:\d{1,4}|" + "|".join(NUMBER_WORDS) + ")$"}, **optional}]
    if match["cls"]:
        if match["cls"] not in classes:
            raise PatternError(f"'{element}' in '{pattern}' names a class that is not defined")
        return [{"LOWER": _words(classes[match["cls"]]), **optional}]
    return [{"LOWER": _words(match["words"].split("|")), **optional}]


def _words(words: Sequence[str]) -> dict[str, Any]:
    if any(word.endswith("*") for word in words):
        either = "|".join(re.escape(w[:-1]) + ".*" if w.endswith("*") else re.escape(w) for w in words)
        return {"REGEX": f"^(?:{either})$"}
    return {"IN": list(words)}
