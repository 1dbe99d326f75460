"""Guidance entries: whole, dated and in date; and the numbers in replies, which must come from them.

Each entry has `key`, `text`, `source`, `nation`, `owner`, `reviewed_on` and `review_by`, and where there is
one a `number`. An entry past its `review_by` is an error: a wrong number costs more than a missing reply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.content.findings import Finding
from bot.content.marks import Document, Marked, read
from bot.content.responses import Reply
from bot.content.wording import Wording

FOLDER = "data/guidance"
NEEDED = ("key", "text", "source", "nation", "owner", "reviewed_on", "review_by")
KNOWN = frozenset(
    {*NEEDED, "number", "url", "email", "hours", "title", "variants", "topics", "status", "note", "see"}
)

_LONG = re.compile(r"(?<![\w+])\+?\d(?:[ ()-]{0,2}\d){6,14}(?!\w)")
_SHORT = re.compile(r"(?<![\w.,£])(?:999|112|111|101|105|55)(?![\w%]|[.,]\d)")
_DIALLED = re.compile(
    r"\b(?:call|ring|dial|phone|text|press)(?:s|ed|ing)? (\d{2,6})(?![\w,.]\d|\w| \d)", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Guidance:
    """What the entries allow: numbers as written, by their digits, and addresses."""

    numbers: dict[str, str]
    emails: frozenset[str]
    findings: tuple[Finding, ...]


def read_guidance(data: Path, wording: Wording, today: date) -> Guidance:
    """Every entry of `data`/guidance."""
    findings: list[Finding] = []
    numbers: dict[str, str] = {}
    emails: set[str] = set()
    keys: dict[str, tuple[str, int]] = {}
    for path in sorted((data / "guidance").glob("*.yml")):
        document = read(path, name=f"{FOLDER}/{path.name}")
        findings += document.findings
        for name, entry in _entries(document):
            findings += _entry(document, name, entry, wording, today)
            if name in keys:
                findings.append(_twice(document, entry, name, keys[name]))
            keys.setdefault(name, (document.file, entry.line))
            numbers.update((digits(text), text) for text in _numbers(entry))
            emails.update(
                found.lower() for text in entry.texts() for found in _EMAIL.findall(text.text or "")
            )
    return Guidance(numbers, frozenset(emails), tuple(findings))


def digits(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def _entries(document: Document) -> Iterator[tuple[str, Marked]]:
    """A list of entries with `key`, or a mapping from key to entry."""
    for entry in document.root.each():
        yield entry.of("key"), entry
    for name, entry in document.root.pairs():
        if entry.keys is not None:
            yield name, entry


def _numbers(entry: Marked) -> Iterator[str]:
    if entry.of("number"):
        yield entry.of("number")
    for text in entry.texts():
        yield from (found.group() for found in _LONG.finditer(text.text or ""))


def _entry(document: Document, name: str, entry: Marked, wording: Wording, today: date) -> Iterator[Finding]:
    for key, line in entry.lines.items():
        if key not in KNOWN:
            yield Finding(
                document.file,
                line,
                "unknown-key",
                f"{key!r} is no key of a guidance entry.",
                f"Use one of: {', '.join(sorted(KNOWN))}.",
                about=name,
            )
    for key in NEEDED:
        if not entry.of(key) and not (key == "key" and name):
            yield Finding(
                document.file,
                entry.line,
                "guidance-incomplete",
                f"It has no {key!r}.",
                f"Add {key!r}.",
                about=name,
            )
    for key in ("reviewed_on", "review_by"):
        if entry.of(key) and _date(entry.of(key)) is None:
            yield Finding(
                document.file,
                entry.lines[key],
                "guidance-date",
                f"{key} is {entry.of(key)!r}, which is no date.",
                "Write year-month-day, such as 2027-03-01.",
                about=name,
            )
    yield from _due(document, name, entry, wording, today)


def _due(document: Document, name: str, entry: Marked, wording: Wording, today: date) -> Iterator[Finding]:
    due = _date(entry.of("review_by"))
    if due is None:
        return
    owner = entry.of("owner") or "its owner"
    if due < today:
        yield Finding(
            document.file,
            entry.lines["review_by"],
            "guidance-expired",
            f"It had to be reviewed by {due}.",
            f"Ask {owner} to check it against its source, then set reviewed_on and review_by.",
            about=name,
        )
    elif due <= today + timedelta(days=int(wording.numbers["guidance.warn_days"])):
        yield Finding(
            document.file,
            entry.lines["review_by"],
            "guidance-due",
            f"It has to be reviewed by {due}.",
            f"Ask {owner} to check it against its source soon.",
            "warning",
            about=name,
        )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _twice(document: Document, entry: Marked, name: str, first: tuple[str, int]) -> Finding:
    return Finding(
        document.file,
        entry.line,
        "duplicate-guidance",
        f"{name!r} is already in {first[0]}, line {first[1]}.",
        "Keep one of them.",
        about=name,
    )


def check_numbers(replies: tuple[Reply, ...], guidance: Guidance) -> Iterator[Finding]:
    """5.15: every telephone number and address in a reply or a button equals a guidance entry."""
    for reply in replies:
        text = " \n ".join([reply.text, *(button.title for button in reply.buttons)])
        shown = [found.group() for pattern in (_LONG, _SHORT) for found in pattern.finditer(text)]
        shown += _DIALLED.findall(text)
        for number in dict.fromkeys(shown):
            written = guidance.numbers.get(digits(number))
            if written is None:
                yield _unlisted(reply, number)
            elif written != number:
                yield Finding(
                    reply.file,
                    reply.line,
                    "5.15 number-written-differently",
                    f"{number} is written {written} in data/guidance.",
                    f"Write {written}.",
                    "warning",
                    about=reply.name,
                )
        for address in dict.fromkeys(found.lower() for found in _EMAIL.findall(text)):
            if address not in guidance.emails:
                yield _unlisted(reply, address)


def _unlisted(reply: Reply, shown: str) -> Finding:
    return Finding(
        reply.file,
        reply.line,
        "5.15 number-not-in-guidance",
        f"{shown} is in no guidance entry.",
        "Check it against its source and add it to data/guidance/, or take it out.",
        about=reply.name,
    )
