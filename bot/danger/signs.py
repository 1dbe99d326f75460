"""Weak signs: several small things close together that make the assistant ask.

Each sign of signs.yml counts once within a stretch of the text, and the cues that speak against danger
count the other way. Where the sum reaches the threshold the urgency is "check", never more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.danger.engine import Found
from bot.danger.rulebook import CATEGORIES, LINE, Fields
from bot.danger.segments import Segments


@dataclass(frozen=True)
class Sign:
    """One weak sign and how much it counts."""

    id: str
    why: str
    category: str
    points: int
    patterns: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True)
class SignBook:
    """The signs, what counts against them, and how many points are enough for what."""

    signs: Mapping[str, Sign]
    against: Mapping[str, int]
    following: frozenset[str]
    absent: frozenset[str]
    asking_only: frozenset[str]
    threshold: int
    unopposed: int
    short_words: int
    short_threshold: int
    card_needs: int
    rule_counts: int
    within: int

    def enough(self, together: Together, words: int, *, extra: int = 0) -> bool:
        """Whether the signs of a message of so many words are enough to ask.

        In a short message one of them must name a kind of danger: "he's four" has only those of a child and
        of now.
        """
        if words > self.short_words:
            return together.points + extra >= (self.threshold if together.against else self.unopposed)
        named = any(self.signs[one.owner].category != "general" for one in together.found)
        return named and together.points + extra >= self.short_threshold


@dataclass(frozen=True)
class Together:
    """The strongest stretch of signs: the finds that counted, the cues that counted against, the sum."""

    found: tuple[Found, ...] = ()
    against: tuple[Found, ...] = ()
    points: int = 0


def read_signs(content: Any, *, file: str) -> SignBook:
    """The signs of signs.yml."""
    keys = {
        "owner",
        "reviewed",
        "why",
        "threshold",
        "unopposed",
        "short_words",
        "short_threshold",
        "card_needs",
        "rule_counts",
        "within",
        "against",
        "following",
        "absent",
        "asking_only",
        "signs",
    }
    head = Fields(content, file=file, allowed=keys)
    signs = {}
    for name, entry in head.mapping("signs").items():
        fields = Fields(entry, file=file, rule=name, allowed={"why", "category", "points", "patterns"})
        signs[name] = Sign(
            id=name,
            why=fields.text("why"),
            category=fields.one_of("category", (*CATEGORIES, "general"), "general"),
            points=fields.number("points", default=1),
            patterns=fields.texts("patterns", required=True),
            file=file,
            line=fields.line,
        )
    counts = {key: value for key, value in head.mapping("against").items() if key != LINE}
    against = Fields(counts, file=file, allowed=set(counts))
    return SignBook(
        signs=signs,
        against={name: against.number(name, default=1) for name in counts},
        following=frozenset(head.texts("following")),
        absent=frozenset(head.texts("absent")),
        asking_only=frozenset(head.texts("asking_only")),
        threshold=head.number("threshold", default=4),
        unopposed=head.number("unopposed", default=9),
        short_words=head.number("short_words", default=0),
        short_threshold=head.number("short_threshold", default=4),
        card_needs=head.number("card_needs", default=1),
        rule_counts=head.number("rule_counts", default=2),
        within=head.number("within", default=40),
    )


def together(book: SignBook, found: Sequence[Found], cues: Sequence[Found], segments: Segments) -> Together:
    """The strongest stretch of signs, whether or not it reaches the threshold.

    Only what is said in a clause with a sign or in the clause beside it (or, for the cues that the book
    lists under `following`, in the next sentence) speaks against: thanks and small talk round a danger
    change nothing.
    """
    best: Together | None = None
    starts = [cue.start for cue in cues]
    for first in range(len(found)):
        stretch = _stretch(book, found, first)
        counted = tuple({one.owner: one for one in reversed(stretch)}.values())
        points = sum(book.signs[one.owner].points for one in counted)
        if best is not None and points <= best.points:
            continue
        low, high = stretch[0].start - 2 * book.within, stretch[-1].end + 2 * book.within
        near = cues[bisect_left(starts, low) : bisect_right(starts, high)]
        against = _against(book, stretch, near, segments)
        points -= sum(book.against[cue.owner] for cue in against)
        if best is None or points > best.points:
            best = Together(tuple(sorted(counted, key=lambda one: one.start)), against, points)
    return best or Together()


def _stretch(book: SignBook, found: Sequence[Found], first: int) -> Sequence[Found]:
    last = first
    while last < len(found) and found[last].start - found[first].start <= book.within:
        last += 1
    return found[first:last]


def _against(
    book: SignBook, stretch: Sequence[Found], cues: Sequence[Found], segments: Segments
) -> tuple[Found, ...]:
    sentence, clause = segments.sentence, segments.clause
    clauses = {clause[one.start] for one in stretch}
    beside = clauses | {number - 1 for number in clauses} | {number + 1 for number in clauses}
    sentences = {sentence[one.start] for one in stretch}
    after = {number + 1 for number in sentences}

    def counts(cue: Found) -> bool:
        if sentence[cue.start] in sentences:
            return clause[cue.start] in beside
        return cue.owner in book.following and sentence[cue.start] in after

    return tuple({cue.owner: cue for cue in cues if cue.owner in book.against and counts(cue)}.values())
