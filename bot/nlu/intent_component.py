"""Which intent a message has: the danger encoder's vector, words and word families, then a linear classifier.

Why not one of Rasa's: its featurisers count without weighing and know no families, and its linear
classifier has its strength fixed; its neural ones cost ten times the time and memory. The encoder is there
already, and was taught the dialogue's topics beside danger (bot/danger/training/topics.py): its vector
carries what words alone do not. Families (words that mean much the same, data/triage/families.yml) carry an
author's new word until the encoder is trained again.

In training: each text's vector, and TF-IDF over words (one and two), over letters within words (two to
four) and over families, then logistic regression with balanced classes, one intent against the rest. What
is learnt is kept as JSON and plain arrays, so that loading a model runs no code from it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.danger.encoder import load_encoder
from bot.nlu.facts_component import data_folder

Vector = Callable[[str], npt.NDArray[np.float32]]

_WORD = re.compile(r"[\w']+")
STRENGTH = 4.0
"""Inverse of the classifier's regularisation."""
VECTOR_WEIGHT = 3.0
"""How much the encoder's vector counts beside each part of the words, which all have length 1."""
RANKING = 4
"""How many guesses travel with a message."""
UNKNOWN: dict[str, Any] = {"name": None, "confidence": 0.0}
SURE = 0.6
"""Least confidence of the `sure_intents` of the settings, in a message without a question mark."""
ASKS = "ask_"
"""How the names of their questions begin. That they ask can be sure where it is not yet sure what."""
SURE_UNASKED = 0.75
"""The same for their questions ("ask_..."), in a message that has no form of a question: "told both mums"
answers ours."""
SHORT_AT_MOST = 12
"""Words above which a message is never one of the `short_intents` of the settings."""
_ASKS = re.compile(
    r"\?|\b(?:what|whats|what's|whit|who|whos|how|hows|when|where|which|why|can|could|should|shall|does|did"
    r"|will|would|do (?:i|we|you|they)|is (?:it|this|that|there)|are (?:you|we|there|they)|am i|may i"
    r"|have (?:i|you)|tell me|help with|explain|wonder|need|want|looking for|any idea|please|pls|define"
    r"|not sure (?:if|whether|what|how)|(?:don't|dont|dinnae) (?:know|ken)|advice|guidance|numbers?|meaning"
    r"|difference|versus|vs|hear(?:d)? nothing|nothing back|no (?:reply|word|answer)|not? heard back)\b"
)
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


class Families:
    """Words that mean much the same. `words` maps a family to its words; "*" ends any ending."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.words = {name: [str(word) for word in listed] for name, listed in words.items()}
        self._whole: dict[str, list[str]] = {}
        self._begins: list[tuple[str, str]] = []
        for name, listed in self.words.items():
            for word in listed:
                if word.endswith("*"):
                    self._begins.append((word[:-1], name))
                else:
                    self._whole.setdefault(word, []).append(name)

    def features(self, text: str) -> list[str]:
        """The families in the order of their words, then each neighbouring pair."""
        names = [name for word in _WORD.findall(text) for name in self._of(word)]
        return names + [f"{first}+{second}" for first, second in pairwise(names)]

    def _of(self, word: str) -> list[str]:
        found = [
            *self._whole.get(word, ()),
            *(name for start, name in self._begins if word.startswith(start)),
        ]
        return list(dict.fromkeys(found))

    @classmethod
    def read(cls, path: Path) -> Families:
        """From data/triage/families.yml."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8"))["families"])


class IntentModel:
    """The classifier by itself, free of Rasa, so that it can be measured and tested alone."""

    def __init__(
        self,
        vectorisers: list[TfidfVectorizer],
        classifier: LogisticRegression,
        families: Families,
        vector: Vector,
    ) -> None:
        self._vector = vector
        self._vectorisers = vectorisers
        self._classifier = classifier
        self._families = families

    @classmethod
    def fit(cls, texts: list[str], intents: list[str], families: Families, *, vector: Vector) -> IntentModel:
        """Learn from examples; `texts[i]` has intent `intents[i]`. `vector` is the encoder's."""
        vectorisers = _new_vectorisers(families)
        for vectoriser in vectorisers:
            vectoriser.fit([plain(text) for text in texts])
        classifier = LogisticRegression(
            C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=200, random_state=7
        )
        model = cls(vectorisers, classifier, families, vector)
        classifier.fit(model._features(texts), intents)
        return model

    def rank(self, text: str, *, without: Collection[str] = ()) -> list[tuple[str, float]]:
        """The likeliest intents with their confidence, likeliest first; `without` cannot be among them."""
        chances = self._classifier.predict_proba(self._features([text]))[0]
        if without:
            chances = np.where(np.isin(self._classifier.classes_, list(without)), 0.0, chances)
            chances = chances / chances.sum()
        order = np.argsort(-chances)[:RANKING]
        return [(str(self._classifier.classes_[i]), float(chances[i])) for i in order]

    def _features(self, texts: list[str]) -> csr_matrix:
        plains = [plain(text) for text in texts]
        meant = csr_matrix(np.stack([self._vector(text) for text in texts]) * VECTOR_WEIGHT)
        return hstack([meant, *(v.transform(plains) for v in self._vectorisers)], format="csr")

    def save(self, folder: Path) -> None:
        """Write what was learnt as JSON and arrays."""
        vocabularies = [{w: int(i) for w, i in v.vocabulary_.items()} for v in self._vectorisers]
        facts = {
            "classes": list(self._classifier.classes_),
            "vocabularies": vocabularies,
            "families": self._families.words,
        }
        (folder / "intents.json").write_text(json.dumps(facts), encoding="utf-8")
        np.savez(
            folder / "intents.npz",
            coef=self._classifier.coef_,
            intercept=self._classifier.intercept_,
            **{f"idf{i}": v.idf_ for i, v in enumerate(self._vectorisers)},
        )

    @classmethod
    def load(cls, folder: Path, *, vector: Vector) -> IntentModel:
        """Read what `save` wrote."""
        facts = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "intents.npz", allow_pickle=False) as arrays:
            families = Families(facts["families"])
            vectorisers = _new_vectorisers(families)
            for i, vectoriser in enumerate(vectorisers):
                vectoriser.vocabulary_ = facts["vocabularies"][i]
                vectoriser.idf_ = arrays[f"idf{i}"]
            classifier = LogisticRegression(C=STRENGTH, solver="liblinear")
            classifier.classes_ = np.array(facts["classes"])
            classifier.coef_, classifier.intercept_ = arrays["coef"], arrays["intercept"]
        return cls(vectorisers, classifier, families, vector)


def danger_folder() -> Path:
    """Where the encoder's model lies: data/danger beside data/triage."""
    return data_folder().parent / "danger"


def encoder_vector() -> Vector:
    """The encoder's vector of a text, from the model that the danger layer has loaded already."""
    return load_encoder(danger_folder()).vector


def plain(text: str) -> str:
    """The text in small letters with straight quotes."""
    return text.translate(_PLAIN).lower()


def _new_vectorisers(families: Families) -> list[TfidfVectorizer]:
    return [
        TfidfVectorizer(
            analyzer="word",
            ngram_range=(1, 2),
            sublinear_tf=True,
            token_pattern=_WORD.pattern,
            lowercase=False,
        ),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True, lowercase=False),
        TfidfVectorizer(analyzer=families.features, sublinear_tf=True),
    ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentComponent(GraphComponent):  # type: ignore[misc]
    """The classifier as a part of Rasa's pipeline."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None
    ) -> None:
        self._short = frozenset(config.get("short_intents", ()))
        self._sure = frozenset(config.get("sure_intents", ()))
        self._needs: dict[str, str] = dict(config.get("intent_needs", {}))
        self._telling = frozenset(config.get("telling", ()))
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`short_intents`: what a long message cannot mean (a long story is not a "goodbye").
        `sure_intents`: what is taken only with confidence. `intent_needs`: what is taken only where the
        facts component, which runs before, found that fact. `telling`: facts that, without the form of a
        question, tell and do not ask ("she begged me not to say")."""
        return {"short_intents": [], "sure_intents": [], "intent_needs": {}, "telling": []}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes Rasa train again when families or encoder change: they are no training data to it."""
        made_of = (data_folder() / "families.yml", danger_folder() / "model" / "encoder.onnx")
        return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentComponent:
        """A component that has learnt nothing yet."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentComponent:
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder, vector=encoder_vector()))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        families = Families.read(data_folder() / "families.yml")
        texts, intents = [e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples]
        self._model = IntentModel.fit(texts, intents, families, vector=encoder_vector())
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rasa asks for this of every trained classifier; the examples need nothing."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and its nearest rivals."""
        for message in messages:
            facts = {entity["entity"] for entity in message.get(ENTITIES) or ()}
            ranking = self._rank(message.get(TEXT) or "", facts)
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _rank(self, text: str, facts: Collection[str]) -> list[dict[str, Any]]:
        if self._model is None or not text.strip():
            return [UNKNOWN]
        without = {intent for intent, fact in self._needs.items() if fact not in facts}
        if len(text.split()) > SHORT_AT_MOST:
            without |= self._short
        ranked = self._model.rank(text, without=without)
        if self._telling & set(facts) and not asks(text):
            ranked = [guess for guess in ranked if not guess[0].startswith(ASKS)]
        if "?" not in text:
            any_ask = sum(chance for name, chance in ranked if name.startswith(ASKS))
            sure = {name: any_ask if name.startswith(ASKS) else chance for name, chance in ranked}
            ranked = [
                guess
                for guess in ranked
                if guess[0] not in self._sure or sure[guess[0]] >= bar(text, guess[0])
            ]
        return [{"name": name, "confidence": chance} for name, chance in ranked] or [UNKNOWN]


def bar(text: str, intent: str) -> float:
    """How sure the classifier must be of one of the `sure_intents`."""
    return SURE if asks(text) or not intent.startswith(ASKS) else SURE_UNASKED


def asks(text: str) -> bool:
    """Whether a message has the form of a question."""
    return _ASKS.search(plain(text)) is not None
