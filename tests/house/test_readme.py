"""The README tells the truth: every setting that is read is in it, and every command."""

from __future__ import annotations

import re
from pathlib import Path

from bot.cli import _parser

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme() -> None:
    used = set()
    for path in [*(ROOT / "bot").rglob("*.py"), ROOT / "docker-compose.yml"]:
        used |= set(re.findall(r"\bHELPLINE_[A-Z_]+[A-Z]\b", path.read_text(encoding="utf-8")))
    used -= {"HELPLINE_VALKEY_PASSWORD"}  # the compose file's own, explained there
    assert used
    assert sorted(name for name in used if f"`{name}`" not in README) == []


def test_every_command_is_in_the_readme() -> None:
    commands = re.findall(r"\{([a-z,]+)\}", _parser().format_help()) or [
        line.split()[0] for line in _parser().format_help().splitlines() if re.match(r"^    [a-z]+ ", line)
    ]
    assert commands
    for name in commands:
        assert f"helpline {name}" in README, name


def test_the_pictures_that_it_shows_exist() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
