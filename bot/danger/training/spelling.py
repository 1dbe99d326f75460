"""The spellings that a model is trained with, from the authors' spelling.yml, kept beside the model."""

from __future__ import annotations

import json
from pathlib import Path

import yaml


def spelling_of(danger: Path) -> dict[str, dict[str, str]]:
    """`pictures`, `lookalikes` and `respellings` (each way of typing to what is meant)."""
    content = yaml.safe_load((danger / "spelling.yml").read_text(encoding="utf-8"))
    respellings = {
        typed: str(meant).replace(" '", "'")
        for meant, ways in content["respellings"].items()
        for typed in str(ways).split()
    }
    return {
        "pictures": dict(content["pictures"]),
        "lookalikes": dict(content["lookalikes"]),
        "respellings": respellings,
    }


def write_spelling(spelling: dict[str, dict[str, str]], to: Path) -> None:
    """One file, the same bytes for the same spellings."""
    text = json.dumps(spelling, ensure_ascii=False, indent=1, sort_keys=True)
    to.write_text(text + "\n", encoding="utf-8")
