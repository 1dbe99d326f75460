"""`helpline check`: everything written under data/ against the rules, before anybody trains or publishes it.

In this order: the check's own word lists (without them nothing can be said), the files of data/domain,
the wording of every reply, guidance and the numbers shown, examples, who uses which reply, twin files,
and last the exceptions of data/wording/exceptions.yml, which take findings away and have to be needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import median

from bot.content import examples, guidance, language, responses, use
from bot.content.findings import ContentError, Finding, as_json, as_text, errors, in_order
from bot.content.wording import Allowed, Wording, load

CODE = ("actions", "bot/gateway")
_HERE = Path(__file__).resolve().parents[2]


def check(data: Path, *, today: date | None = None) -> list[Finding]:
    """All findings for the data folder `data`, in order. `today` decides which guidance is out of date."""
    try:
        wording = load(data / "wording")
    except ContentError as error:
        return [error.finding]
    if not (data / "domain").is_dir():
        return [_nothing(data)]
    found = list(_all(data, wording, today or date.today()))
    return in_order(_excuse(found, wording.exceptions))


def _all(data: Path, wording: Wording, today: date) -> Iterable[Finding]:
    domain = responses.read_domain(data)
    yield from domain.findings
    yield from language.check_replies(domain.replies, wording)
    entries = guidance.read_guidance(data, wording, today)
    yield from entries.findings
    yield from guidance.check_numbers(domain.replies, entries)
    dialogue = examples.read_dialogue(data)
    yield from examples.check_examples(dialogue, domain, wording)
    root = data.parent if (data.parent / "actions").is_dir() else _HERE
    uses = [*use.in_dialogue(dialogue), *use.in_data(data), *use.in_code(root, CODE)]
    yield from use.check_use(domain, uses)
    yield from use.check_actions(domain, dialogue)
    yield from use.check_buttons(domain)
    yield from use.check_twins(domain, dialogue)


def _nothing(data: Path) -> Finding:
    return Finding(
        "data/domain",
        1,
        "no-content",
        f"There is no folder {data / 'domain'}.",
        "Name the data folder that you mean.",
    )


def _excuse(found: list[Finding], exceptions: tuple[Allowed, ...]) -> Iterable[Finding]:
    """The findings that no exception takes away, and a warning for each exception that took nothing."""
    allowed = {(exception.rule, exception.about) for exception in exceptions}
    needed = {(finding.rule, finding.about) for finding in found}
    yield from (finding for finding in found if (finding.rule, finding.about) not in allowed)
    for exception in exceptions:
        if (exception.rule, exception.about) not in needed:
            yield Finding(
                "data/wording/exceptions.yml",
                exception.line,
                "unneeded-exception",
                f"Nothing breaks {exception.rule!r} here any more.",
                "Take the exception out.",
                "warning",
                about=exception.about,
            )


def run(data: Path, json: bool) -> int:
    """Print the findings, as JSON for editors where `json`; exit status 1 on an error, else 0."""
    found = check(data)
    print(as_json(found) if json else as_text(found))
    if not json and not errors(found):
        print(reading(data))
    return 1 if errors(found) else 0


def reading(data: Path) -> str:
    """How many replies there are, and how hard they are to read, in a sentence."""
    wording = load(data / "wording")
    replies = responses.read_domain(data).replies
    grades = [grade for one in replies if (grade := language.reply_grade(one, wording)) is not None]
    if not grades:
        return f"{len(replies)} wordings of replies, all too short for a reading grade."
    middle, most = median(grades), max(grades)
    return f"{len(replies)} wordings of replies; reading grade: median {middle:.1f}, highest {most:.1f}."
