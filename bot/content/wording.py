"""The word lists and limits of data/wording/, typed.

They are content too, so a mistake in one is a finding with its line: an unknown key, a missing one,
a number that is none. `load` raises `ContentError` for the first such mistake, because without its
lists the check would find too little and say that all is well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.content.findings import ContentError, Finding
from bot.content.marks import Document, Marked, read


@dataclass(frozen=True)
class Phrase:
    """Words to look for: whole words, any case, "*" for one word; what is wrong and what to write."""

    text: str
    rule: str
    why: str
    instead: str
    unless_before: tuple[str, ...] = ()
    """Words that make it right when they stand before it in the same sentence ("never examine the child")."""
    in_buttons: bool = True
    """Buttons hold the professional's words, so some phrases are right there."""

    def found_in(self, text: str) -> bool:
        """Is it in this text, other than after one of the words of `unless_before`?"""
        for found in self.pattern.finditer(text):
            sentence = " ".join(re.split(r"[.!?;:]", text[: found.start()])[-1].lower().split()[-_NEAR:])
            if not any(
                re.search(rf"(?<!\w){re.escape(word)}(?!\w)", sentence) for word in self.unless_before
            ):
                return True
        return False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a pattern on a text with plain quotes and single spaces."""
        return phrase_pattern(self.text)


@dataclass(frozen=True)
class Allowed:
    """One exception: which rule, about what, and why. `line` is where it stands."""

    rule: str
    about: str
    why: str
    line: int


@dataclass(frozen=True)
class Wording:
    """Everything in data/wording/."""

    numbers: Mapping[str, float]
    card_responses: frozenset[str]
    card_begins: str
    urgent_names: tuple[str, ...]
    reasons: tuple[re.Pattern[str], ...]
    automated_responses: frozenset[str]
    automated_words: tuple[str, ...]
    placeholders: frozenset[str]
    services: tuple[str, ...]
    syllables: Mapping[str, int]
    phrases: tuple[Phrase, ...]
    out_payloads: frozenset[str]
    out_phrases: tuple[re.Pattern[str], ...]
    known_acronyms: frozenset[str]
    acronyms: Mapping[str, str]
    nations: Mapping[str, tuple[re.Pattern[str], ...]]
    exceptions: tuple[Allowed, ...]


@lru_cache(maxsize=1_024)
def phrase_pattern(text: str, *, any_case: bool = True) -> re.Pattern[str]:
    """Whole words; "*" stands for one word."""
    parts = [r"[\w'-]+" if part == "*" else re.escape(part) for part in plain(text).split()]
    return re.compile(rf"(?<![\w'-]){' '.join(parts)}(?![\w-]|'\w)", re.IGNORECASE if any_case else 0)


def plain(text: str) -> str:
    """A text with plain quotes and single spaces, in which phrases are looked for."""
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())


_NEAR = 8
"""How many words before a phrase may hold what makes it right."""
LIMIT_NUMBERS = {
    "reply": ("questions", "sentence_words", "words", "buttons", "grade", "grade_from_words", "median_grade"),
    "first_card": ("words",),
    "intents": ("examples", "near_words"),
    "guidance": ("warn_days",),
}
_LIMIT_KEYS = {
    "reply": set(LIMIT_NUMBERS["reply"]),
    "first_card": {"responses", "begins", "words"},
    "intents": set(LIMIT_NUMBERS["intents"]),
    "guidance": set(LIMIT_NUMBERS["guidance"]),
    "says_automated": {"responses", "words"},
}
_LIMIT_LISTS = ("urgent_names", "reasons", "placeholders", "services")


def load(folder: Path, *, name: str = "data/wording") -> Wording:
    """The lists in `folder`, shown in findings as `name`. Raises `ContentError`."""
    limits = _document(folder, name, "limits.yml")
    _keys(limits, limits.root, {*_LIMIT_KEYS, *_LIMIT_LISTS, "syllables"})
    for section, keys in _LIMIT_KEYS.items():
        _keys(limits, _needed(limits, limits.root, section), keys)
    out = _document(folder, name, "ways_out.yml")
    _keys(out, out.root, {"payloads", "phrases"})
    acronyms = _document(folder, name, "acronyms.yml")
    _keys(acronyms, acronyms.root, {"known", "expanded", "nations"})
    root = limits.root
    return Wording(
        numbers={
            f"{section}.{key}": _number(limits, _needed(limits, root, section), key)
            for section, keys in LIMIT_NUMBERS.items()
            for key in keys
        },
        card_responses=frozenset(_list(limits, _needed(limits, root, "first_card"), "responses")),
        card_begins=_text(limits, _needed(limits, root, "first_card"), "begins"),
        urgent_names=tuple(_list(limits, root, "urgent_names")),
        reasons=_patterns(_list(limits, root, "reasons")),
        automated_responses=frozenset(_list(limits, _needed(limits, root, "says_automated"), "responses")),
        automated_words=tuple(_list(limits, _needed(limits, root, "says_automated"), "words")),
        placeholders=frozenset(_list(limits, root, "placeholders")),
        services=tuple(sorted(_list(limits, root, "services"), key=len, reverse=True)),
        syllables={
            word: int(_number(limits, _needed(limits, root, "syllables"), word))
            for word, _ in _needed(limits, root, "syllables").pairs()
        },
        phrases=(*_forbidden(folder, name), *_swaps(folder, name)),
        out_payloads=frozenset(_list(out, out.root, "payloads")),
        out_phrases=_patterns(_list(out, out.root, "phrases")),
        known_acronyms=frozenset(_list(acronyms, acronyms.root, "known")),
        acronyms={
            short: (long.text or "") for short, long in _needed(acronyms, acronyms.root, "expanded").pairs()
        },
        nations={
            nation: _patterns(
                _list(acronyms, _needed(acronyms, acronyms.root, "nations"), nation), any_case=False
            )
            for nation, _ in _needed(acronyms, acronyms.root, "nations").pairs()
        },
        exceptions=tuple(_exceptions(folder, name)),
    )


def _forbidden(folder: Path, name: str) -> Iterable[Phrase]:
    document = _document(folder, name, "forbidden.yml")
    for entry in document.root.each():
        _keys(document, entry, {"rule", "why", "instead", "words", "unless_before", "in_buttons"})
        before = tuple(_list(document, entry, "unless_before")) if entry.get("unless_before") else ()
        in_buttons = entry.of("in_buttons") != "no"
        rule, why = _text(document, entry, "rule"), _text(document, entry, "why")
        instead = _text(document, entry, "instead")
        for words in _list(document, entry, "words"):
            yield Phrase(words, f"{rule} forbidden-words", why, instead, before, in_buttons)


def _swaps(folder: Path, name: str) -> Iterable[Phrase]:
    document = _document(folder, name, "swaps.yml")
    for entry in document.root.each():
        _keys(document, entry, {"words", "instead", "why"})
        why, instead = _text(document, entry, "why"), _text(document, entry, "instead")
        for words in _list(document, entry, "words"):
            yield Phrase(words, "5.12 swap", why, f"Write: {instead}.")


def _exceptions(folder: Path, name: str) -> Iterable[Allowed]:
    document = _document(folder, name, "exceptions.yml")
    for entry in document.root.each():
        _keys(document, entry, {"rule", "about", "why"})
        rule, about = _text(document, entry, "rule"), _text(document, entry, "about")
        yield Allowed(rule, about, _text(document, entry, "why"), entry.line)


def _patterns(phrases: Iterable[str], *, any_case: bool = True) -> tuple[re.Pattern[str], ...]:
    return tuple(phrase_pattern(phrase, any_case=any_case) for phrase in phrases)


def _document(folder: Path, name: str, file: str) -> Document:
    document = read(folder / file, name=f"{name}/{file}")
    if document.findings:
        raise ContentError(document.findings[0])
    return document


def _wrong(document: Document, line: int, why: str, instead: str) -> ContentError:
    return ContentError(Finding(document.file, line, "wording-file", why, instead))


def _keys(document: Document, marked: Marked, known: set[str]) -> None:
    for key, line in marked.lines.items():
        if key not in known:
            raise _wrong(document, line, f"Unknown key {key!r}.", f"Use one of: {', '.join(sorted(known))}.")


def _needed(document: Document, marked: Marked, key: str) -> Marked:
    found = marked.get(key)
    if found is None:
        raise _wrong(document, marked.line, f"{key!r} is missing.", f"Add {key!r} here.")
    return found


def _text(document: Document, marked: Marked, key: str) -> str:
    found = _needed(document, marked, key)
    if not (found.text or "").strip():
        raise _wrong(document, found.line, f"{key!r} is empty.", f"Say what {key!r} is.")
    return marked.of(key)


def _list(document: Document, marked: Marked, key: str) -> list[str]:
    found = _needed(document, marked, key)
    if found.items is None or any(not item.text for item in found.items):
        raise _wrong(document, found.line, f"{key!r} has to be a list of words.", f"Write {key}: [one, two].")
    return [item.text for item in found.items if item.text]


def _number(document: Document, marked: Marked, key: str) -> float:
    text = _text(document, marked, key)
    try:
        return float(text)
    except ValueError as error:
        line = marked.lines.get(key, marked.line)
        raise _wrong(
            document, line, f"{key!r} is {text!r}, which is not a number.", "Write a number."
        ) from error
