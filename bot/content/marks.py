"""YAML with the line of every value, so that a finding can say where.

All scalars stay text as written: a date is read where a date is expected. A key that stands twice in
one mapping, which YAML readers take silently, is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.content.findings import Finding


@dataclass(frozen=True)
class Marked:
    """A value of a YAML file and the line on which it begins.

    Exactly one of `text`, `items` and `keys` is set; all are None for an empty value. `lines` says
    where each key stands.
    """

    line: int
    text: str | None = None
    items: tuple[Marked, ...] | None = None
    keys: dict[str, Marked] | None = None
    lines: dict[str, int] = field(default_factory=dict)

    def get(self, key: str) -> Marked | None:
        """The value of `key`, None where there is none or this is no mapping."""
        return self.keys.get(key) if self.keys is not None else None

    def of(self, key: str) -> str:
        """The text of `key`, stripped; "" where there is none."""
        found = self.get(key)
        return (found.text or "").strip() if found is not None else ""

    def each(self) -> tuple[Marked, ...]:
        """The items of a list; none where this is no list."""
        return self.items or ()

    def pairs(self) -> Iterator[tuple[str, Marked]]:
        """Keys and values of a mapping; none where this is no mapping."""
        yield from (self.keys or {}).items()

    def texts(self) -> Iterator[Marked]:
        """Every scalar below, keys apart."""
        if self.text is not None:
            yield self
        for item in self.each():
            yield from item.texts()
        for _, value in self.pairs():
            yield from value.texts()


EMPTY = Marked(1)


@dataclass(frozen=True)
class Document:
    """A file that was read: its content, or what is wrong with it."""

    file: str
    root: Marked
    findings: tuple[Finding, ...] = ()

    @property
    def broken(self) -> bool:
        """It could not be read at all."""
        return any(found.rule == "broken-file" for found in self.findings)


def read(path: Path, *, name: str) -> Document:
    """The file at `path`, shown as `name`. Never raises for its content."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        repeated: list[tuple[str, int]] = []
        root = _marked(node, repeated) if node is not None else EMPTY
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Document(name, EMPTY, (_broken(name, line, error.problem or "it ends too early"),))
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        return Document(name, EMPTY, (_broken(name, 1, str(error).splitlines()[0]),))
    return Document(
        name,
        root,
        tuple(
            Finding(
                name,
                line,
                "repeated-key",
                f"{key!r} stands twice here; only the last one counts.",
                "Keep one of them, or give the other a name of its own.",
                about=key,
            )
            for key, line in repeated
        ),
    )


def _broken(name: str, line: int, problem: str) -> Finding:
    return Finding(
        name,
        line,
        "broken-file",
        f"This file cannot be read from here on: {problem}.",
        "Check quotes, colons and the spaces at the beginning of this line and the one above. Use no tabs.",
    )


def _marked(node: yaml.Node, repeated: list[tuple[str, int]]) -> Marked:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Marked(line, items=tuple(_marked(item, repeated) for item in node.value))
    if isinstance(node, yaml.MappingNode):
        keys: dict[str, Marked] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in keys:
                repeated.append((key, key_node.start_mark.line + 1))
            keys[key] = _marked(value_node, repeated)
            lines[key] = key_node.start_mark.line + 1
        return Marked(line, keys=keys, lines=lines)
    return Marked(line, text=None if node.tag == "tag:yaml.org,2002:null" else str(node.value))
