"""What law, duties and numbers say, by key: data/guidance, and the words of the caller's own nation.

Why by key: facts change with a date and differ between nations, so no topic file repeats one. An unknown
nation gets the generic words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Entry:
    """One fact: generic `text`, and other words for some nations."""

    text: str
    variants: Mapping[str, str] = field(default_factory=dict)

    def for_nation(self, nation: str | None) -> str:
        """The words for a nation of the United Kingdom, or the generic ones."""
        return self.variants.get(nation or "", self.text)


def read_guidance(folder: Path) -> dict[str, Entry]:
    """Every entry of data/guidance by its key. What is wrong with a file is said by `helpline check`."""
    return {
        str(raw["key"]): Entry(
            str(raw["text"]), {str(k): str(v) for k, v in (raw.get("variants") or {}).items()}
        )
        for path in sorted(folder.glob("*.yml"))
        for raw in _entries(path)
    }


def _entries(path: Path) -> Iterator[Mapping[str, Any]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for raw in content if isinstance(content, list) else ():
        if isinstance(raw, dict) and raw.get("key") and raw.get("text"):
            yield raw
