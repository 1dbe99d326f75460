"""Who says what about an example: the rules, the encoder, and the two joined.

Two ways: `judged_held_out` uses the logits that training left beside the model, of the eighth of the
training examples that the network did not see; `answered` asks the shipped layers, for examples that nobody
trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.danger.detector import load_rules
from bot.danger.encoder import LABELS, Encoder, Limits, decided, joined, lean_of, opinion_of, reaching
from bot.danger.errors import DangerDataError
from bot.danger.model import Urgency
from bot.danger.report.measure import Judged
from bot.danger.training.examples import Example, fingerprint


def rules_answers(texts: Sequence[str]) -> list[Urgency]:
    """The rules' answer to each text.

    Raises:
        DangerDataError: the rules failed on a text; figures of a failing layer would mean nothing.
    """
    detector = load_rules()
    before = detector.layer_errors
    answers: list[Urgency] = []
    for text in texts:
        answers.append(detector.assess(text).urgency)
        if detector.layer_errors > before:
            raise DangerDataError("the rules failed on a message; mend them before measuring")
    return answers


def held_logits(examples: Sequence[Example], model: Path) -> tuple[list[Example], npt.NDArray[np.float32]]:
    """The training examples that were held out, and the network's logits for them.

    Raises:
        DangerDataError: they are missing, or of other examples than those on disk.
    """
    path = model / "held_out.npz"
    if not path.is_file():
        raise DangerDataError("no training yet; run python -m bot.danger.training", file=path.name)
    with np.load(path) as content:
        if str(content["fingerprint"]) != fingerprint():
            raise DangerDataError(
                "these are of other examples; run python -m bot.danger.training", file=path.name
            )
        logits: npt.NDArray[np.float32] = content["logits"].astype(np.float32)
        return [examples[place] for place in content["places"]], logits


def judged_held_out(
    examples: Sequence[Example], logits: npt.NDArray[np.float32], rules: Sequence[Urgency], limits: Limits
) -> list[Judged]:
    """Held-out examples judged by the network that had not seen them."""
    reached = reaching(logits[:, : len(LABELS)] / limits.temperature)
    opinions = [
        opinion_of(row, lean=lean_of(example.text)) for row, example in zip(reached, examples, strict=True)
    ]
    return [
        Judged(example, rule, decided(opinion, limits.alone), joined(rule, opinion, limits))
        for example, rule, opinion in zip(examples, rules, opinions, strict=True)
    ]


def answered(examples: Sequence[Example], encoder: Encoder) -> list[Judged]:
    """Examples judged by the shipped layers, with the words that moved the encoder."""
    judged = []
    answers = rules_answers([example.text for example in examples])
    for example, rule in zip(examples, answers, strict=True):
        opinion = encoder.opinion(example.text)
        words = tuple(example.text[start:end] for start, end in opinion.words)
        limits = encoder.limits
        judged.append(
            Judged(example, rule, decided(opinion, limits.alone), joined(rule, opinion, limits), words)
        )
    return judged
