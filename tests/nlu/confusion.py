"""`python -m tests.nlu.confusion`: how well the intents are told apart, on messages kept out of training.

Why: intents are merged or separated by measured confusion, not by taste. The kept messages
(tests/nlu/kept/intents.tsv) were written independently of the examples of data/dialogue and are only counted,
never trained on. No Rasa training: the classifier alone, as bot/nlu/intent_component.py makes it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from bot.nlu.facts_component import data_folder
from bot.nlu.intent_component import Families, IntentModel, encoder_vector

DIALOGUE = Path(__file__).resolve().parents[2] / "data" / "dialogue"
KEPT = Path(__file__).parent / "kept" / "intents.tsv"


def examples() -> list[tuple[str, str]]:
    """(text, intent) of every training example."""
    return [
        (line.strip().removeprefix("- "), entry["intent"])
        for path in sorted(DIALOGUE.glob("*/nlu.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in entry["examples"].splitlines()
        if line.strip()
    ]


def kept() -> list[tuple[str, str]]:
    """(text, intent) of every kept message."""
    rows = (line.split("\t", 1) for line in KEPT.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(text, ALIASES.get(intent, intent)) for intent, text in rows]


ALIASES = {"overreacting": "ask_overreacting"}
"""Names of the kept file that the dialogue writes otherwise."""


def trained() -> IntentModel:
    """The classifier, fitted to all examples."""
    pairs = examples()
    families = Families.read(data_folder() / "families.yml")
    return IntentModel.fit(
        [text for text, _ in pairs], [intent for _, intent in pairs], families, vector=encoder_vector()
    )


def guesses(model: IntentModel, pairs: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(text, intent, guess) for every pair."""
    return [(text, intent, model.rank(text)[0][0]) for text, intent in pairs]


def main() -> None:
    """Print accuracy, each intent's share, and every confusion."""
    made = guesses(trained(), kept())
    right = Counter(intent for _, intent, guess in made if intent == guess)
    total = Counter(intent for _, intent, _ in made)
    print(f"{len(made)} kept messages, {len(total)} intents, right {sum(right.values()) / len(made):.3f}")
    for intent, count in sorted(total.items(), key=lambda one: right[one[0]] / one[1]):
        print(f"  {intent:30} {right[intent]:4} of {count}")
    wrong = Counter((intent, guess) for _, intent, guess in made if intent != guess)
    print("Taken for another:")
    for (intent, guess), count in wrong.most_common(40):
        print(f"  {intent} for {guess}: {count}")


if __name__ == "__main__":
    main()
