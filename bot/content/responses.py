"""Reads every reply of data/domain/, with its lines, and finds what is wrong with the files themselves.

In this order: unreadable files, unknown keys, replies without words, replies defined twice. A reply
that can be read goes on to the rules of `language`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content.findings import Finding
from bot.content.marks import Document, Marked, read

FOLDER = "data/domain"
DOMAIN_KEYS = frozenset(
    {
        "version",
        "intents",
        "entities",
        "slots",
        "responses",
        "actions",
        "forms",
        "e2e_actions",
        "session_config",
        "config",
    }
)
VARIANT_KEYS = frozenset(
    {
        "text",
        "buttons",
        "quick_replies",
        "custom",
        "image",
        "channel",
        "condition",
        "metadata",
        "attachment",
        "elements",
        "id",
    }
)
BUTTON_KEYS = frozenset({"title", "payload", "type", "content_type"})


@dataclass(frozen=True)
class Button:
    """One option under a reply."""

    title: str
    payload: str
    line: int


@dataclass(frozen=True)
class Reply:
    """One variant of a response: what one person may see at once. `nations`: those it is conditional on."""

    name: str
    file: str
    line: int
    text: str
    buttons: tuple[Button, ...] = ()
    nations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Domain:
    """Everything of data/domain/ that other parts of the check ask for."""

    replies: tuple[Reply, ...]
    responses: dict[str, tuple[str, int]]
    intents: dict[str, tuple[str, int]]
    actions: frozenset[str]
    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_domain(data: Path) -> Domain:
    """All of `data`/domain, sorted by file name."""
    findings: list[Finding] = []
    replies: list[Reply] = []
    responses: dict[str, tuple[str, int]] = {}
    intents: dict[str, tuple[str, int]] = {}
    actions: set[str] = set()
    files = sorted((data / "domain").glob("*.yml"))
    for path in files:
        document = read(path, name=f"{FOLDER}/{path.name}")
        findings += document.findings
        if document.broken:
            continue
        findings += _unknown(document, document.root, DOMAIN_KEYS, "of a domain file")
        for intent in _intents(document.root):
            intents.setdefault(intent.text or "", (document.file, intent.line))
        listed = document.root.get("actions")
        actions |= {item.text for item in (listed.each() if listed else ()) if item.text}
        named = document.root.get("responses")
        for name, variants in named.pairs() if named else ():
            line = named.lines[name] if named else 1
            if name in responses:
                findings.append(_twice(document.file, line, name, responses[name]))
            responses.setdefault(name, (document.file, line))
            for reply in _replies(document, name, line, variants, findings):
                replies.append(reply)
    names = tuple(path.stem for path in files)
    return Domain(tuple(replies), responses, intents, frozenset(actions), names, tuple(findings))


def _intents(root: Marked) -> Iterator[Marked]:
    listed = root.get("intents")
    for item in listed.each() if listed else ():
        if item.text is not None:
            yield item
        for name, _ in item.pairs():
            yield Marked(item.line, text=name)


def _unknown(document: Document, marked: Marked, known: frozenset[str], what: str) -> Iterator[Finding]:
    for key, line in marked.lines.items():
        if key not in known:
            yield Finding(
                document.file,
                line,
                "unknown-key",
                f"{key!r} is no key {what}.",
                f"Use one of: {', '.join(sorted(known))}. Check the spelling and the indentation.",
            )


def _twice(file: str, line: int, name: str, first: tuple[str, int]) -> Finding:
    return Finding(
        file,
        line,
        "duplicate-response",
        f"It is already in {first[0]}, line {first[1]}. Which of the two is said would be left to chance.",
        "Keep one of them, or give this one a name of its own.",
        about=name,
    )


def _replies(
    document: Document, name: str, line: int, variants: Marked, findings: list[Finding]
) -> Iterator[Reply]:
    if not name.startswith("utter_"):
        findings.append(
            Finding(
                document.file,
                line,
                "response-name",
                f"{name!r} does not begin with utter_.",
                f"Call it utter_{name}.",
            )
        )
    if not variants.each():
        findings.append(_wordless(document.file, line, name))
    for variant in variants.each():
        findings.extend(_unknown(document, variant, VARIANT_KEYS, "of a reply"))
        text = variant.get("text")
        if (text is None or not (text.text or "").strip()) and variant.get("custom") is None:
            findings.append(_wordless(document.file, variant.line, name))
            continue
        yield Reply(
            name,
            document.file,
            text.line if text else variant.line,
            (text.text or "") if text else "",
            tuple(_buttons(document, variant, findings)),
            _nations(variant),
        )


def _wordless(file: str, line: int, name: str) -> Finding:
    return Finding(
        file,
        line,
        "empty-reply",
        "It has no words.",
        'Write "- text: ..." under the name, or take it out.',
        about=name,
    )


def _buttons(document: Document, variant: Marked, findings: list[Finding]) -> Iterator[Button]:
    for key in ("buttons", "quick_replies"):
        listed = variant.get(key)
        for item in listed.each() if listed else ():
            findings.extend(_unknown(document, item, BUTTON_KEYS, "of a button"))
            if not item.of("title") or not item.of("payload"):
                findings.append(
                    Finding(
                        document.file,
                        item.line,
                        "empty-button",
                        "A button needs the words that it shows and what it sends.",
                        'Write {title: "...", payload: "/..."}.',
                    )
                )
            yield Button(item.of("title"), item.of("payload"), item.line)


def _nations(variant: Marked) -> frozenset[str]:
    conditions = variant.get("condition")
    found = [item for item in (conditions.each() if conditions else ()) if item.of("name") == "nation"]
    return frozenset(item.of("value").lower().replace(" ", "_") for item in found)
