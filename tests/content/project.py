"""A small content folder that breaks no rule, for tests to spoil in one place at a time."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.check import check
from bot.content.findings import Finding

TODAY = date(2027, 1, 15)
REAL = Path(__file__).resolve().parents[2] / "data"

TOPIC = """\
version: "3.1"
intents:
  - tooth: {use_entities: []}
  - skip
  - ask_person
responses:
  utter_tooth_ack:
    - text: "Thank you. Let us look at it together."
  utter_tooth_ask_pain:
    - text: "Is the child in pain today? I ask because pain needs help soon."
      buttons:
        - {title: "Skip this", payload: "/skip"}
        - {title: "Talk to a person", payload: "/ask_person"}
  utter_tooth_urgent:
    - text: >-
        Please tell your safeguarding lead today.
        You can ring the helpline on 0808 800 5000.
"""
IMMEDIATE = """\
version: "3.1"
intents: [danger_now]
responses:
  utter_immediate_call_999:
    - text: "Call 999 now. Say where you are. Stay with the child if it is safe."
  utter_level_concern:
    - text: "This is worth sharing with your lead."
"""
EXAMPLES = """\
version: "3.1"
nlu:
- intent: tooth
  examples: |
    - he has had toothache for weeks
    - her teeth are black at the front
    - they never take him to the dentist
    - face is swollen on one side
    - mum says baby teeth do not matter
    - three appointments and not brought once
    - she holds her jaw in class
    - abscess again and nobody has rung us
    - cannot chew on the left he tells me
    - dad laughs when she cries with her tooth
"""
RULES = """\
version: "3.1"
rules:
- rule: A tooth
  steps:
  - intent: tooth
  - action: utter_tooth_ack
  - action: utter_tooth_ask_pain
  - action: utter_tooth_urgent
"""
DANGER_RULES = """\
version: "3.1"
rules:
- rule: Danger
  steps:
  - intent: danger_now
  - action: utter_immediate_call_999
"""
GUIDANCE = """\
- key: emergency
  text: Emergency services
  number: "999"
  source: GOV.UK
  nation: UK
  owner: safeguarding lead
  reviewed_on: 2027-01-01
  review_by: 2027-12-01
- key: helpline
  text: The helpline
  number: "0808 800 5000"
  source: nspcc.org.uk
  nation: UK
  owner: safeguarding lead
  reviewed_on: 2027-01-01
  review_by: 2027-12-01
"""
ACTION = '''"""Says the level."""


def replies(level: str) -> list[str]:
    return [f"utter_level_{level}"]
'''
FILES = {
    "data/domain/tooth.yml": TOPIC,
    "data/domain/immediate.yml": IMMEDIATE,
    "data/dialogue/tooth/nlu.yml": EXAMPLES,
    "data/dialogue/tooth/rules.yml": RULES,
    "data/dialogue/immediate/rules.yml": DANGER_RULES,
    "data/guidance/services.yml": GUIDANCE,
    "data/wording/exceptions.yml": "[]\n",
    "actions/action_level.py": ACTION,
}


@dataclass(frozen=True)
class Project:
    """The folder, and how to spoil and check it."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """A new or other file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace words in a file; they have to be there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))

    def check(self) -> list[Finding]:
        """What the check finds, on a fixed day."""
        return check(self.root / "data", today=TODAY)


def make(root: Path) -> Project:
    """The good project below `root`, with the real word lists."""
    shutil.copytree(REAL / "wording", root / "data" / "wording")
    project = Project(root)
    for name, text in FILES.items():
        project.write(name, text)
    return project
