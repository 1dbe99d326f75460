"""Who says which reply: the names in rules, stories, triage data and code, against those in data/domain.

Names in code count where they stand as text ("utter_stop") or as the fixed parts of a filled-in text
(f"utter_common_level_{level}" uses every reply that fits). The code is read, never run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content.examples import Dialogue
from bot.content.findings import Finding
from bot.content.marks import read
from bot.content.responses import Domain

_NAME = re.compile(r"utter_\w+")
_ACTION = re.compile(r"action_\w+")


@dataclass(frozen=True)
class Use:
    """A reply's name, or a pattern of names, and where it is used. Only a whole name has to exist."""

    name: str
    file: str
    line: int
    whole: bool = True


def in_dialogue(dialogue: Dialogue) -> Iterator[Use]:
    """The actions of rules and stories."""
    for document in dialogue.documents:
        for part in ("rules", "stories"):
            listed = document.root.get(part)
            for text in listed.texts() if listed else ():
                if _NAME.fullmatch(text.text or ""):
                    yield Use(text.text or "", document.file, text.line)


def in_data(data: Path, folders: Iterable[str] = ("triage",)) -> Iterator[Use]:
    """Names in other authored folders, as values."""
    for folder in folders:
        for path in sorted((data / folder).glob("**/*.yml")):
            name = f"data/{folder}/{path.relative_to(data / folder).as_posix()}"
            for text in read(path, name=name).root.texts():
                if _NAME.fullmatch(text.text or ""):
                    yield Use(text.text or "", name, text.line)


def in_code(root: Path, folders: Iterable[str]) -> Iterator[Use]:
    """Names in Python files below `root`. A file that Python cannot read is left to Python to report."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            try:
                tree = ast.parse(path.read_text(encoding="utf-8"))
            except (SyntaxError, OSError, UnicodeDecodeError):
                continue
            yield from _in_tree(tree, path.relative_to(root).as_posix())


def _in_tree(tree: ast.AST, file: str) -> Iterator[Use]:
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pattern = "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                for part in node.values
            )
            if pattern.startswith("utter_"):
                yield Use(pattern, file, node.lineno, whole=False)
        elif isinstance(node, ast.Constant) and id(node) not in inside and _NAME.fullmatch(str(node.value)):
            yield Use(str(node.value), file, node.lineno)


def check_use(domain: Domain, uses: Iterable[Use]) -> Iterator[Finding]:
    """Every used reply exists, every reply is used."""
    known = list(uses)
    for use in known:
        if use.whole and use.name not in domain.responses:
            yield Finding(
                use.file,
                use.line,
                "unknown-response",
                "No file of data/domain has this reply, so nothing would be said.",
                "Write it, or correct its name.",
                about=use.name,
            )
    names = {use.name for use in known if use.whole}
    patterns = [re.compile(use.name) for use in known if not use.whole]
    for name, (file, line) in domain.responses.items():
        if name not in names and not any(pattern.fullmatch(name) for pattern in patterns):
            yield Finding(
                file,
                line,
                "unused-response",
                "No rule, story, triage file or action says it.",
                "Use it or take it out.",
                about=name,
            )


def check_actions(domain: Domain, dialogue: Dialogue) -> Iterator[Finding]:
    """Every action of a rule or story is listed in the domain: Rasa trains nothing with one that is not."""
    for document in dialogue.documents:
        for part in ("rules", "stories"):
            listed = document.root.get(part)
            for text in listed.texts() if listed else ():
                name = text.text or ""
                if _ACTION.fullmatch(name) and name not in domain.actions:
                    yield Finding(
                        document.file,
                        text.line,
                        "unknown-action",
                        "It is not among the actions of data/domain, so nothing could be trained.",
                        "Add it to `actions` in data/domain/facts.yml, or correct its name.",
                        about=name,
                    )


def check_twins(domain: Domain, dialogue: Dialogue) -> Iterator[Finding]:
    """Every topic has data/domain/<topic>.yml and data/dialogue/<topic>/ with something in it."""
    filled = {document.file.split("/")[2] for document in dialogue.documents if document.file.count("/") > 2}
    for topic in sorted(set(domain.files) - filled):
        yield Finding(
            f"data/domain/{topic}.yml",
            1,
            "twin-files",
            f"data/dialogue/{topic}/ is missing or empty, so nothing leads to these replies.",
            f"Add data/dialogue/{topic}/nlu.yml and rules.yml.",
            about=topic,
        )
    for topic in sorted({*dialogue.topics, *filled} - set(domain.files)):
        yield Finding(
            f"data/dialogue/{topic}",
            1,
            "twin-files",
            f"data/domain/{topic}.yml is missing, so there is nothing to say.",
            f"Add data/domain/{topic}.yml.",
            about=topic,
        )


def check_buttons(domain: Domain) -> Iterator[Finding]:
    """Every button sends an intent that the domain knows."""
    for reply in domain.replies:
        for button in reply.buttons:
            found = re.match(r"/(\w+)", button.payload)
            if button.payload and (found is None or found.group(1) not in domain.intents):
                yield Finding(
                    reply.file,
                    button.line,
                    "unknown-button",
                    f"The button sends {button.payload!r}, which is no intent of data/domain.",
                    "Write / and the name of an intent, such as /ask_person.",
                    about=reply.name,
                )
