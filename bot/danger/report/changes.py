"""What a change of rules, cues or encoder does to the kept examples: which answers moved, and who moved them.

`answers.txt` beside the kept examples holds the answer to each, line by line, as it was when the level was
last measured. An author who changed a rule sees at once which example is answered worse now and which rule
did it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.danger.detector import load
from bot.danger.model import RANK, Assessment, Urgency
from bot.danger.training.examples import KEPT, Example, read_kept

ANSWERS = KEPT / "answers.txt"


@dataclass(frozen=True)
class Change:
    """One kept example that is answered otherwise than before."""

    example: Example
    before: Urgency
    now: Assessment

    @property
    def worse(self) -> bool:
        """Whether the answer is further from the label than it was."""
        wanted = RANK[self.example.label]
        return abs(RANK[self.now.urgency] - wanted) > abs(RANK[self.before] - wanted)


def answers_now(examples: Sequence[Example]) -> list[Assessment]:
    """The shipped detector's answers."""
    detector = load()
    return [detector.assess(example.text) for example in examples]


def write_answers(path: Path = ANSWERS) -> None:
    """Put today's answers on file."""
    path.write_text("".join(f"{one.urgency}\n" for one in answers_now(read_kept())), encoding="utf-8")


def changes(path: Path = ANSWERS) -> list[Change]:
    """Every kept example whose answer moved since the answers were written; those that got worse first."""
    examples = read_kept()
    before: list[Urgency] = path.read_text(encoding="utf-8").split()  # type: ignore[assignment]
    found = [
        Change(example, was, now)
        for example, was, now in zip(examples, before, answers_now(examples), strict=True)
        if was != now.urgency
    ]
    return sorted(found, key=lambda one: not one.worse)


def changes_text() -> str:
    """What `helpline danger changes` prints."""
    found = changes()
    worse = sum(one.worse for one in found)
    lines = [
        f"{len(found)} kept examples are answered otherwise than when last measured, {worse} of them worse."
    ]
    for one in found:
        verdict = "worse" if one.worse else "better"
        lines += [
            "",
            f"{verdict}: {one.before} -> {one.now.urgency}, wanted {one.example.label}: {one.example.text}",
        ]
        lines += [f"  {reason.rule}: {reason.why}" for reason in one.now.reasons] or ["  nothing fires"]
    return "\n".join(lines) + "\n"
