"""What people say: the training examples of data/dialogue/.

Found here: intents that the domain does not know, too few examples, the same example twice in one
intent, nearly the same one, and the same one in two intents (the classifier would have to guess).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content.findings import Finding
from bot.content.marks import Document, Marked, read
from bot.content.responses import Domain
from bot.content.wording import Wording

FOLDER = "data/dialogue"
DIALOGUE_KEYS = frozenset({"version", "nlu", "rules", "stories", "e2e_tests"})
NLU_KEYS = frozenset({"intent", "examples", "synonym", "lookup", "regex", "metadata"})

_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_ITEM = re.compile(r"^\s*-\s+(?P<text>.*\S)\s*$")


@dataclass(frozen=True)
class Example:
    """One training example, as it would be said."""

    intent: str
    text: str
    file: str
    line: int

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, in small letters, without marks."""
        plain = self.text.lower().replace("’", "'").replace("'", "")
        return tuple(re.findall(r"\w+", plain))


@dataclass(frozen=True)
class Dialogue:
    """Every file of data/dialogue/, its examples and the actions that rules and stories name."""

    documents: tuple[Document, ...]
    examples: tuple[Example, ...]
    topics: tuple[str, ...]


def read_dialogue(data: Path) -> Dialogue:
    """All of `data`/dialogue, sorted by path."""
    folder = data / "dialogue"
    documents = tuple(
        read(path, name=f"{FOLDER}/{path.relative_to(folder).as_posix()}")
        for path in sorted(folder.rglob("*.yml"))
    )
    examples = [example for document in documents for example in _examples(document)]
    topics = sorted(child.name for child in folder.iterdir() if child.is_dir()) if folder.is_dir() else []
    return Dialogue(documents, tuple(examples), tuple(topics))


def _examples(document: Document) -> Iterator[Example]:
    listed = document.root.get("nlu")
    for entry in listed.each() if listed else ():
        block = entry.get("examples")
        if not entry.of("intent") or block is None:
            continue
        for text, line in _lines(block, entry.lines["examples"]):
            yield Example(entry.of("intent"), _ENTITY.sub(r"\1", text), document.file, line)


def _lines(block: Marked, key_line: int) -> Iterator[tuple[str, int]]:
    """Examples as a text with one "- " item a line (Rasa's way), or as a list."""
    for offset, line in enumerate((block.text or "").splitlines()):
        found = _ITEM.match(line)
        if found:
            yield found["text"], key_line + 1 + offset
    for item in block.each():
        text = item.text or item.of("text")
        yield text.strip().removeprefix("- "), item.line


def check_examples(dialogue: Dialogue, domain: Domain, wording: Wording) -> Iterator[Finding]:
    """Every rule about examples."""
    for document in dialogue.documents:
        yield from document.findings
        yield from _keys(document)
    yield from _declared(dialogue, domain)
    yield from _few(dialogue, int(wording.numbers["intents.examples"]))
    yield from _repeated(dialogue)
    yield from _near(dialogue, int(wording.numbers["intents.near_words"]))


def _keys(document: Document) -> Iterator[Finding]:
    listed = document.root.get("nlu")
    entries = listed.each() if listed else ()
    for marked, known in [(document.root, DIALOGUE_KEYS), *((entry, NLU_KEYS) for entry in entries)]:
        for key, line in marked.lines.items():
            if key not in known:
                yield Finding(
                    document.file,
                    line,
                    "unknown-key",
                    f"{key!r} is no key here.",
                    f"Use one of: {', '.join(sorted(known))}. Check the spelling and the indentation.",
                )


def _declared(dialogue: Dialogue, domain: Domain) -> Iterator[Finding]:
    for intent, first in _by_intent(dialogue).items():
        base = intent.split("/")[0]
        if base not in domain.intents:
            yield Finding(
                first[0].file,
                first[0].line,
                "unknown-intent",
                f"No file of data/domain lists the intent {base!r}.",
                f"Add it to the intents of data/domain/{_topic(first[0].file)}.yml, or correct its name.",
                about=intent,
            )


def _topic(file: str) -> str:
    return Path(file).parent.name


def _by_intent(dialogue: Dialogue) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    for example in dialogue.examples:
        found.setdefault(example.intent, []).append(example)
    return found


def _few(dialogue: Dialogue, least: int) -> Iterator[Finding]:
    for intent, examples in _by_intent(dialogue).items():
        if len(examples) < least:
            yield Finding(
                examples[0].file,
                examples[0].line,
                "few-examples",
                f"It has {len(examples)} examples; with fewer than {least} it is seldom understood.",
                "Add ways in which different people would really say it.",
                "warning",
                about=intent,
            )


def _repeated(dialogue: Dialogue) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Example] = {}
    for example in dialogue.examples:
        first = seen.setdefault(example.words, example)
        if first is example or not example.words:
            continue
        where = f"{first.file}, line {first.line}"
        if first.intent == example.intent:
            why, instead = f"The same words are in {where}.", "Take one of them out."
            rule = "duplicate-example"
        else:
            why = f"The same words are an example of {first.intent!r} in {where}."
            instead, rule = "Decide what they mean, and keep them there only.", "cross-intent-duplicate"
        yield Finding(example.file, example.line, rule, why, instead, about=example.intent)


def _near(dialogue: Dialogue, least: int) -> Iterator[Finding]:
    """Examples of one intent that differ by one word only: they teach nothing new."""
    seen: dict[tuple[str, int, tuple[str, ...]], Example] = {}
    told: set[Example] = set()
    for example in dialogue.examples:
        words = example.words
        if len(words) < least:
            continue
        for place in range(len(words)):
            key = (example.intent, place, words[:place] + words[place + 1 :])
            first = seen.setdefault(key, example)
            if first is not example and first.words != words and example not in told:
                told.add(example)
                yield Finding(
                    example.file,
                    example.line,
                    "near-duplicate-example",
                    f"One word apart from {first.file}, line {first.line}.",
                    "Say it in a really different way, or take it out.",
                    about=example.intent,
                )
