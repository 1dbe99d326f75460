"""The report as plain text, for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from bot.danger.report.findings import SOURCES, Findings
from bot.danger.report.measure import Aim, Judged, Rate
from bot.danger.report.slices import SLICE_KEYS

_HEADINGS = ("recall", "card", "harmless: card", "harmless: check", "serious: urgent+", "serious: card")
LAYERS_SAID = (
    ("both", "caught by the rules and by the encoder"),
    ("rules_only", "caught by the rules alone"),
    ("encoder_only", "caught by the encoder alone"),
    ("only_together", "caught only by the two together"),
    ("neither", "missed"),
)


def as_text(found: Findings) -> str:
    """The whole report."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Findings) -> Iterator[str]:
    yield f"{found.title}: {found.count} messages"
    yield ""
    yield f"{'':<48}{'aim':>8}  " + "".join(f"{source:<28}" for source in SOURCES)
    for aim, by_source in found.aims:
        yield f"{aim.says:<48}{wanted(aim):>8}  " + "".join(f"{shown(by_source[s]):<28}" for s in SOURCES)
    for says, by_source in found.precisions.items():
        yield f"{'precision of ' + says:<48}{'':>8}  " + "".join(
            f"{shown(by_source[s]):<28}" for s in SOURCES
        )
    yield ""
    yield "Immediate dangers that got card or check, by layer:"
    for field, says in LAYERS_SAID:
        yield f"  {says:<44}{getattr(found.caught, field):>6}"
    yield ""
    yield from _slices(found)
    for heading, judged in parts(found):
        yield ""
        yield f"{heading}: {len(judged)}"
        yield from map(told, judged)


def _slices(found: Findings) -> Iterator[str]:
    kind = ""
    for one in found.slices:
        if one.kind != kind:
            kind = one.kind
            yield ""
            yield f"{'by ' + kind:<28}{'messages':>9}  " + "".join(f"{name:<20}" for name in _HEADINGS)
        mark = " <" if one in found.weak else ""
        yield (
            f"  {one.name:<26}{one.count:>9}  "
            + "".join(f"{short(one.rates[key]):<20}" for key in SLICE_KEYS)
            + mark
        )
    if found.weak:
        yield "  < recall more than 5 points below the whole"


def parts(found: Findings) -> list[tuple[str, Sequence[Judged]]]:
    """The lists of single messages, with their headings."""
    return [
        ("Missed: immediate danger that got neither card nor check", found.missed),
        ("Immediate danger that got a check, not the card", found.lowered),
        ("Card on a message that is not immediate danger", found.cards),
        ("Check on a harmless message", found.checks),
    ]


def told(one: Judged) -> str:
    """One message with its answers, on one line."""
    example = one.example
    words = f"; encoder moved by: {', '.join(one.words)}" if one.words else ""
    text = " ".join(example.text.split())
    return (
        f"  [{example.label}; {example.category}; {example.register}; {example.difficulty}] "
        f"rules {one.rules}, encoder {one.encoder}, joined {one.joined}{words}\n      {text}"
    )


def wanted(aim: Aim) -> str:
    """What the aim asks, as a bound."""
    if aim.least is not None:
        return f">= {aim.least:.2f}"
    return f"<= {aim.most:.2f}" if aim.most is not None else ""


def shown(one: Rate) -> str:
    """A rate with its interval and its count."""
    if math.isnan(one.share):
        return "-"
    low, high = one.interval
    return f"{one.share:.3f} ({low:.3f}-{high:.3f}) {one.of}"


def short(one: Rate) -> str:
    """A rate with its interval in points."""
    if math.isnan(one.share):
        return "-"
    low, high = one.interval
    return f"{one.share:.2f} ({low:.2f}-{high:.2f})"
