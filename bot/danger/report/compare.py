"""Layers side by side: what each would catch, and how many harmless messages it would flag for it.

On the eighth of the training examples that was held out of training, contrast pairs kept together; or, with
kept examples, on those. What is not shipped is trained on the rest of the training examples, on the spot. A
blend is the mean of the parts' log-odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.danger.encoder import load_encoder
from bot.danger.model import RANK, Urgency
from bot.danger.report.layers import answered, held_logits, judged_held_out, rules_answers
from bot.danger.report.measure import Judged, Source, rates
from bot.danger.training.examples import DANGER, MODEL, Example, example_files, read_examples, read_kept

Floats = npt.NDArray[np.float64]
FINE = "fine-tuned encoder (ships)"
BLENDS = (
    (FINE, "frozen USE + LR"),
    (FINE, "TF-IDF + LR"),
    ("frozen MiniLM-L6 + LR", "frozen USE + LR"),
    (FINE, "frozen USE + LR", "TF-IDF + LR"),
)
_NEEDED = (
    "TF-IDF, frozen embeddings and blends are not shown: they need the training environment "
    "({missing} is not installed; see `dependency-groups.train` in pyproject.toml)."
)


@dataclass(frozen=True)
class Line:
    """One layer: how well it orders, and its false alarms where it catches 95% and 98% of the dangers."""

    name: str
    area: float
    at_95: float
    at_98: float


def compare_text(*, kept: bool = False) -> str:
    """What `helpline danger compare` prints."""
    examples = read_examples(example_files())
    encoder = load_encoder(DANGER)
    held, logits = held_logits(examples, MODEL)
    if kept:
        measured = read_kept()
        judged = answered(measured, encoder)
        odds = {FINE: np.array([_odds(encoder.opinion(one.text).at_least("check")) for one in measured])}
    else:
        measured = held
        judged = judged_held_out(held, logits, rules_answers([one.text for one in held]), encoder.limits)
        odds = {FINE: _fine_tuned(logits)}
    apart = {id(one) for one in held}
    seen = [one for one in examples if id(one) not in apart]
    missing = ""
    try:
        odds.update(_frozen(seen, measured))
    except ImportError as error:
        missing = _NEEDED.format(missing=error.name)
    for parts in BLENDS:
        if all(part in odds for part in parts):
            odds[" + ".join(part.split(" +")[0].split(" (")[0] for part in parts)] = np.mean(
                [_standard(odds[part]) for part in parts], axis=0
            )
    lines = [line_of(name, score, [one.label for one in measured]) for name, score in odds.items()]
    title = f"{len(measured)} kept messages" if kept else f"{len(measured)} held-out messages"
    return _laid_out(title, lines, judged, missing)


def line_of(name: str, score: Floats, labels: Sequence[Urgency]) -> Line:
    """The figures of one layer from its scores, immediate against harmless."""
    ranks = np.array([RANK[label] for label in labels])
    dangers, harmless = np.sort(score[ranks == RANK["immediate"]]), np.sort(score[ranks == 0])
    below = np.searchsorted(harmless, dangers, side="left") + np.searchsorted(harmless, dangers, side="right")
    area = float(below.sum() / 2 / len(dangers) / len(harmless))

    def alarms(recall: float) -> float:
        bar = dangers[int(np.floor((1 - recall) * len(dangers)))]
        return float((harmless >= bar).mean())

    return Line(name, area, alarms(0.95), alarms(0.98))


def _frozen(seen: Sequence[Example], unseen: Sequence[Example]) -> dict[str, Floats]:
    from bot.danger.report.frozen import FROZEN, danger

    texts, labels = [one.text for one in seen], [one.label for one in seen]
    found: dict[str, Floats] = {}
    for name, features in FROZEN.items():
        first, second = features(texts, [one.text for one in unseen])
        found[name] = danger(first, labels, second)
    return found


def _fine_tuned(logits: npt.NDArray[np.float32]) -> Floats:
    exact = logits.astype(np.float64)
    odds: Floats = np.logaddexp(exact[:, 2], exact[:, 3]) - np.logaddexp(exact[:, 0], exact[:, 1])
    return odds


def _odds(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))


def _standard(odds: Floats) -> Floats:
    standard: Floats = (odds - odds.mean()) / odds.std()
    return standard


def _laid_out(title: str, lines: Sequence[Line], judged: Sequence[Judged], missing: str) -> str:
    out = [
        title,
        "",
        f"{'immediate against harmless':<44}{'area':>8}{'alarms at 95%':>16}{'alarms at 98%':>16}",
    ]
    out += [f"{one.name:<44}{one.area:>8.3f}{one.at_95:>16.3f}{one.at_98:>16.3f}" for one in lines]
    out += ["", *([missing, ""] if missing else [])]
    out.append(f"{'at the limits that ship':<44}{'caught':>8}{'card':>8}{'harmless: card':>16}{'check':>8}")
    names: tuple[tuple[Source, str], ...] = (
        ("rules", "rules alone"), ("encoder", "encoder alone"), ("joined", "rules and encoder joined"),
    )  # fmt: skip
    for source, name in names:
        found = {key: one.share for key, one in rates(judged, source).items()}
        out.append(
            f"{name:<44}{found['recall']:>8.3f}{found['recall_card']:>8.3f}"
            f"{found['card_harmless']:>16.3f}{found['check_harmless']:>8.3f}"
        )
    return "\n".join(out) + "\n"
