"""The labelled examples: read, checked against the closed lists, and fingerprinted.

A line that breaks the format stops the reading with its file and line. The fingerprint covers the bytes of
every example file in order of name; the model's card keeps it, so a test can say "train again".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bot.danger.encoder import LABELS
from bot.danger.errors import DangerDataError
from bot.danger.model import Urgency

DANGER = Path(__file__).parents[3] / "data" / "danger"
EXAMPLES = DANGER / "examples"
MODEL = DANGER / "model"
KEPT = Path(__file__).parents[3] / "tests" / "danger" / "kept"

CATEGORIES = (
    "abduction", "acute_neglect", "attack_threat", "birth_emergency", "blade", "captivity_exploitation",
    "child_alone", "child_or_parent_user", "fgm_forced_marriage", "fire_gas_explosive", "firearm", "general",
    "honour_based", "incapacitated_carer", "infant_head_injury", "medical_collapse", "missing",
    "overdose_poisoning", "professional_in_danger", "sexual_assault", "strangulation", "suicide",
    "threat_to_kill", "violence_now", "water_height_rail_road",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One labelled message. `pair` names the contrast pair (unique over all files), or is None."""

    text: str
    label: Urgency
    category: str
    register: str
    difficulty: str
    traps: tuple[str, ...]
    position: str
    pair: str | None

    @property
    def words(self) -> int:
        """Length in words, as people count them."""
        return len(self.text.split())


def example_files(folder: Path = EXAMPLES) -> list[Path]:
    """The example files of a folder, in the order that everything here uses."""
    return sorted(folder.glob("*.jsonl"))


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Every example of the files, in order.

    Raises:
        DangerDataError: a line is not an example; the message names the file and the line.
    """
    return [
        _example(line, path=path, number=number)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
        if line.strip()
    ]


def read_kept() -> list[Example]:
    """The examples that are only measured on, file by file: several writers, none of whom saw the others."""
    return read_examples(example_files(KEPT))


def fingerprint(folder: Path = EXAMPLES) -> str:
    """SHA-256 over the names and bytes of the example files."""
    digest = hashlib.sha256()
    for path in example_files(folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _example(line: str, *, path: Path, number: int) -> Example:
    try:
        row: dict[str, Any] = json.loads(line)
    except ValueError as error:
        raise DangerDataError("not JSON", file=path.name, line=number) from error
    wanted = {field.name for field in fields(Example)}
    if not isinstance(row, dict) or set(row) != wanted:
        keys = ", ".join(sorted(wanted))
        raise DangerDataError(f"an example has exactly the keys {keys}", file=path.name, line=number)
    if row["label"] not in LABELS or row["category"] not in CATEGORIES:
        raise DangerDataError("label or category is not in the closed list", file=path.name, line=number)
    pair = f"{path.stem}:{row['pair']}" if row["pair"] else None
    return Example(**{**row, "traps": tuple(row["traps"]), "pair": pair})
