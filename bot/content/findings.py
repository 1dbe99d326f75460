"""What the check says: a finding has a place, a rule, a reason and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing to put right.

    `file` is relative to the folder that holds data/, `line` counts from 1. `rule` is a short name, with the
    number of its rule in domain.md section 5 where it has one ("5.2 long-sentence"). `about` is the reply
    or entry that it is about, which exceptions refer to; "" where there is none.
    """

    file: str
    line: int
    rule: str
    why: str
    instead: str
    level: Level = "error"
    about: str = ""


class ContentError(Exception):
    """A file of the check's own (data/wording/) cannot be used. `finding` says which and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.file}:{finding.line}: {finding.why}")
        self.finding = finding


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file and line, errors first on a line, each once."""
    return sorted(
        set(findings), key=lambda found: (found.file, found.line, found.level, found.rule, found.why)
    )


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that must be put right before the content is used."""
    return [found for found in findings if found.level == "error"]


def as_text(findings: Sequence[Finding]) -> str:
    """For a person: one finding in three lines, and how many there are."""
    lines: list[str] = []
    for found in findings:
        about = f" {found.about}:" if found.about else ""
        lines += [
            f"{found.file}:{found.line}: {found.level}: {found.rule}",
            f"   {about} {found.why}".rstrip(),
        ]
        lines.append(f"    Instead: {found.instead}")
    wrong = len(errors(findings))
    other = len(findings) - wrong
    lines.append(f"{wrong} {_plural(wrong, 'error')}, {other} {_plural(other, 'warning')}.")
    return "\n".join(lines)


def _plural(count: int, word: str) -> str:
    return word if count == 1 else word + "s"


def as_json(findings: Sequence[Finding]) -> str:
    """For an editor: {"errors", "warnings", "findings": [...]}."""
    wrong = len(errors(findings))
    report = {
        "errors": wrong,
        "warnings": len(findings) - wrong,
        "findings": [asdict(found) for found in findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
