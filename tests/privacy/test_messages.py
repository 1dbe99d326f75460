"""How much is found and how much is taken by mistake, on invented messages (messages.txt, later.txt)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.privacy import redact

HERE = Path(__file__).parent
MARK = re.compile(r"\{(?P<kind>[a-zA-Z ]+)\|(?P<text>[^}]+)\}")


@dataclass(frozen=True)
class Message:
    """A message without its marks, and the marked identifiers as (kind, start, end)."""

    text: str
    marks: tuple[tuple[str, int, int], ...]


def _read(line: str) -> Message:
    text, marks, done = "", [], 0
    for mark in MARK.finditer(line):
        text += line[done : mark.start()]
        marks.append((mark["kind"], len(text), len(text) + len(mark["text"])))
        text += mark["text"]
        done = mark.end()
    return Message(text + line[done:], tuple(marks))


def messages() -> list[Message]:
    lines = [
        line
        for file in ("messages.txt", "later.txt")
        for line in (HERE / file).read_text("utf-8").splitlines()
    ]
    return [_read(line) for line in lines if line and not line.startswith("#")]


def test_there_are_enough_messages() -> None:
    assert len(messages()) >= 120


def test_at_least_95_in_100_identifiers_are_found() -> None:
    missed: list[str] = []
    total = 0
    for message in messages():
        taken = [found.span_in_original for found in redact(message.text).found]
        for kind, start, end in message.marks:
            if kind == "bare":
                continue
            total += 1
            end -= message.text[start:end].endswith("s") and kind == "name"
            if not any(first <= start and end <= last for first, last in taken):
                missed.append(message.text[start:end])
    assert total >= 100
    assert 1 - len(missed) / total >= 0.95, missed


def test_at_most_3_in_100_messages_lose_a_word_that_is_no_identifier() -> None:
    wrong: list[str] = []
    for message in messages():
        for found in redact(message.text).found:
            first, last = found.span_in_original
            if not any(first < end and start < last for _, start, end in message.marks):
                wrong.append(f"{message.text[first:last]!r} in {message.text!r}")
    assert len(wrong) / len(messages()) <= 0.03, wrong


def test_what_is_found_gets_the_placeholder_of_its_kind() -> None:
    for message in messages():
        kinds = {found.span_in_original[0]: found.kind for found in redact(message.text).found}
        for kind, start, _ in message.marks:
            assert kinds.get(start, kind) in (kind, "name"), message.text
