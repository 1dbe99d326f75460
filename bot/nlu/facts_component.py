"""Finds the facts that a professional mentions in passing, so that they are not asked again.

Why: "I'm a school nurse, he's in year 4 and this is the third time" answers four questions. The patterns
are data (data/triage/facts.yml and the `signals` of each data/triage topic), written in the language of
`bot.nlu.patterns`.

In order, for one message: split into words, match every pattern, drop matches that a stop word spoils or a
longer match covers, then give one entity for each fact (the last one mentioned, for corrections) and one
for each signal or listed action.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import spacy
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.pattern_index import PatternIndex
from bot.nlu.patterns import PatternError, compile_pattern, number_in, split_words

MANY = frozenset({"signal", "actions_taken", "who_knows", "injury"})
"""Facts of which one message may hold several; of the others the last mention counts."""
_QUOTED = re.compile(
    r"\b(?:said|says|told|tells|disclosed|whispered|words were)\b[^\"“”\n]{0,40}[\"“]([^\"“”]{3,200})[\"”]",
    re.I,
)
START = "^"
"""Before a pattern: only at the start of the message."""
GREETED = "^^"
"""Before a pattern: at the start of the message, or behind the `greeting` of facts.yml there."""
END = "$"
"""Behind a pattern: only at the end of the message, full stops and the like apart."""
SPOILS = "~"
"""Before a `stop_before`: it is a pattern, and spoils every match that it overlaps."""
_CLOSING = frozenset(".!?,;")
STOP_WORDS = 3
"""Words before a match in which a `stop_before` spoils it; a `stop_after` spoils it right behind."""
MAX_WORDS = 500
"""Words that are read; a message has at most 2,000 characters, so this is all of any real one."""
NOT_TOPICS = frozenset({"facts.yml", "common.yml", "families.yml"})


class FactsDataError(ValueError):
    """A file under data/triage cannot be used; the message names the file and says why."""


@dataclass(frozen=True)
class Fact:
    """One fact found: entity name, value, and the characters (end exclusive) that say so."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Rule:
    name: str
    value: str
    kind: str
    stop_after: frozenset[str]
    stop_before: frozenset[str]
    spoilers: frozenset[str] = frozenset()
    at_start: bool = False
    at_end: bool = False


class FactFinder:
    """The matcher by itself, free of Rasa."""

    def __init__(self, folder: Path) -> None:
        self._vocab = spacy.blank("en").vocab
        self._patterns = PatternIndex(self._vocab)
        self._spoiling = PatternIndex(self._vocab)
        self._rules: dict[str, _Rule] = {}
        facts = _read(folder / "facts.yml")
        self._classes: dict[str, list[str]] = facts.get("classes", {})
        self._greeting = str(facts.get("greeting", ""))
        self._add_facts(facts, folder / "facts.yml")
        for path in sorted(folder.glob("*.yml")):
            if path.name not in NOT_TOPICS:
                self._add_signals(path)
        self._order = {name: place for place, name in enumerate(self._rules)}

    def find(self, text: str) -> list[Fact]:
        """Every fact in `text`, in the order of mention."""
        doc, places = split_words(text, self._vocab)
        if len(doc) > MAX_WORDS:
            doc, places = doc[:MAX_WORDS].as_doc(), places[:MAX_WORDS]
        words = [token.lower_ for token in doc]
        matches = self._patterns.matches(doc, words)
        spoiling: dict[str, list[tuple[int, int]]] = {}
        for key, first, last in self._spoiling.matches(doc, words) if matches else ():
            spoiling.setdefault(key, []).append((first, last))
        found = []
        for name, first, last in sorted(matches, key=lambda match: self._order[match[0]]):
            rule = self._rules[name]
            over = (place for pattern in rule.spoilers for place in spoiling.get(pattern, ()))
            if _spoiled(rule, words, first, last) or any(a < last and first < b for a, b in over):
                continue
            value = _value(rule, words[first:last])
            if value is not None:
                found.append(Fact(rule.name, value, places[first][0], places[last - 1][1]))
        found.extend(_quoted(text))
        return _settle(found)

    def _add_facts(self, data: dict[str, Any], path: Path) -> None:
        for name, entry in data.get("facts", {}).items():
            for value, spec in entry.items():
                detail = spec if isinstance(spec, dict) else {"patterns": spec}
                unknown = set(detail) - {"patterns", "kind", "stop_after", "stop_before"}
                if unknown:
                    raise FactsDataError(
                        f"{path}: '{name}: {value}' has a key that is not known: {sorted(unknown)}"
                    )
                rule = _Rule(
                    name,
                    str(value),
                    detail.get("kind", "fixed"),
                    self._stops(detail, "stop_after", path),
                    self._stops(detail, "stop_before", path),
                    self._spoilers(detail, path),
                )
                self._add(rule, detail["patterns"], path)

    def _add_signals(self, path: Path) -> None:
        data = _read(path)
        for key, signal in data.get("signals", {}).items():
            rule = _Rule(
                "signal",
                f"{path.stem}.{key}",
                "fixed",
                self._stops(signal, "stop_after", path),
                self._stops(signal, "stop_before", path),
                self._spoilers(signal, path),
            )
            self._add(rule, signal.get("words", ()), path)

    def _stops(self, entry: dict[str, Any], key: str, path: Path) -> frozenset[str]:
        """Words and phrases that spoil a match: those that are no patterns."""
        return frozenset(stop for stop in self._members(entry, key, path) if not stop.startswith(SPOILS))

    def _members(self, entry: dict[str, Any], key: str, path: Path) -> set[str]:
        """What is listed, with the members of a class such as `<general>` in its place."""
        stops: set[str] = set()
        for stop in map(str, entry.get(key, ())):
            if not stop.startswith("<"):
                stops.add(stop)
            elif stop[1:-1] in self._classes:
                stops.update(self._classes[stop[1:-1]])
            else:
                raise FactsDataError(f"{path}: {key}: '{stop}' names a class that is not defined")
        return stops

    def _spoilers(self, entry: dict[str, Any], path: Path) -> frozenset[str]:
        """Those of `stop_before` that are patterns, by themselves or in a class, made ready for matching."""
        members = self._members(entry, "stop_before", path)
        spoilers = frozenset(stop.lstrip(SPOILS) for stop in members if stop.startswith(SPOILS))
        for pattern in spoilers:
            if pattern not in self._spoiling:
                try:
                    self._spoiling.add(pattern, compile_pattern(pattern, self._classes))
                except PatternError as error:
                    raise FactsDataError(f"{path}: stop_before: {error}") from error
        return spoilers

    def _add(self, rule: _Rule, patterns: list[str], path: Path) -> None:
        chosen: dict[tuple[bool, bool], list[str]] = {}
        for pattern in self._written_out(patterns):
            bounds = (pattern.startswith(START), pattern.endswith(END))
            chosen.setdefault(bounds, []).append(pattern.lstrip(START).rstrip(END))
        for at_start, at_end in sorted(chosen):
            key = f"{rule.name}={rule.value}" + START * at_start + END * at_end
            self._rules[key] = replace(rule, at_start=at_start, at_end=at_end)
            try:
                compiled = [compile_pattern(p, self._classes) for p in chosen[at_start, at_end]]
            except PatternError as error:
                raise FactsDataError(f"{path}: {rule.name}={rule.value}: {error}") from error
            for one in compiled:
                self._patterns.add(key, one)

    def _written_out(self, patterns: list[str]) -> Iterator[str]:
        """The patterns; those that may stand behind a greeting without it and with it."""
        for pattern in map(str, patterns):
            bare = pattern.removeprefix(GREETED)
            if bare == pattern:
                yield pattern
                continue
            yield f"{START}{bare}"
            yield f"{START}{self._greeting} {bare}"


def data_folder() -> Path:
    """Where data/triage is: under HELPLINE_DATA if that is set, else in this checkout."""
    root = os.environ.get("HELPLINE_DATA")
    base = Path(root) if root else Path(__file__).resolve().parents[2] / "data"
    return base / "triage"


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise FactsDataError(f"{path} cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise FactsDataError(f"{path} should be a list of names with values")
    return data


def _spoiled(rule: _Rule, words: list[str], first: int, last: int) -> bool:
    if rule.at_start and first > 0:
        return True
    if rule.at_end and any(word not in _CLOSING for word in words[last:]):
        return True
    before = f" {' '.join(words[max(0, first - STOP_WORDS) : first])} "
    after = f"{' '.join(words[last : last + STOP_WORDS])} "
    return any(f" {stop} " in before for stop in rule.stop_before) or any(
        after.startswith(f"{stop} ") for stop in rule.stop_after
    )


def _value(rule: _Rule, words: list[str]) -> str | None:
    if rule.kind == "fixed":
        return rule.value
    number = number_in(words)
    if number is None:
        return None
    if rule.kind == "count":
        return str(number) if 1 <= number <= 15 else None
    if rule.kind == "worry":
        return str(number) if 0 <= number <= 10 else None
    return _band(_years(rule.kind, number))


def _years(kind: str, number: int) -> float:
    if kind == "months":
        return number / 12
    if kind in {"weeks", "days"}:
        return 0.0 if number < 52 else number / (52 if kind == "weeks" else 365)
    offsets = {"years": 0, "school_year": 4.5, "primary": 4.5, "secondary": 11.5}
    return number + offsets[kind]


def _band(years: float) -> str | None:
    bands = ((1, "<1"), (5, "1-4"), (11, "5-10"), (14, "11-13"), (16, "14-15"), (18, "16-17"))
    return next((band for limit, band in bands if years < limit), None)


def _quoted(text: str) -> Iterator[Fact]:
    for match in _QUOTED.finditer(text):
        yield Fact("childs_words", match[1].strip(), *match.span(1))


def _settle(found: list[Fact]) -> list[Fact]:
    found = [
        f for i, f in enumerate(found) if not any(_covers(o, f, earlier=j < i) for j, o in enumerate(found))
    ]
    found.sort(key=lambda fact: (fact.start, fact.end))
    last: dict[tuple[str, str], Fact] = {}
    for fact in found:
        key = (fact.name, fact.value if fact.name in MANY else "")
        if fact.name == "age_band" and fact.value == "unborn" and key in last:
            continue
        last[key] = fact
    return sorted(last.values(), key=lambda fact: fact.start)


def _covers(other: Fact, fact: Fact, *, earlier: bool) -> bool:
    """Whether `other` says the same thing in more words; of equals, the one written first in the file."""
    if (
        other.name != fact.name
        or other.value == fact.value
        or fact.name in {"signal", "actions_taken", "who_knows"}
    ):
        return False
    inside = other.start <= fact.start and fact.end <= other.end
    longer = (other.end - other.start) > (fact.end - fact.start)
    return inside and (longer or (earlier and other.start == fact.start and other.end == fact.end))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactsComponent(GraphComponent):  # type: ignore[misc]
    """The finder as a part of Rasa's pipeline."""

    def __init__(self, finder: FactFinder) -> None:
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactsComponent:
        """Build the component from data/triage."""
        return cls(FactFinder(data_folder()))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the facts of each message as entities."""
        for message in messages:
            entities = [
                {
                    "entity": f.name,
                    "value": f.value,
                    "start": f.start,
                    "end": f.end,
                    "extractor": "FactsComponent",
                }
                for f in self._finder.find(message.get(TEXT) or "")
            ]
            if entities:
                message.set(ENTITIES, (message.get(ENTITIES) or []) + entities, add_to_output=True)
        return messages
