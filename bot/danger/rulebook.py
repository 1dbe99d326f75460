"""The rules and cues as data: what an author may write, checked key by key.

A rule says: these wordings, when the cues it needs are near and none of its `unless` cues is, mean this
urgency. A cue says: these wordings, this far, lower (or raise) what a rule found. Nothing here matches
text; engine.py does that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from bot.danger.errors import DangerDataError
from bot.danger.model import Urgency

Scope = Literal["overlap", "before", "after", "clause", "sentence", "preceding", "following", "message"]
Wanted = tuple[tuple[str, ...], ...]

CATEGORIES = (
    "violence_now", "blade", "firearm", "missing", "medical_collapse", "overdose_poisoning", "threat_to_kill",
    "suicide", "child_alone", "abduction", "sexual_assault", "fgm_forced_marriage", "fire_gas_explosive",
    "water_height_rail_road", "infant_head_injury", "professional_in_danger", "captivity_exploitation",
    "incapacitated_carer", "acute_neglect", "strangulation", "honour_based", "attack_threat",
    "birth_emergency", "child_or_parent_user",
)  # fmt: skip
LINE = "__line__"
_FILE_KEYS = {"category", "owner", "reviewed", "why", "rules"}
_RULE_KEYS = {
    "id", "urgency", "why", "patterns", "near", "needs", "anywhere", "unless", "holds", "raise_on",
    "must_fire", "must_not_fire",
}  # fmt: skip
_CUE_KEYS = {"why", "scope", "reach", "lowers", "yields_to", "needs", "unless", "patterns"}


@dataclass(frozen=True)
class Rule:
    """One danger. `near`, `needs` and `anywhere` each list cues or <classes> that must all be present."""

    id: str
    category: str
    urgency: Urgency
    why: str
    patterns: tuple[str, ...]
    near: Wanted
    needs: Wanted
    anywhere: Wanted
    unless: Wanted
    holds: frozenset[str]
    raise_on: Wanted
    must_fire: tuple[str, ...]
    must_not_fire: tuple[str, ...]
    file: str
    line: int

    def names(self) -> set[str]:
        """Every cue and <class> that the rule names."""
        wanted = (*self.near, *self.needs, *self.anywhere, *self.unless, *self.raise_on)
        return set(self.holds).union(*wanted)


@dataclass(frozen=True)
class Cue:
    """One kind of context. `lowers` is what a rule within its scope is lowered to; None only marks.

    `reach` is the most words between cue and danger for the scopes within a sentence; 0 means no limit of
    its own.
    """

    id: str
    why: str
    scope: Scope
    reach: int
    lowers: Urgency | None
    yields_to: frozenset[str]
    needs: Wanted
    unless: Wanted
    patterns: tuple[str, ...]
    file: str
    line: int

    def names(self) -> set[str]:
        """Every cue and <class> that the cue names."""
        return set(self.yields_to).union(*self.needs, *self.unless)


class Fields:
    """One mapping of a data file, read key by key with errors that name the place."""

    def __init__(self, entry: Any, *, file: str, rule: str = "", allowed: set[str]) -> None:
        if not isinstance(entry, Mapping):
            raise DangerDataError("here must stand keys with values", file=file, rule=rule)
        self.line = int(entry.get(LINE, 1))
        self._entry = entry
        self._file = file
        self._rule = rule
        unknown = sorted(set(entry) - allowed - {LINE})
        if unknown:
            raise self.error(f"the key {unknown[0]!r} is unknown; known are {', '.join(sorted(allowed))}")

    def error(self, reason: str) -> DangerDataError:
        """An error at this place."""
        return DangerDataError(reason, file=self._file, line=self.line, rule=self._rule)

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self._entry.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key!r} must be a text")
        return value.strip()

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        value = self._entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(f"{key!r} must be a list of texts (put quotes round texts with : or # in them)")
        if required and not value:
            raise self.error(f"{key!r} must have at least one text")
        return tuple(item.strip() for item in value)

    def one_of(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """A value from a closed list."""
        value = self._entry.get(key, default)
        if value not in choices:
            raise self.error(f"{key!r} must be one of {', '.join(choices)}, not {value!r}")
        return cast(str, value)

    def number(self, key: str, *, default: int) -> int:
        """A small whole number."""
        value = str(self._entry.get(key, default))
        if not value.isdigit() or int(value) > 99:
            raise self.error(f"{key!r} must be a whole number up to 99")
        return int(value)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._entry

    def raw(self, key: str) -> Any:
        """The value as it is."""
        return self._entry.get(key)

    def mapping(self, key: str) -> dict[str, Any]:
        """Names with values."""
        value = self._entry.get(key)
        if not isinstance(value, Mapping):
            raise self.error(f"{key!r} must hold names with values")
        return {str(name): entry for name, entry in value.items() if name != LINE}

    def wanted(self, key: str) -> Wanted:
        """Cues or classes: all of the list, each line any of those between bars."""
        return tuple(tuple(name.strip() for name in item.split("|")) for item in self.texts(key))


def read_rules(content: Any, *, file: str) -> list[Rule]:
    """The rules of one category's file."""
    head = Fields(content, file=file, allowed=_FILE_KEYS)
    category = head.one_of("category", CATEGORIES)
    for key in ("owner", "reviewed", "why"):
        if not head.has(key):
            raise head.error(f"the header needs {key!r}")
    if f"{category}.yml" != file.rsplit("/", 1)[-1]:
        raise head.error(f"the file of the category {category!r} must be called {category}.yml")
    entries = head.raw("rules")
    if not isinstance(entries, list) or not entries:
        raise head.error("'rules' must be a list with at least one rule")
    return [_read_rule(entry, category=category, file=file) for entry in entries]


def _read_rule(entry: Any, *, category: str, file: str) -> Rule:
    name = str(entry.get("id", "")) if isinstance(entry, Mapping) else ""
    fields = Fields(entry, file=file, rule=name, allowed=_RULE_KEYS)
    return Rule(
        id=fields.text("id"),
        category=category,
        urgency=cast(Urgency, fields.one_of("urgency", ("immediate", "check", "urgent"))),
        why=fields.text("why"),
        patterns=fields.texts("patterns", required=True),
        near=fields.wanted("near"),
        needs=fields.wanted("needs"),
        anywhere=fields.wanted("anywhere"),
        unless=fields.wanted("unless"),
        holds=frozenset(fields.texts("holds")),
        raise_on=fields.wanted("raise_on"),
        must_fire=fields.texts("must_fire", required=True),
        must_not_fire=fields.texts("must_not_fire"),
        file=file,
        line=fields.line,
    )


def read_cues(content: Any, *, file: str) -> list[Cue]:
    """The cues of cues.yml."""
    head = Fields(content, file=file, allowed={"owner", "reviewed", "why", "cues"})
    return [_read_cue(name, entry, file=file) for name, entry in head.mapping("cues").items()]


def _read_cue(name: str, entry: Any, *, file: str) -> Cue:
    fields = Fields(entry, file=file, rule=name, allowed=_CUE_KEYS)
    lowers = fields.one_of("lowers", ("check", "urgent", "none")) if fields.has("lowers") else None
    return Cue(
        id=name,
        why=fields.text("why"),
        scope=cast(Scope, fields.one_of("scope", get_args(Scope))),
        reach=fields.number("reach", default=0),
        lowers=cast("Urgency | None", lowers),
        yields_to=frozenset(fields.texts("yields_to")),
        needs=fields.wanted("needs"),
        unless=fields.wanted("unless"),
        patterns=fields.texts("patterns", required=True),
        file=file,
        line=fields.line,
    )
