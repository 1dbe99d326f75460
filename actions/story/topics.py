"""Reads data/triage: what each topic asks, what makes it urgent, which reply says what.

Why as data: adding a topic is writing files. A file with a key that is not known, or that names something
which does not exist, is refused with its name and a reason that an author can act on.

Order below: the shapes, then loading (`load`), then the checks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.story.guidance import Entry, read_guidance

LEVELS = ("unsure", "concern", "urgent", "immediate")
NOT_TOPICS = frozenset({"common.yml", "facts.yml", "families.yml"})
ANSWERS = ("yes", "no", "unsure")
SECTIONS = ("told", "opinion", "plan")


class TriageError(ValueError):
    """A file under data/triage cannot be used; the message names the file and says why."""


@dataclass(frozen=True)
class Question:
    """One question. `fills` names the slot or note that the answer goes to; `yes`, `no` and `unsure` are
    the values kept for those answers (a question without them is open). `raises` gives, by answer, the level
    that the answer means, with `why`. It is asked only where every `when` holds and no `unless` does.
    `section` is the part of the record that the answer belongs to: what is fact, what opinion, what is
    planned."""

    ask: str
    again: str
    fills: str
    yes: str = ""
    no: str = ""
    unsure: str = ""
    raises: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    section: str = "told"
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        """Whether yes or no answers it."""
        return bool(self.yes or self.no)


@dataclass(frozen=True)
class Signal:
    """Words that say how serious a topic is. The words themselves are matched by bot/nlu. One that `opens`
    its topic is enough to bring the topic up; the others count only where the topic came up already."""

    level: str
    why: str
    opens: bool = False
    words: tuple[str, ...] = ()
    stop_before: tuple[str, ...] = ()
    stop_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """One topic. `rank` orders topics when two come up (the smallest is followed first); it is an order,
    never a score. `level` is the least level that the topic by itself means. `fact` answers the typical
    doubt, `read` says where to read or ring; `duty` and `guidance` are keys of data/guidance."""

    title: str
    rank: int
    acknowledge: str
    level: str = "concern"
    why: str = ""
    urgent: str = ""
    steps: str = ""
    avoid: str = ""
    record: str = ""
    fact: str = ""
    read: str = ""
    duty: str = ""
    guidance: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    own_questions: Mapping[str, Question] = field(default_factory=dict)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    also_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    danger_categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Common:
    """What all topics share."""

    questions: Mapping[str, Question]
    acknowledgements: tuple[str, ...]
    quiet: tuple[str, ...]
    alongside: tuple[str, ...]
    idle: tuple[str, ...]
    visitor: tuple[str, ...]
    most_questions: int
    pressing: tuple[str, ...]
    """Questions that come before all others where their conditions hold, whatever the topic."""
    default_topic: str


@dataclass(frozen=True)
class Triage:
    """Everything under data/triage except the patterns of facts.yml, and the guidance that it names."""

    common: Common
    topics: Mapping[str, Topic]
    guidance: Mapping[str, Entry] = field(default_factory=dict)

    def question(self, topic: str | None, key: str) -> Question | None:
        """The question of that name, the topic's own before the common one."""
        followed = self.topics.get(topic or "")
        own = followed.own_questions if followed else {}
        return own.get(key) or self.common.questions.get(key)

    def any_question(self, key: str) -> Question | None:
        """The question of that name wherever it is defined."""
        owners = (t.own_questions for t in self.topics.values() if key in t.own_questions)
        return self.common.questions.get(key) or next((own[key] for own in owners), None)


def topics_of(signals: Iterable[str]) -> set[str]:
    """The topics whose signs these signals ("topic.key") are."""
    return {signal.partition(".")[0] for signal in signals}


def data_root() -> Path:
    """The data folder: HELPLINE_DATA, or this checkout's."""
    root = os.environ.get("HELPLINE_DATA")
    return Path(root) if root else Path(__file__).resolve().parents[2] / "data"


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Triage:
    """Read the folder once. Raises `TriageError`."""
    folder = folder or data_root() / "triage"
    common = _common(folder / "common.yml")
    paths = [p for p in sorted(folder.glob("*.yml")) if p.name not in NOT_TOPICS]
    topics = {path.stem: _topic(path, common) for path in paths}
    if common.default_topic not in topics:
        raise TriageError(
            f"{folder / 'common.yml'}: default_topic names '{common.default_topic}', which has no file"
        )
    guidance = read_guidance(folder.parent / "guidance")
    for name, topic in topics.items():
        _known(folder / f"{name}.yml", topic, guidance)
    return Triage(common, topics, guidance)


def _common(path: Path) -> Common:
    data = _read(path)
    questions = _questions(data.pop("questions", {}), path)
    for name in ("acknowledgements", "quiet", "alongside", "idle", "visitor", "pressing"):
        data[name] = tuple(data.get(name, ()))
    common: Common = _build(Common, {**data, "questions": questions}, path, "")
    return common


def _topic(path: Path, common: Common) -> Topic:
    data = _read(path)
    own = _questions(data.pop("own_questions", {}), path)
    signals = {key: _signal(key, raw, path) for key, raw in data.pop("signals", {}).items()}
    also = {key: _texts(value) for key, value in data.pop("also_when", {}).items()}
    data["questions"] = tuple(data.get("questions", ()))
    data["guidance"] = tuple(data.get("guidance", ()))
    data["danger_categories"] = tuple(data.get("danger_categories", ()))
    topic: Topic = _build(
        Topic, {**data, "own_questions": own, "signals": signals, "also_when": also}, path, ""
    )
    if topic.level not in LEVELS:
        raise TriageError(f"{path}: level '{topic.level}' should be one of {', '.join(LEVELS)}")
    for key in topic.questions:
        if key not in own and key not in common.questions:
            raise TriageError(f"{path}: asks '{key}', which neither this file nor common.yml defines")
    return topic


def _known(path: Path, topic: Topic, guidance: Mapping[str, Entry]) -> None:
    for key in filter(None, (topic.duty, *topic.guidance)):
        if key not in guidance:
            raise TriageError(f"{path}: '{key}' is the key of no entry in data/guidance")


def _questions(raw: Mapping[str, Any], path: Path) -> dict[str, Question]:
    return {key: _question(key, value, path) for key, value in raw.items()}


def _question(key: str, raw: Mapping[str, Any], path: Path) -> Question:
    data = dict(raw)
    for name in ("when", "unless"):
        data[name] = {slot: _texts(value) for slot, value in data.get(name, {}).items()}
    question: Question = _build(Question, data, path, f"question '{key}'")
    if question.section not in SECTIONS:
        raise TriageError(f"{path}: question '{key}': section should be one of {', '.join(SECTIONS)}")
    for answer, level in question.raises.items():
        if answer not in ANSWERS or level not in LEVELS or not question.why:
            raise TriageError(
                f"{path}: question '{key}': raises should give yes, no or unsure a level and needs a why"
            )
    return question


def _signal(key: str, raw: Mapping[str, Any], path: Path) -> Signal:
    data = dict(raw)
    data["words"] = tuple(data.get("words", ()))
    data["stop_before"] = tuple(data.get("stop_before", ()))
    data["stop_after"] = tuple(data.get("stop_after", ()))
    signal: Signal = _build(Signal, data, path, f"signal '{key}'")
    if signal.level not in LEVELS[1:3]:
        raise TriageError(
            f"{path}: signal '{key}': level should be concern or urgent (danger/ holds the immediate ones)"
        )
    return signal


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _build(kind: Any, data: Mapping[str, Any], path: Path, where: str) -> Any:
    known = {item.name for item in fields(kind)}
    unknown = sorted(set(data) - known)
    place = f"{path}: {where}: " if where else f"{path}: "
    if unknown:
        raise TriageError(
            f"{place}'{unknown[0]}' is not a key that is known here. Known: {', '.join(sorted(known))}"
        )
    try:
        return kind(**data)
    except TypeError as error:
        raise TriageError(
            f"{place}something is missing: {str(error).split('argument')[-1].strip(': ')}"
        ) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TriageError(f"{path} cannot be opened") from error
    except yaml.YAMLError as error:
        raise TriageError(f"{path} is not valid YAML: {str(error).splitlines()[-1].strip()}") from error
    if not isinstance(data, dict):
        raise TriageError(f"{path} should begin with names and values, such as 'title: neglect'")
    return data
