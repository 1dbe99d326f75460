"""The house's rooms: imports run one way, and only the Rasa room imports Rasa."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = {"bot.protocol", "bot.danger", "bot.privacy"}
ALLOWED: dict[str, set[str]] = {
    "bot.protocol": set(),
    "bot.danger": set(),
    "bot.privacy": set(),
    "bot.conversation": PURE,
    "bot.handoff": PURE | {"bot.conversation"},
    "bot.gateway": PURE | {"bot.conversation", "bot.handoff"},
    "bot.nlu": PURE,
    "bot.content": PURE,
    "bot.system": PURE | {"bot.conversation", "bot.handoff", "bot.content"},
    "bot.cli": PURE | {"bot.conversation", "bot.handoff", "bot.content", "bot.system"},
    "actions": PURE,
}


def room_of(module: str) -> str | None:
    if module == "actions" or module.startswith("actions."):
        return "actions"
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "bot" and len(parts) > 1 else None


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            yield node.module or ""
            if node.module in ("bot", "actions"):
                yield from (f"{node.module}.{name.name}" for name in node.names)


def sources() -> list[Path]:
    found = [path for room in ("bot", "actions") for path in sorted((ROOT / room).rglob("*.py"))]
    assert len(found) > 40
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    room = room_of(module)
    if room is None:
        return
    for name in imported(path):
        other = room_of(name)
        if other is not None and other != room:
            assert other in ALLOWED[room], f"{room} may not import {other}"
        if name.split(".")[0] == "rasa":
            assert room == "bot.nlu", f"only bot.nlu imports rasa, not {module}"
        if name.split(".")[0] == "rasa_sdk":
            assert room == "actions", f"only actions import rasa_sdk, not {module}"
        if name.split(".")[0] in ("torch", "transformers"):
            offline = ("bot.danger.training", "bot.danger.report.frozen")
            assert module.startswith(offline), f"only training and the comparison import {name}"


def test_every_room_is_known() -> None:
    rooms = {room_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in sources()}
    assert rooms - {None, "bot.__init__"} <= set(ALLOWED)


def test_the_internet_facing_half_runs_without_rasa() -> None:
    """In a fresh interpreter in which Rasa and TensorFlow cannot be imported at all."""
    code = (
        "import sys\n"
        "for name in ('rasa', 'rasa_sdk', 'tensorflow', 'torch'): sys.modules[name] = None\n"
        "import bot.gateway.app, bot.cli, bot.handoff, bot.danger\n"
        "print('imported')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == "imported", done.stderr[-2000:]
