"""The small language in which authors write patterns, and its compilation for spaCy.

    won't wake            these words, in this order (spelt as people say them; contractions are understood)
    (knife|butter knife)  one of these; an alternative may be several words and hold groups of its own
    wake up?              a word, group or class followed by ? may be missing
    <child>               any word or phrase of the class `child` in words.yml
    strangle~             any form of the word: strangle, strangles, strangled, strangling
    {0-3}                 from none to three words of any kind; {4} means {0-4}

Fillers ("just", "literally", "like") may stand between any two words. A pattern is parsed into parts, and
alternatives of several words are multiplied out into variants: each is what spaCy's Matcher would take as one
of its patterns over the words' norms, and engine.py finds what that Matcher would find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

FILLERS = 2
"""The most fillers between two words of a pattern."""
MAX_VARIANTS = 3000
MAX_LENGTH = 24
_PIECE = re.compile(
    r"\s*(?:\{(?P<low>\d+)(?:-(?P<high>\d+))?\}|<(?P<name>[a-z_]+)>|(?P<word>[a-z0-9'&/\-]+~?)"
    r"|(?P<mark>[()|?]))"
)

Words = tuple[str, ...]
Spell = Callable[[str], Words]


class PatternError(ValueError):
    """A pattern cannot be read; the message says why."""


@dataclass(frozen=True)
class Gap:
    """Any words, from `low` to `high` of them."""

    low: int
    high: int


@dataclass(frozen=True)
class Slot:
    """One word of a variant: any of `words`."""

    words: frozenset[str]
    optional: bool = False


Item = Gap | Slot
Items = tuple[Item, ...]
Options = tuple[Items, ...]


@dataclass(frozen=True)
class Variant:
    """One way to match a pattern: its items, and the words of which one must stand at each required place."""

    items: Items
    fillers: frozenset[str]
    required: tuple[frozenset[str], ...]
    optional: tuple[frozenset[str], ...]

    @property
    def length(self) -> int:
        """The most words that it can span, fillers aside."""
        return sum(item.high if isinstance(item, Gap) else 1 for item in self.items)


class Language:
    """Reads patterns. Knows the word classes and the irregular forms; `spell` normalises a literal."""

    def __init__(
        self,
        *,
        classes: Mapping[str, Sequence[str]],
        forms: Mapping[str, Sequence[str]],
        fillers: Sequence[str],
        spell: Spell,
    ) -> None:
        self._forms = forms
        self._spell = spell
        self._literals: dict[str, Options] = {}
        self.fillers = frozenset(fillers)
        self._classes = {
            name: _merged([option for entry in entries for option in self._sequence(entry)])
            for name, entries in classes.items()
        }
        self._classes["question"] = ((Slot(frozenset("?")),),)

    def class_names(self) -> list[str]:
        """The names of all word classes."""
        return list(self._classes)

    def class_words(self, name: str) -> frozenset[str]:
        """The single words of one class (its phrases match in patterns only)."""
        return frozenset().union(*(item.words for items in self._classes[name] for item in _lone(items)))

    def variants(self, pattern: str) -> list[Variant]:
        """Every variant of a pattern."""
        options = dict.fromkeys(self._sequence(pattern))
        if any(not any(isinstance(item, Slot) and not item.optional for item in items) for items in options):
            raise PatternError(f"the pattern {pattern!r} can match without any word")
        if any(_loose((items[:1],)) or _loose((items[-1:],)) for items in options):
            raise PatternError(
                f"the pattern {pattern!r} begins or ends with a gap or a part that may be missing"
            )
        found = [self._variant(items) for items in options]
        longest = max(variant.length for variant in found)
        if longest > MAX_LENGTH:
            raise PatternError(f"the pattern {pattern!r} can span {longest} words; the most is {MAX_LENGTH}")
        return found

    def _sequence(self, pattern: str) -> Options:
        reader = _Reader(pattern)
        options = self._read_sequence(reader)
        if reader.peek() is not None:
            raise PatternError(f"there is a ) or | too many in the pattern {pattern!r}")
        return options

    def _read_sequence(self, reader: _Reader) -> Options:
        parts: list[Options] = []
        while (piece := reader.peek()) is not None and piece["mark"] not in (")", "|"):
            parts.append(self._read_part(reader))
        if not parts:
            raise PatternError(f"something is empty in the pattern {reader.pattern!r}")
        count = 1
        for part in parts:
            count *= len(part)
        if count > MAX_VARIANTS:
            raise PatternError(
                f"the pattern {reader.pattern!r} has {count} variants; write it as several patterns"
            )
        return tuple(tuple(item for items in chosen for item in items) for chosen in product(*parts))

    def _read_part(self, reader: _Reader) -> Options:
        piece = reader.take()
        if piece["low"] is not None:
            low, high = int(piece["low"]), int(piece["high"] or piece["low"])
            return ((Gap(low if piece["high"] else 0, high),),)
        if piece["name"] is not None:
            if piece["name"] not in self._classes:
                raise PatternError(f"there is no word class <{piece['name']}> in words.yml")
            options = self._classes[piece["name"]]
        elif piece["word"] is not None:
            options = self._literal(piece["word"])
        elif piece["mark"] == "(":
            options = self._read_group(reader)
        else:
            raise PatternError(f"there is a {piece['mark']} too many in the pattern {reader.pattern!r}")
        following = reader.peek()
        if following is not None and following["mark"] == "?":
            reader.take()
            return _optional(options)
        return options

    def _read_group(self, reader: _Reader) -> Options:
        options = list(self._read_sequence(reader))
        while (piece := reader.take())["mark"] == "|":
            options.extend(self._read_sequence(reader))
        if piece["mark"] != ")":
            raise PatternError(f"a ( is not closed in the pattern {reader.pattern!r}")
        return _merged(options)

    def _literal(self, word: str) -> Options:
        if word not in self._literals:
            forms = (
                tuple(Slot(frozenset((norm,))) for norm in self._spell(form)) for form in self._forms_of(word)
            )
            self._literals[word] = _merged(list(forms))
        return self._literals[word]

    def _forms_of(self, word: str) -> Sequence[str]:
        if not word.endswith("~"):
            return [word]
        base = word[:-1]
        return [base, *self._forms[base]] if base in self._forms else regular_forms(base)

    def _variant(self, items: Items) -> Variant:
        slots = [item for item in items if isinstance(item, Slot)]
        return Variant(
            items=items,
            fillers=self.fillers,
            required=tuple(slot.words for slot in slots if not slot.optional),
            optional=tuple(slot.words for slot in slots if slot.optional),
        )


class _Reader:
    """The pieces of one pattern, one after the other."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern.strip()
        self._place = 0

    def peek(self) -> re.Match[str] | None:
        """The next piece, or None at the end."""
        if self._place >= len(self.pattern):
            return None
        piece = _PIECE.match(self.pattern, self._place)
        if piece is None:
            raise PatternError(f"cannot read {self.pattern[self._place :]!r} in the pattern {self.pattern!r}")
        return piece

    def take(self) -> re.Match[str]:
        """The next piece, stepping over it."""
        piece = self.peek()
        if piece is None:
            raise PatternError(f"the pattern {self.pattern!r} ends too early; is a ( not closed?")
        self._place = piece.end()
        return piece


def _lone(items: Items) -> tuple[Slot, ...]:
    only = items[0] if len(items) == 1 else None
    return (only,) if isinstance(only, Slot) else ()


def _merged(options: Sequence[Items]) -> Options:
    """The alternatives with all single words put into one slot."""
    words = frozenset(
        word for items in options for slot in _lone(items) if not slot.optional for word in slot.words
    )
    rest = [items for items in options if not _lone(items) or _lone(items)[0].optional]
    return tuple(dict.fromkeys([*([(Slot(words),)] if words else []), *rest]))


def _optional(options: Options) -> Options:
    lone = [items for items in options if _lone(items)]
    missing: Items = tuple(Slot(slot.words, optional=True) for items in lone for slot in _lone(items))[:1]
    return (missing, *(items for items in options if not _lone(items)))


def _loose(options: Options) -> bool:
    return any(all(isinstance(item, Gap) or item.optional for item in items) for items in options)


def regular_forms(base: str) -> list[str]:
    """The regular forms of a verb or noun: base, -s, -ed, -ing (with doubling, dropped e, y to i)."""
    doubled = base + base[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", base) else base
    stem = base[:-1] if base.endswith("e") else doubled
    if re.search(r"[^aeiou]y$", base):
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    plural = base + "es" if re.search(r"(s|x|z|ch|sh)$", base) else base + "s"
    gerund = base[:-2] + "ying" if base.endswith("ie") else stem + "ing"
    return [base, plural, stem + "ed", gerund]
