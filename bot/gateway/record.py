"""The note that a professional takes away: what they said, what it came to, what was advised, what is open.

Why here: only the log has everything in its order with its times, and it is read once, when the note is asked
for. The note is de-identified because the log is. Fact and opinion stand apart: the dialogue says of each
message which of the two it answered (`section`); else a message that tells something counts as told.

Every heading and label is a reply of data/domain/record.yml; the rest are the professional's own words and
approved replies that were really said. `as_text` and bot/gateway/record_pdf.py draw the same `Note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import yaml

from bot.conversation import ConversationLog, Entry
from bot.conversation.safety import LOCAL
from bot.protocol import NOT_ASKED, HandoffSummary

RESPONSE = "note"
"""The name under which a note stands in the log."""
ADVICE = ("_urgent", "_steps", "_avoid", "_record", "_stay_a", "_call_999", "_card_immediate")
_LEAST_WORDS = 6
_LEFT_OUT = frozenset(
    {"level", "level_reasons", "trigger_phrases", "answers", "wants", "wellbeing", "safe_to_contact"}
)


@dataclass(frozen=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """A note, ready to be drawn. `made` is local time in words."""

    title: str
    limits: str
    made: str
    sections: tuple[Section, ...]

    def as_text(self) -> str:
        """For the chat, the clipboard and a text file."""
        parts = [self.title, self.limits, self.made]
        for section in self.sections:
            parts.append("\n".join([section.heading.upper(), *(f"- {line}" for line in section.lines)]))
        return "\n\n".join(parts) + "\n"


class Notes:
    """Makes notes, with the labels of data/domain/record.yml."""

    def __init__(self, log: ConversationLog, labels: dict[str, str]) -> None:
        self._log = log
        self._labels = labels

    async def make(self, conversation: str, *, now: datetime) -> Note:
        """The note of a conversation as it stands. Raises `LogUnavailable`."""
        entries = [entry async for entry in self._log.read_all(conversation)]
        state = await self._log.state(conversation)
        sections = _sections_of(entries)
        told = [(entry, sections.get(entry.seq, _guess(entry))) for entry in _words_of(entries)]
        level = self._label(f"utter_record_level_{state.level}")
        found = (
            ("told", [_line(entry) for entry, section in told if section == "told"]),
            ("opinion", [_line(entry) for entry, section in told if section == "opinion"]),
            ("facts", [*self._facts(state.summary), *state.summary.answers]),
            ("level", [level, *state.summary.level_reasons]),
            ("advised", [_line(entry) for entry in _advice(entries)]),
            ("plan", [_line(entry) for entry, section in told if section == "plan"]),
            (
                "people",
                [_line(entry) for entry in entries if entry.event in ("claimed", "closed", "released")],
            ),
            ("open", [*self._open(state.summary)]),
        )
        return Note(
            self._label("utter_record_title"),
            self._label("utter_record_limits"),
            f"{self._label('utter_record_made')} {_when(int(now.timestamp() * 1000))}",
            tuple(
                Section(self._label(f"utter_record_head_{name}"), tuple(lines))
                for name, lines in found
                if lines
            ),
        )

    def _facts(self, summary: HandoffSummary) -> Iterable[str]:
        for name, value in _fields(summary):
            if value != NOT_ASKED:
                yield f"{self._label(f'utter_record_field_{name}')}: {value}"

    def _open(self, summary: HandoffSummary) -> Iterable[str]:
        missing = [
            self._label(f"utter_record_field_{name}")
            for name, value in _fields(summary)
            if value == NOT_ASKED
        ]
        if missing:
            yield ", ".join(missing)

    def _label(self, name: str) -> str:
        return self._labels[name]


def labels_of(data: Path) -> dict[str, str]:
    """The labels in `data`/domain/record.yml.

    Raises:
        KeyError, OSError, yaml.YAMLError: the file is not as it should be; the gateway then does not start.
    """
    content = yaml.safe_load((data / "domain" / "record.yml").read_text(encoding="utf-8"))
    return {name: str(variants[0]["text"]) for name, variants in content["responses"].items()}


def _fields(summary: HandoffSummary) -> list[tuple[str, str]]:
    return [
        (name, str(value)) for name, value in msgspec.structs.asdict(summary).items() if name not in _LEFT_OUT
    ]


def _words_of(entries: Sequence[Entry]) -> list[Entry]:
    """The professional's own typed messages."""
    return [
        entry
        for entry in entries
        if entry.sender == "professional" and entry.kind == "message" and not entry.payload
    ]


def _sections_of(entries: Sequence[Entry]) -> dict[int, str]:
    return {entry.about: entry.section or "" for entry in entries if entry.about}


def _guess(entry: Entry) -> str | None:
    tells = len(entry.text.split()) >= _LEAST_WORDS and not entry.text.rstrip().endswith("?")
    return "told" if tells else None


def _advice(entries: Sequence[Entry]) -> list[Entry]:
    given: dict[str, Entry] = {}
    for entry in entries:
        if entry.response and entry.response.endswith(ADVICE) and entry.sender == "assistant":
            given.setdefault(entry.text, entry)
    return list(given.values())


def _line(entry: Entry) -> str:
    return f"{_when(entry.at)}: {' '.join((entry.text or entry.event or '').split())}"


def _when(at: int) -> str:
    """Milliseconds since the epoch as local time of the United Kingdom, in words."""
    return datetime.fromtimestamp(at / 1000, LOCAL).strftime("%-d %b %Y, %H:%M")
