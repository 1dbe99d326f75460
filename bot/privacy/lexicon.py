"""The word lists of data/privacy/, read once.

Why data: staff add a name or a brand without touching code. Files: `first_names.txt` and
`surnames.txt` (names that are not ordinary words), `word_names.txt` (names that are),
`protected.txt` (capital words that are no people), `phrases.txt` (fixed phrases that stay),
`words.yml`, `schools.yml` and `streets.yml` (the words around a name). Telephone numbers, addresses
and sites in data/guidance/ stay too, because they are the ones that we tell people to use.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.privacy.errors import PrivacyDataError

_BESIDE = Path(__file__).resolve().parents[2] / "data"
_WORD_KEYS = frozenset(
    {
        *(
            "relations",
            "professions",
            "titles_capital",
            "titles_any",
            "household",
            "owned",
            "things",
            "drug_names",
            "using",
        ),
        *("naming", "naming_phrases", "naming_phrases_weak", "never_after_naming"),
        *("before_name", "after_name", "speaking", "determiners", "ordinary"),
        *("calendar_names", "never_bare", "mostly_names", "dotted_acronyms"),
    }
)
_SCHOOL_KEYS = frozenset({"kinds", "also_after", "not_a_name"})
_STREET_KEYS = frozenset({"sure", "capital", "without_number", "not_a_name", "not_a_street"})
_NUMBER = re.compile(r"\+?\d[\d ()-]{1,18}\d")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)


@dataclass(frozen=True)
class Lexicon:
    """Every list that redaction needs; words are in lower case, without accents."""

    first_names: frozenset[str]
    surnames: frozenset[str]
    word_names: frozenset[str]
    protected: frozenset[str]
    protected_lower: frozenset[str]
    phrases: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    naming_phrases: tuple[str, ...]
    naming_phrases_weak: tuple[str, ...]
    schools: Mapping[str, frozenset[str]]
    streets: Mapping[str, frozenset[str]]
    not_a_street: tuple[str, ...]
    kept_numbers: frozenset[str]
    kept_emails: frozenset[str]
    kept_sites: frozenset[str]


def fold(word: str) -> str:
    """Lower case, without accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def data_folder() -> Path:
    """Where data/ is: HELPLINE_DATA, else beside the package."""
    given = os.environ.get("HELPLINE_DATA")
    return Path(given) if given else _BESIDE


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lists of `folder` (a data folder), read once for each folder.

    Raises `PrivacyDataError`, which names the file, for one that is missing or has an unknown key.
    """
    return _load(folder or data_folder())


@lru_cache(maxsize=4)
def _load(data: Path) -> Lexicon:
    folder = data / "privacy"
    words = _sections(folder / "words.yml", _WORD_KEYS)
    streets = _sections(folder / "streets.yml", _STREET_KEYS)
    numbers, emails, sites = _guidance(data / "guidance")
    protected = frozenset(word for line in _lines(folder / "protected.txt") for word in line.split())
    return Lexicon(
        first_names=frozenset(fold(name) for name in _lines(folder / "first_names.txt")),
        surnames=frozenset(fold(name) for name in _lines(folder / "surnames.txt")),
        word_names=frozenset(fold(name) for name in _lines(folder / "word_names.txt")),
        protected=protected,
        protected_lower=frozenset(word.lower() for word in protected),
        phrases=tuple(_lines(folder / "phrases.txt")),
        words={key: frozenset(text.split()) for key, text in words.items()},
        naming_phrases=tuple(words["naming_phrases"].split("|")),
        naming_phrases_weak=tuple(words["naming_phrases_weak"].split("|")),
        schools=_split(_sections(folder / "schools.yml", _SCHOOL_KEYS)),
        streets=_split(streets),
        not_a_street=tuple(streets["not_a_street"].split("|")),
        kept_numbers=numbers,
        kept_emails=emails,
        kept_sites=sites,
    )


def _split(sections: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {key: frozenset(text.split()) for key, text in sections.items()}


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PrivacyDataError(f"{file.name}: this list of words cannot be read ({error}).") from error


def _lines(file: Path) -> list[str]:
    lines = (line.strip() for line in _read(file).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _sections(file: Path, keys: frozenset[str]) -> dict[str, str]:
    try:
        found = yaml.safe_load(_read(file))
    except yaml.YAMLError as error:
        raise PrivacyDataError(f"{file.name}: this is not readable YAML ({error}).") from error
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise PrivacyDataError(f"{file.name}: every key needs one text of words apart by spaces.")
    unknown = sorted(set(found) - keys)
    if unknown:
        raise PrivacyDataError(f"{file.name}: unknown key {unknown[0]!r}; known: {', '.join(sorted(keys))}.")
    missing = sorted(keys - set(found))
    if missing:
        raise PrivacyDataError(f"{file.name}: the key {missing[0]!r} is missing.")
    return {key: " ".join(text.lower().split()) for key, text in found.items()}


def _guidance(folder: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Numbers (digits only), e-mail addresses and sites that guidance tells people to use.

    Guidance that cannot be read keeps nothing: the content check reports it, redaction goes on.
    """
    numbers: set[str] = set()
    emails: set[str] = set()
    sites: set[str] = set()
    for file in sorted(folder.glob("*.yml")):
        try:
            texts = list(_texts(yaml.safe_load(file.read_text(encoding="utf-8"))))
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue
        for text in texts:
            numbers.update(re.sub(r"\D", "", found) for found in _NUMBER.findall(text))
            emails.update(found.lower() for found in _EMAIL.findall(text))
            sites.update(found.lower().removeprefix("www.") for found in _SITE.findall(text))
    return frozenset(numbers), frozenset(emails), frozenset(sites)


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for child in node.values():
            yield from _texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
