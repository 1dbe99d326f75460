"""From out-of-fold logits to probabilities and limits.

In order: one temperature that makes the probabilities honest (least negative log-likelihood); then limits.
A limit is the probability of "at least this urgent" from which the layer speaks. The limits for the joint
decision are found for each answer of the rules: the rules' answer shifts the log-odds of each level by what
it was worth on the examples, and one bar for each level is set so that the budget of false alarms is spent,
no more. FLOORS says what each answer of the rules cannot be taken below. Arithmetic on arrays; no torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.danger.encoder import LABELS, Limits, reaching, weighed
from bot.danger.model import RANK, Urgency

Floats = npt.NDArray[np.float64]
_SPOKEN: tuple[Urgency, ...] = LABELS[1:]
_SURE = 1e-4
_CERTAIN = 50.0
FLOORS: dict[Urgency, Urgency] = {
    "none": "none",
    "urgent": "none",
    "check": "none",
    "immediate": "check",
}


@dataclass(frozen=True)
class Budget:
    """False alarms allowed: the shares of harmless and of urgent messages that may get card and check.

    They are shares of the held-out examples, where four of five harmless messages are hard lookalikes, one
    change away from a danger: on messages as they come they mean fewer alarms. `answered_urgent` is no
    alarm but a duty: this share of the urgent messages must get an answer.
    """

    card_none: float = 0.056
    card_urgent: float = 0.15
    check_none: float = 0.1
    answered_urgent: float = 0.95


def temperature(logits: Floats, ranks: Sequence[int]) -> float:
    """The temperature with the least negative log-likelihood, to two decimals."""
    truth = np.asarray(ranks)
    rows = np.arange(len(truth))

    def surprise(value: float) -> float:
        scaled = logits[:, : len(LABELS)] / value
        top = scaled.max(axis=1)
        return float(np.mean(top + np.log(np.exp(scaled - top[:, None]).sum(axis=1)) - scaled[rows, truth]))

    return float(min(np.arange(0.5, 4.0, 0.02), key=surprise).round(2))


def limits(
    logits: Floats,
    labels: Sequence[Urgency],
    rules: Sequence[Urgency],
    *,
    leans: Sequence[float],
    budget: Budget,
) -> Limits:
    """Calibrated limits for the encoder alone and beside each answer of the rules. `leans` is how far each
    message's length moves its card."""
    heat = temperature(logits, [RANK[label] for label in labels])
    chances = reaching((logits[:, : len(LABELS)] / heat).astype(np.float32)).astype(np.float64)
    reached = _weighed(chances, np.asarray(leans, dtype=np.float64))
    nothing: dict[Urgency, dict[Urgency, float]] = {rule: dict.fromkeys(_SPOKEN, 0.0) for rule in LABELS}
    alone = _bars(reached, labels, ["none"] * len(labels), nothing, budget)
    shifts = _trusting(reached, labels, rules, _shifts(reached, labels, rules), budget)
    bars = _bars(reached, labels, rules, shifts, budget)
    beside = {
        rule: {
            level: 0.0
            if RANK[level] <= RANK[FLOORS[rule]]
            else _probability(_odds(bars[level]) - shifts[rule][level])
            for level in _SPOKEN
        }
        for rule in LABELS
    }
    for bars_beside in beside.values():
        # Rules that found nothing are no reason not to ask: they miss much.
        bars_beside["check"] = min(bars_beside["check"], alone["check"])
    return Limits(heat, alone, beside)


def _weighed(reached: Floats, leans: Floats) -> Floats:
    """The columns of `reached` as the decision compares them with the bars."""
    serious = reached[:, RANK["urgent"]]
    columns = [weighed(reached[:, RANK[level]], serious, level, lean=leans) for level in _SPOKEN]
    return np.stack([reached[:, 0], *columns], axis=1)


def _shifts(
    reached: Floats, labels: Sequence[Urgency], rules: Sequence[Urgency]
) -> dict[Urgency, dict[Urgency, float]]:
    """How the log-odds of each level move with the rules' answer, given the encoder (shrunk a little)."""
    ranks = np.array([RANK[label] for label in labels])
    said = np.array([RANK[rule] for rule in rules])
    found: dict[Urgency, dict[Urgency, float]] = {}
    for rule in LABELS:
        rows = said == RANK[rule]
        found[rule] = {}
        for level in _SPOKEN:
            expected = np.clip(reached[rows, RANK[level]], 0.01, 0.99)
            odds = np.log(expected / (1 - expected))
            true = int((ranks[rows] >= RANK[level]).sum())
            shift = min(
                np.arange(-3.0, 3.01, 0.05),
                key=lambda one: abs(float((1 / (1 + np.exp(-odds - one))).sum()) - true) + 2 * abs(one),
            )
            found[rule][level] = float(shift)
    return found


def _trusting(
    reached: Floats,
    labels: Sequence[Urgency],
    rules: Sequence[Urgency],
    shifts: dict[Urgency, dict[Urgency, float]],
    budget: Budget,
) -> dict[Urgency, dict[Urgency, float]]:
    """The shifts, with as much more trust in a card of the rules as gives most cards to immediate messages
    within the budget."""
    danger = np.array([label == "immediate" for label in labels])

    def trusting(more: float) -> dict[Urgency, dict[Urgency, float]]:
        own = shifts["immediate"]
        return {**shifts, "immediate": {**own, "immediate": own["immediate"] + more}}

    def caught(more: float) -> float:
        moved = trusting(more)
        bar = float(_odds(_bars(reached, labels, rules, moved, budget)["immediate"]))
        return float((_moved(reached, rules, moved, "immediate")[danger] >= bar).mean())

    return trusting(max((0.0, 0.25, 0.5, 0.75, 1.0), key=lambda more: (round(caught(more), 4), more)))


def _bars(
    reached: Floats,
    labels: Sequence[Urgency],
    rules: Sequence[Urgency],
    shifts: Mapping[Urgency, Mapping[Urgency, float]],
    budget: Budget,
) -> dict[Urgency, float]:
    """The least probability for each level that keeps within the budget."""
    ranks = np.array([RANK[label] for label in labels])

    def bar(level: Urgency, *spent: tuple[Urgency, float]) -> float:
        moved = _moved(reached, rules, shifts, level)
        floored = [RANK[level] <= RANK[FLOORS[rule]] for rule in rules]
        moved = np.where(floored, _CERTAIN, moved)
        bars = [float(np.quantile(moved[ranks == RANK[label]], 1 - share)) for label, share in spent]
        return _probability(min(max(bars), 9.0))

    return {
        "immediate": bar("immediate", ("none", budget.card_none), ("urgent", budget.card_urgent)),
        "check": bar("check", ("none", budget.card_none + budget.check_none)),
        "urgent": bar("urgent", ("urgent", budget.answered_urgent)),
    }


def _moved(
    reached: Floats,
    rules: Sequence[Urgency],
    shifts: Mapping[Urgency, Mapping[Urgency, float]],
    level: Urgency,
) -> Floats:
    """The log-odds of a level, shifted by what the rules said."""
    moved: Floats = _odds(reached[:, RANK[level]]) + np.array([shifts[rule][level] for rule in rules])
    return moved


def _odds(probability: Floats | float) -> Floats:
    kept = np.clip(probability, _SURE, 1 - _SURE)
    odds: Floats = np.log(kept / (1 - kept))
    return odds


def _probability(odds: Floats | float) -> float:
    return round(float(1 / (1 + np.exp(-np.asarray(odds)))), 4)
