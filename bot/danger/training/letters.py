"""Fitting the linear model of letters and words (bot/danger/letters.py).

Multinomial logistic regression on each text as it is and once as somebody else might have typed it
(augment.py), kept as 16-bit weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.danger.encoder import LABELS
from bot.danger.letters import COLUMNS, Letters, features
from bot.danger.training.augment import Augmenter, harmless_sentences
from bot.danger.training.examples import Example
from bot.danger.wordpieces import Wording

LOOSENESS = 10.0
_PASSES = 200


def fit_letters(examples: Sequence[Example], wording: Wording, *, seed: int) -> Letters:
    """Letters fitted to the examples."""
    from sklearn.linear_model import LogisticRegression

    augmenter = Augmenter(harmless_sentences(examples), seed=seed)
    texts = [one.text for one in examples] + [augmenter.changed(one.text) for one in examples]
    ranks = [LABELS.index(one.label) for one in examples] * 2
    fitted = LogisticRegression(C=LOOSENESS, max_iter=_PASSES, random_state=seed).fit(
        _matrix([wording.folded(text) for text in texts]), ranks
    )
    return Letters(
        np.ascontiguousarray(fitted.coef_.T, dtype=np.float16).astype(np.float32),
        fitted.intercept_.astype(np.float32),
    )


def write_letters(letters: Letters, path: Path) -> None:
    """Write the weights as the runtime reads them."""
    np.savez_compressed(path, weights=letters.weights.astype(np.float16), base=letters.base)


def _matrix(texts: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    rows = [features(text) for text in texts]
    starts = np.cumsum([0] + [len(columns) for columns, _ in rows])
    return csr_matrix(
        (np.concatenate([values for _, values in rows]), np.concatenate([c for c, _ in rows]), starts),
        shape=(len(texts), 2 * COLUMNS),
    )
