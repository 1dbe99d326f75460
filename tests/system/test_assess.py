"""`helpline assess`: one message a line in, one JSON object a line out, whatever the bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.system.places import ROOT


def assess(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "assess", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_each_line_becomes_one_object_in_order(tmp_path: Path) -> None:
    lines = [
        "he is strangling her right now",
        "what does MASH stand for?",
        "",
        "thanks",
        "“caf\u00e9” \u2603",
    ]
    file = tmp_path / "messages.txt"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = assess(str(file))
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["text"] for one in found] == lines
    assert all(set(one) == {"text", "urgency", "reasons", "score"} for one in found)
    assert found[0]["urgency"] == "immediate"
    assert found[1]["urgency"] == "none"
    reason = found[0]["reasons"][0]
    assert set(reason) == {"rule", "span", "why"}
    start, end = reason["span"]
    assert "strangling" in lines[0][start:end]


def test_standard_input_works_too_and_a_last_line_without_an_end_counts() -> None:
    done = assess(given=b"one\ntwo")
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["one", "two"]


def test_no_input_is_no_output() -> None:
    done = assess(given=b"")
    assert (done.returncode, done.stdout) == (0, b"")


def test_bytes_that_are_no_text_are_assessed_all_the_same() -> None:
    done = assess(given=b"\xff\xfe\x00 he has a knife to her throat\n\x00\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["urgency"] == "immediate"


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    done = assess(str(tmp_path / "nowhere.txt"))
    assert done.returncode == 1
    assert b"cannot be read" in done.stderr
    assert b"Traceback" not in done.stderr
