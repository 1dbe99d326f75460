"""From wordings found to an urgency, with the reasons.

For each rule found, in order: are the cues that it needs there and none of its `unless` cues; does a cue
raise it; which cues in reach lower it, unless the rule holds against that cue or another cue in the same
clause forbids it ("now" beats "last year"). The message is as urgent as its most urgent rule. A lowering
cue takes immediate to check; only cues whose words show that there is no danger (a policy question, a
figure of speech, fiction) may take it to none, and cues.yml says which those are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.danger.context import Scene, distance
from bot.danger.engine import Found
from bot.danger.model import BASE_SCORE, RANK, Assessment, Reason, Urgency, milder, worse
from bot.danger.rulebook import Cue, Rule
from bot.danger.segments import Segments
from bot.danger.signs import SignBook, Together

ABSENT_WITHIN = 20
BESIDE = 3
LOWERS = 2


@dataclass(frozen=True)
class Verdict:
    """One rule's find after its cues: the urgency left, and the cues that lowered it."""

    rule: Rule
    found: Found
    urgency: Urgency
    lowered_by: tuple[tuple[Cue, Found], ...]
    raised: bool


def verdict(rule: Rule, found: Found, scene: Scene) -> Verdict | None:
    """What a rule's find means here; None when the rule's own conditions are not met."""
    if not (
        all(scene.near(names, found) for names in rule.near)
        and all(scene.around(names, found) for names in rule.needs)
        and all(scene.anywhere(names) for names in rule.anywhere)
    ):
        return None
    if any(scene.excluded(names, found) for names in rule.unless):
        asked = rule.urgency == "immediate" and scene.told_apart(rule.unless, found)
        return Verdict(rule, found, "check", (), False) if asked else None
    raised = any(scene.in_sentence(names, found) for names in rule.raise_on)
    urgency: Urgency = "immediate" if raised else rule.urgency
    lowering = {
        (cue, at): lowered
        for cue, at in scene.reaching(found)
        if cue.id not in rule.holds
        and (lowered := _lowered(urgency, cue, own_clause=scene.beside(at, found))) != urgency
    }
    left = urgency
    for lowered in lowering.values():
        left = milder(left, lowered)
    return Verdict(rule, found, left, tuple(lowering), raised)


def _lowered(urgency: Urgency, cue: Cue, *, own_clause: bool) -> Urgency:
    """What a cue leaves of an urgency.

    From another clause, no cue takes immediate below a question. What would only have asked ("check") falls
    silent; an urgent rule stands unless the cue says that there is no danger.
    """
    lowest = cue.lowers or urgency
    if urgency == "check" and lowest == "check":
        return "none"
    if urgency == "immediate" and not own_clause and cue.scope == "sentence":
        lowest = worse(lowest, "check")
    return milder(urgency, lowest)


@dataclass(frozen=True)
class Settled:
    """The verdicts after the weak signs were weighed, and the signs if they are enough to ask."""

    verdicts: tuple[Verdict, ...] = ()
    asking: Together | None = None


def settle(
    verdicts: Sequence[Verdict], signs: Together, book: SignBook, cues: Mapping[str, Cue], segments: Segments
) -> Settled:
    """Weigh the verdicts against what surrounds them.

    A rule that may only ask counts as one more sign. An immediate rule that something speaks against needs
    points enough to keep its card; without them it asks, and only where the words plainly show that there
    is no danger, and outweigh every sign of it, does it fall silent.
    """
    wondering = any(one.rule.urgency == "check" and one.urgency == "check" for one in verdicts)
    asks = book.enough(signs, len(segments.sentence), extra=book.rule_counts if wondering else 0)
    return Settled(
        tuple(_weighed(one, asks, signs, book, cues, segments) for one in verdicts), signs if asks else None
    )


def _weighed(
    one: Verdict, asks: bool, signs: Together, book: SignBook, cues: Mapping[str, Cue], segments: Segments
) -> Verdict:
    if one.rule.urgency == "check":
        return replace(one, urgency="none") if one.urgency == "check" and not asks else one
    if RANK[one.urgency] < RANK["check"] or signs.points >= book.card_needs:
        return one
    against = tuple(
        (cues[at.owner], at)
        for at in signs.against
        if at.owner not in one.rule.holds and _speaks_to(one.found, at, book, segments)
    )
    weight = sum(book.against[at.owner] for _, at in against)
    if weight < LOWERS:
        return one
    absent = any(at.owner in book.absent and distance(at, one.found) <= ABSENT_WITHIN for _, at in against)
    left: Urgency = "none" if absent and signs.points < 0 else "check"
    return replace(one, urgency=left, lowered_by=tuple(dict.fromkeys((*one.lowered_by, *against))))


def _speaks_to(found: Found, at: Found, book: SignBook, segments: Segments) -> bool:
    """Whether what speaks against danger is said of this find: near it, or as an explanation after it."""
    if not segments.punctuated:
        return segments.clause[at.start] == segments.clause[found.start]
    apart = segments.sentence[at.start] != segments.sentence[found.start]
    if apart and at.owner in book.asking_only:
        return False
    return (
        at.owner in book.following or abs(segments.clause[at.start] - segments.clause[found.start]) <= BESIDE
    )


def join(
    text: str,
    settled: Settled,
    spans: Sequence[tuple[int, int]],
    book: SignBook,
) -> Assessment:
    """One assessment from the rules' verdicts and the signs."""
    verdicts = settled.verdicts
    urgency: Urgency = "none" if settled.asking is None else "check"
    for one in verdicts:
        urgency = worse(urgency, one.urgency)
    ordered = sorted(verdicts, key=lambda one: (-RANK[one.urgency], one.found.start))
    reasons = [reason for one in ordered for reason in _reasons(one, text, spans)]
    if settled.asking is not None:
        reasons.append(_signs_reason(settled.asking, book, text, spans))
    return Assessment(text, urgency, tuple(dict.fromkeys(reasons)), _score(urgency, settled))


def _signs_reason(signs: Together, book: SignBook, text: str, spans: Sequence[tuple[int, int]]) -> Reason:
    told = []
    placed = []
    for at in signs.found:
        span = _span(at, spans)
        if span[0] < span[1]:  # otherwise it was said in an earlier message
            told.append(f"{book.signs[at.owner].why} (“{_words(text, span)}”)")
            placed.append(at)
    strongest = max(placed, key=lambda at: book.signs[at.owner].points)
    span = _span(strongest, spans)
    why = f"Several signs together: {', '.join(told)}."
    return Reason("signs.together", span, why, book.signs[strongest.owner].category, "rule")


def _reasons(one: Verdict, text: str, spans: Sequence[tuple[int, int]]) -> list[Reason]:
    why = one.rule.why
    if one.raised:
        why = f"{why} Raised to immediate by what is said of time or access."
    lowered = []
    for cue, at in one.lowered_by:
        span = _span(at, spans)
        if span[0] == span[1]:
            why = f"{why} Lowered to {one.urgency} by an earlier message: {cue.why}."
            continue
        words = _words(text, span)
        lowered.append(Reason(f"cue:{cue.id}", span, f"{cue.why} (“{words}”)", one.rule.category, "cue"))
        why = f"{why} Lowered to {one.urgency} by “{words}”: {cue.why}."
    return [Reason(one.rule.id, _span(one.found, spans), why, one.rule.category, "rule"), *lowered]


def _span(at: Found, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return spans[at.start][0], spans[at.end - 1][1]


def _words(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[slice(*span)].split())


def _score(urgency: Urgency, settled: Settled) -> float:
    agreeing = {one.rule.id for one in settled.verdicts if one.urgency == urgency}
    signs = min(settled.asking.points, 12) / 12 if settled.asking is not None else 0.0
    lowered = any(one.lowered_by for one in settled.verdicts)
    part = (min(len(agreeing), 4) / 4 + signs) / 2 * (0.8 if lowered else 1.0)
    if urgency == "none":
        return 0.1 if settled.verdicts else 0.0
    return round(BASE_SCORE[urgency] + 0.24 * part, 3)
