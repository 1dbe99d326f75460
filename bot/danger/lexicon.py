"""The whole lexicon in memory: words, spellings, rules and cues, compiled.

Loading, in order: words.yml and spelling.yml, then the cues and every category's rules; the vocabulary that
all of them use is taught to the speller; the patterns are compiled; last, every rule is tried on its own
examples, and one that does not do what its author wrote stops the load with the rule and the example.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy

from bot.danger.context import Scene
from bot.danger.decide import Settled, Verdict, settle, verdict
from bot.danger.engine import Engine, Found
from bot.danger.errors import DangerDataError
from bot.danger.folding import Folder
from bot.danger.normalise import Normaliser, Reading
from bot.danger.patterns import Language, PatternError, Variant
from bot.danger.places import Places
from bot.danger.reading import read_yaml
from bot.danger.rulebook import CATEGORIES, Cue, Fields, Rule, read_cues, read_rules
from bot.danger.segments import Connectives, Segments, segment
from bot.danger.signs import Sign, read_signs, together
from bot.danger.spelling import CLOCK, NUMBER, Speller

_WORDS_KEYS = {"owner", "reviewed", "why", "classes", "forms", "fillers", "connectives"}
_SPELLING_KEYS = {"owner", "reviewed", "why", "respellings", "phrases", "units", "pictures", "lookalikes"}
_SPELLING_KEYS |= {"danger_words", "ordinary"}


@dataclass(frozen=True)
class Heard:
    """A text as heard: where its words stand in the original, and what the rules came to."""

    spans: list[tuple[int, int]]
    settled: Settled


class Lexicon:
    """Everything loaded; `hear` applies it to a text. Immutable after load."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        words = self._fields("words.yml", _WORDS_KEYS)
        spelling = self._fields("spelling.yml", _SPELLING_KEYS)
        self.cues = {cue.id: cue for cue in read_cues(self._content("cues.yml"), file="cues.yml")}
        self.rules = _by_id([rule for category in CATEGORIES for rule in self._rules(category)])
        self.signs = read_signs(self._content("signs.yml"), file="signs.yml")
        self._nlp = spacy.blank("en")
        self._speller = _speller(spelling)
        folder_of_characters = Folder(
            pictures=spelling.mapping("pictures"), lookalikes=spelling.mapping("lookalikes")
        )
        self._normaliser = Normaliser(
            folder=folder_of_characters, speller=self._speller, phrases=_pairs(spelling), nlp=self._nlp
        )
        self._language = self._read_language(words)
        self._connectives = self._read_connectives(words)
        self._classes: dict[str, frozenset[str]] = {}
        self._compile()
        self._try_examples()

    def hear(self, text: str) -> Heard:
        """The rules that fire in a text, what their cues made of them, and the weak signs."""
        reading = self._normaliser.read(text)
        segments = segment(reading.norms, self._connectives)
        places = Places(reading.norms, segments.bounds)
        found, signs = self._rule_engine.find(places), self._sign_engine.find(places)
        if not found and not signs:
            return Heard(reading.spans, Settled())
        scene = self._scene(reading, segments, places)
        weak = together(self.signs, signs, scene.standing, segments)
        verdicts = self._judged(found, scene)
        return Heard(reading.spans, settle(verdicts, weak, self.signs, self.cues, segments))

    def _scene(self, reading: Reading, segments: Segments, places: Places) -> Scene:
        found = self._cue_engine.find(places)
        return Scene(reading.norms, segments, found, cues=self.cues, classes=self._classes)

    def _judged(self, found: Sequence[Found], scene: Scene) -> list[Verdict]:
        verdicts = (verdict(self.rules[one.owner], one, scene) for one in found)
        return [one for one in verdicts if one is not None]

    def _content(self, name: str) -> Any:
        return read_yaml(self._folder / name)

    def _fields(self, name: str, keys: set[str]) -> Fields:
        return Fields(self._content(name), file=name, allowed=keys)

    def _rules(self, category: str) -> list[Rule]:
        name = f"{category}.yml"
        return read_rules(self._content(name), file=name)

    def _read_language(self, words: Fields) -> Language:
        classes = {name: tuple(map(str, entries)) for name, entries in words.mapping("classes").items()}
        forms = {name: tuple(map(str, entries)) for name, entries in words.mapping("forms").items()}
        classes |= {"number": (NUMBER,), "clock": (CLOCK,)}
        try:
            return Language(
                classes=classes, forms=forms, fillers=words.texts("fillers"), spell=self._normaliser.phrase
            )
        except PatternError as problem:
            raise DangerDataError(str(problem), file="words.yml") from problem

    def _read_connectives(self, words: Fields) -> Connectives:
        names = ("always", "before_subject", "subjects", "pronouns", "leads_on")
        lists = Fields(words.raw("connectives"), file="words.yml", allowed=set(names))
        return Connectives(**{name: frozenset(lists.texts(name)) for name in names})

    def _compile(self) -> None:
        rules = [pair for rule in self.rules.values() for pair in self._variants(rule)]
        cues = [pair for cue in self.cues.values() for pair in self._variants(cue)]
        signs = [pair for sign in self.signs.signs.values() for pair in self._variants(sign)]
        names = set(self._language.class_names())
        self._classes = {name: self._language.class_words(name) for name in names}
        self._check_references()
        vocabulary: set[str] = set()
        for _, variant in [*rules, *cues, *signs]:
            vocabulary.update(*variant.required, *variant.optional)
        vocabulary |= {word for words in self._classes.values() for word in words} | self._connectives.always
        vocabulary |= self._connectives.before_subject | self._connectives.subjects | self._language.fillers
        vocabulary |= self._connectives.pronouns | self._connectives.leads_on
        self._speller.learn(vocabulary)
        self._rule_engine = Engine(rules)
        self._cue_engine = Engine(cues)
        self._sign_engine = Engine(signs)

    def _variants(self, owner: Rule | Cue | Sign) -> list[tuple[str, Variant]]:
        try:
            return [
                (owner.id, variant) for text in owner.patterns for variant in self._language.variants(text)
            ]
        except PatternError as problem:
            raise DangerDataError(str(problem), file=owner.file, line=owner.line, rule=owner.id) from problem

    def _check_references(self) -> None:
        owners: list[Rule | Cue] = [*self.rules.values(), *self.cues.values()]
        for owner in owners:
            for name in sorted(owner.names()):
                known = name[1:-1] in self._classes if name.startswith("<") else name in self.cues
                if not known:
                    reason = (
                        f"it names {name!r}, which is neither a cue in cues.yml nor a <class> in words.yml"
                    )
                    raise DangerDataError(reason, file=owner.file, line=owner.line, rule=owner.id)

    def _try_examples(self) -> None:
        for rule in self.rules.values():
            for text in rule.must_fire:
                if not self._fires(rule, text):
                    raise _broken(rule, f"must fire on {text!r}, but does not")
            for text in rule.must_not_fire:
                if self._fires(rule, text):
                    raise _broken(rule, f"must not fire on {text!r}, but does")

    def _fires(self, rule: Rule, text: str) -> bool:
        reading = self._normaliser.read(text)
        segments = segment(reading.norms, self._connectives)
        places = Places(reading.norms, segments.bounds)
        found = self._rule_engine.find(places, only=rule.id)
        verdicts = self._judged(found, self._scene(reading, segments, places)) if found else []
        return any(one.urgency in (rule.urgency, "immediate") for one in verdicts)


def _broken(rule: Rule, reason: str) -> DangerDataError:
    return DangerDataError(reason, file=rule.file, line=rule.line, rule=rule.id)


def _by_id(rules: Sequence[Rule]) -> dict[str, Rule]:
    known: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in known:
            other = known[rule.id]
            reason = f"the id is already used in {other.file}, line {other.line}"
            raise DangerDataError(reason, file=rule.file, line=rule.line, rule=rule.id)
        known[rule.id] = rule
    return known


def _pairs(fields: Fields) -> dict[tuple[str, str], str]:
    pairs: dict[tuple[str, str], str] = {}
    for pair, meant in fields.mapping("phrases").items():
        words = pair.split()
        if len(words) != 2:
            raise fields.error(f"in 'phrases' each name must be two words, not {pair!r}")
        pairs[words[0], words[1]] = str(meant)
    return pairs


def _speller(fields: Fields) -> Speller:
    respellings: dict[str, str] = {}
    for meant, words in fields.mapping("respellings").items():
        for word in str(words).split():
            if respellings.setdefault(word, meant) != meant:
                raise fields.error(f"{word!r} is listed both for {respellings[word]!r} and for {meant!r}")
    return Speller(
        respellings=respellings,
        units=fields.mapping("units"),
        danger_words=fields.texts("danger_words"),
        ordinary=fields.texts("ordinary"),
    )
