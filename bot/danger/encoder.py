"""The statistical layer at run time: a small fine-tuned encoder, run by onnxruntime without torch.

In order: cut the text into windows of word pieces (wordpieces.py), run the ONNX file once a window, mix in
what the linear model of letters says of the same words (letters.py), turn the mixed logits into calibrated
probabilities, take for each level of urgency the window that is surest of it. The network ends in a weighted
mean of per-piece logits, so each word's share of the result is exact: those shares are what the layer shows
as its reason, function words left out.

One thread by measurement (two gain little at these lengths and take the other core from everyone else), one
window at a time (dynamic quantisation then gives the same figures whatever else is asked), no state between
calls: safe from several threads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from spacy.lang.en.stop_words import STOP_WORDS

from bot.danger.errors import DangerDataError
from bot.danger.layers import LayerScore
from bot.danger.letters import Letters, load_letters
from bot.danger.model import Urgency
from bot.danger.wordpieces import WHOLE, Wording, windows

LABELS: tuple[Urgency, ...] = ("none", "urgent", "check", "immediate")
LETTERS_SHARE = 0.3
"""The part of the mixed log-probabilities that letters.py has; the network has the rest."""

COST_BESIDE_HARMLESS: Mapping[Urgency, float] = {"urgent": 1.0, "check": 0.6, "immediate": 0.1}
"""What it costs to answer with a level that is too high where something serious did happen, when the same
answer to a harmless message costs 1: a card too many frightens a colleague less where a child was hurt."""

VERY_SHORT = 5
"""The most words of a very short message."""
LEAN_VERY_SHORT = 0.9
"""How far the log-odds of a card lean where there is so little to go by: the same bar for all would miss the
card in one of five very short dangers. Asking stays as ready."""

CARD_BY_ITSELF = 0.4
"""The least probability of "immediate" from which the encoder gives a card that the rules do not give: what a
mistake costs, and how short a message is, must not make a card of what it hardly believes itself."""

SHOWN_WORDS = 4
TRAIN = "python -m bot.danger.training (in the training environment)"

_WORD = re.compile(r"[^\s\x21-\x2f\x3a-\x40\u2010-\u201f\u2026]+(?:['’][a-z]+)*")
_SMALL = {"get", "getting", "going", "got", "hes", "im", "ive", "shes", "u", "ur", "weve"}
_TELLING = {"alone", "bottom", "cannot", "down", "never", "no", "not", "off", "without"}
_SAYS_LITTLE = (STOP_WORDS | _SMALL) - _TELLING

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Opinion:
    """What the encoder makes of a text. `words` are (start, end) in the original, strongest first; `lean` is
    how far its length moves the log-odds of a card."""

    probabilities: Mapping[Urgency, float]
    category: str
    words: tuple[tuple[int, int], ...]
    lean: float = 0.0

    def at_least(self, urgency: Urgency) -> float:
        """The probability of `urgency` or worse."""
        return sum(self.probabilities[label] for label in LABELS[LABELS.index(urgency) :])

    def weighed(self, urgency: Urgency) -> float:
        """The probability of `urgency` or worse, alarms about serious messages counted at their cost."""
        return float(weighed(self.at_least(urgency), self.at_least("urgent"), urgency, lean=self.lean))


@dataclass(frozen=True)
class Limits:
    """Where the encoder's probabilities begin to count.

    `alone` are the least (weighed) probabilities of "at least this urgent" by the encoder's word alone;
    `beside` are the same for each answer of the rules, which then is part of the evidence.
    """

    temperature: float
    alone: Mapping[Urgency, float]
    beside: Mapping[Urgency, Mapping[Urgency, float]]


class Encoder:
    """The model in memory; a `Layer` (layers.py). Immutable after load, safe from several threads."""

    def __init__(
        self, *, model: Path, letters: Letters, wording: Wording, limits: Limits, categories: Sequence[str]
    ) -> None:
        import onnxruntime

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1
        settings.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(
            str(model), settings, providers=["CPUExecutionProvider"]
        )
        self._letters = letters
        self._wording = wording
        self._categories = tuple(categories)
        self.limits = limits

    def opinion(self, text: str) -> Opinion:
        """Calibrated probabilities, the kind of danger, and the words that moved the result most."""
        pieces = self._wording.pieces(text)
        laid = windows(len(pieces.ids), pieces.ends)
        logits, parts = zip(*(self._run(pieces.ids[start:stop]) for start, stop in laid), strict=True)
        said = np.stack([self._letters.logits(part) for part in self._parts(text, pieces.spans, laid)])
        mixture = mixed(np.stack(logits)[:, : len(LABELS)], said)
        reached = reaching(mixture / self.limits.temperature)
        levels = reached.max(axis=0)
        towards = 3 if levels[3] >= levels[1] / 2 else 1
        shown = int(reached[:, towards].argmax())
        first, last = laid[shown]
        moved = parts[shown][1:-1, towards] - parts[shown][1:-1, 0]
        kind = self._categories[int(logits[shown][len(LABELS) :].argmax())]
        shares = self._shares(text, pieces.spans[first:last], moved, towards)
        return opinion_of(levels, kind, _strongest(text, shares), lean=lean_of(text))

    def beside(self, text: str, rules: Urgency) -> LayerScore | None:
        """The answer of rules and encoder together, given the rules' answer to the same text; None for a text
        without a word in it."""
        if not text.strip():
            return None
        opinion = self.opinion(text)
        urgency = joined(rules, opinion, self.limits)
        return LayerScore(urgency, opinion.at_least("check"), opinion.words, opinion.category)

    def vector(self, text: str) -> Floats:
        """The encoder's 384 numbers for the beginning of a text, of length 1: a featurizer for topics."""
        ids = self._wording.pieces(text).ids[:WHOLE]
        pooled: Floats = self._session.run(["vector"], {"ids": self._framed(ids)})[0]
        return pooled / max(float(np.linalg.norm(pooled)), 1e-6)

    def _shares(
        self, text: str, spans: Sequence[tuple[int, int]], moved: Floats, towards: int
    ) -> dict[tuple[int, int], float]:
        """Each word's share of the result: the network's and the letters', of equal weight. The network's
        alone would point beside the word, for a piece knows its neighbours."""
        network = _by_word(text, spans, moved)
        words = [self._wording.folded(text[slice(*span)]).strip() for span in network]
        letters = [self._letters.pull(word, towards) for word in words]
        together = zip(network, _of_largest([*network.values()]), _of_largest(letters), strict=True)
        return {span: own + other for span, own, other in together}

    def _parts(
        self, text: str, spans: Sequence[tuple[int, int]], laid: Sequence[tuple[int, int]]
    ) -> Iterator[str]:
        """The folded text of each window."""
        for start, stop in laid:
            yield self._wording.folded(text[spans[start][0] : spans[stop - 1][1]] if stop > start else "")

    def _run(self, ids: Sequence[int]) -> tuple[Floats, Floats]:
        logits, shares = self._session.run(["logits", "shares"], {"ids": self._framed(ids)})
        return logits, shares

    def _framed(self, ids: Sequence[int]) -> npt.NDArray[np.int32]:
        return np.array([[self._wording.opening, *ids, self._wording.closing]], dtype=np.int32)


def reaching(logits: Floats) -> Floats:
    """For each row of label logits, the probabilities of being at least as urgent as each label."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    exact = powers / powers.sum(axis=1, keepdims=True)
    reached: Floats = np.minimum(exact[:, ::-1].cumsum(axis=1)[:, ::-1], 1.0)
    return reached


def mixed(network: Floats, letters: Floats) -> Floats:
    """One set of level logits from the network's and the letters', row by row."""
    mixture: Floats = (1 - LETTERS_SHARE) * _log_share(network) + LETTERS_SHARE * _log_share(letters)
    return mixture


def _log_share(logits: Floats) -> Floats:
    above = logits - logits.max(axis=1, keepdims=True)
    shares: Floats = above - np.log(np.exp(above).sum(axis=1, keepdims=True))
    return shares


def lean_of(text: str) -> float:
    """How far the length of a text moves the log-odds of a card."""
    return LEAN_VERY_SHORT if len(text.split()) <= VERY_SHORT else 0.0


def weighed(reached: Any, serious: Any, urgency: Urgency, *, lean: Any = 0.0) -> Any:
    """`reached` (the probability of `urgency` or worse) with the rest at its cost; numbers or arrays.

    `serious` is the probability of "urgent" or worse: the rest of it costs less than what is harmless. `lean`
    moves the log-odds of a card, and of a card alone.
    """
    rest = 1 - serious + COST_BESIDE_HARMLESS[urgency] * (serious - reached)
    leaning = reached * np.exp(lean) if urgency == "immediate" else reached
    return leaning / np.maximum(leaning + rest, 1e-9)


def opinion_of(
    reached: Floats,
    category: str = "general",
    words: tuple[tuple[int, int], ...] = (),
    *,
    lean: float = 0.0,
) -> Opinion:
    """An opinion from the probabilities of being at least as urgent as each label."""
    exact = -np.diff(reached, append=0.0)
    return Opinion(dict(zip(LABELS, (float(value) for value in exact), strict=True)), category, words, lean)


def decided(opinion: Opinion, limits: Mapping[Urgency, float]) -> Urgency:
    """The worst urgency whose limit the opinion reaches."""
    for urgency in reversed(LABELS[1:]):
        if opinion.weighed(urgency) >= limits[urgency]:
            return urgency
    return "none"


def joined(rules: Urgency, opinion: Opinion, limits: Limits) -> Urgency:
    """The answer of rules and encoder together.

    The rules' answer sets how sure the encoder must be. Limits of 0 are floors: where the rules say immediate
    nothing takes the answer below "check". A card against the rules needs a probability of its own.
    """
    urgency = decided(opinion, limits.beside[rules])
    if urgency == "immediate" != rules and opinion.at_least("immediate") < CARD_BY_ITSELF:
        return "check"
    return urgency


def _by_word(text: str, spans: Sequence[tuple[int, int]], moved: Floats) -> dict[tuple[int, int], float]:
    """What the pieces moved, added up for each word that they are in."""
    totals: dict[tuple[int, int], float] = {}
    found = _WORD.finditer(text, spans[0][0], max(end for _, end in spans)) if spans else ()
    place = 0
    for word in found:
        while place < len(spans) and spans[place][1] <= word.start():
            place += 1
        while place < len(spans) and spans[place][0] < word.end():
            totals[word.span()] = totals.get(word.span(), 0.0) + float(moved[place])
            place += 1
    return totals


def _of_largest(shares: Sequence[float]) -> list[float]:
    """The shares as parts of the largest of them."""
    largest = max(map(abs, shares), default=0.0) or 1.0
    return [share / largest for share in shares]


def _strongest(text: str, shares: Mapping[tuple[int, int], float]) -> tuple[tuple[int, int], ...]:
    ordered = sorted((span for span, share in shares.items() if share > 0), key=lambda span: -shares[span])
    telling = [span for span in ordered if not _says_little(text[slice(*span)])]
    return tuple((telling or ordered)[:SHOWN_WORDS])


def _says_little(word: str) -> bool:
    """Whether a word (or the part before its apostrophe) is a function word: true shares, poor reasons."""
    return re.split(r"['’]", word.lower())[0] in _SAYS_LITTLE


def _read_limits(content: Mapping[str, Any]) -> dict[Urgency, float]:
    return {label: float(content[label]) for label in LABELS[1:]}


def load_encoder(folder: Path) -> Encoder:
    """The shipped encoder of a danger folder: `folder`/model has the network, tokenizer, spelling and card.

    Raises:
        DangerDataError: the card or the model is missing or cannot be used.
    """
    return _loaded(folder.resolve())


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Encoder:
    card = folder / "model" / "card.yml"
    model = folder / "model" / "encoder.onnx"
    try:
        content = yaml.safe_load(card.read_text(encoding="utf-8"))
        limits = Limits(
            float(content["calibration"]["temperature"]),
            _read_limits(content["limits"]["alone"]),
            {label: _read_limits(content["limits"]["beside"][label]) for label in LABELS},
        )
        categories = [str(one) for one in content["categories"]]
        spelling = json.loads((folder / "model" / "spelling.json").read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise DangerDataError(f"the encoder's card cannot be read ({error!r})", file=card.name) from error
    if not model.is_file():
        raise DangerDataError("the encoder's model is missing; train again: " + TRAIN, file=model.name)
    wording = Wording(tokenizer=folder / "model" / "tokenizer.json", spelling=spelling)
    letters = load_letters(folder / "model" / "letters.npz")
    return Encoder(model=model, letters=letters, wording=wording, limits=limits, categories=categories)
