"""Sentences and clauses, for text with punctuation and without.

A sentence ends at a stop, a question mark, a new line. A clause ends at a connective ("but", "except",
"and now", "then", "so" ...), at a semicolon or dash, and at a comma that has a real clause on both sides.
What a cue may reach is said in these units, so "she was fine yesterday but he's back" keeps its danger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

STOPS = frozenset(".!?")
_BREAKS = frozenset(";:-()")
_CLAUSE_MARKS = _BREAKS | {","}
_MARKS = STOPS | _CLAUSE_MARKS
_COMMA_NEEDS = 4
_FEW = 7
"""Words up to which a text without stops is one sentence."""


@dataclass(frozen=True)
class Connectives:
    """Words that open a clause: always, only when a subject follows, or (pronouns) after a word that does not
    lead on to them, for people who write without stops.
    """

    always: frozenset[str]
    before_subject: frozenset[str]
    subjects: frozenset[str]
    pronouns: frozenset[str]
    leads_on: frozenset[str]

    @cached_property
    def openers(self) -> frozenset[str]:
        """All words that may open a clause."""
        return self.always | self.before_subject | self.pronouns


@dataclass(frozen=True)
class Segments:
    """For each token its sentence and its clause, and where each sentence begins and ends. `punctuated`:
    there are stops, so that sentences are known; without any, only what shares a clause speaks about a
    danger."""

    sentence: list[int]
    clause: list[int]
    bounds: list[tuple[int, int]]
    punctuated: bool = True


def segment(norms: Sequence[str], connectives: Connectives) -> Segments:
    """Number the sentences and clauses of a text."""
    sentence: list[int] = []
    clause: list[int] = []
    bounds: list[tuple[int, int]] = []
    begin = since = number = 0
    openers, last = connectives.openers, ""
    for place, word in enumerate(norms):
        may_open = word in openers or last in _CLAUSE_MARKS
        last = word
        if may_open and place > since + 1 and _opens(norms, place, since, connectives):
            number += 1
            since = place
        sentence.append(len(bounds))
        clause.append(number)
        if word in STOPS:
            bounds.append((begin, place + 1))
            begin = since = place + 1
            number += 1
    if begin < len(norms):
        bounds.append((begin, len(norms)))
    long = len(norms) > _FEW
    return Segments(sentence, clause, bounds, not long or not _MARKS.isdisjoint(norms))


def _opens(norms: Sequence[str], place: int, since: int, connectives: Connectives) -> bool:
    word = norms[place]
    if word in connectives.always:
        return True
    following = norms[place + 1] if place + 1 < len(norms) else ""
    if word in connectives.before_subject and (
        following in connectives.subjects or following in connectives.always
    ):
        return True
    if norms[place - 1] in _BREAKS:
        return True
    if norms[place - 1] != "," and word in connectives.pronouns:
        return place - since >= _COMMA_NEEDS and norms[place - 1] not in connectives.leads_on
    if norms[place - 1] != "," or place - since <= _COMMA_NEEDS:
        return False
    return place + _COMMA_NEEDS <= len(norms) and not STOPS.intersection(
        norms[place : place + _COMMA_NEEDS - 1]
    )
