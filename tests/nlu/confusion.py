"""`python -m tests.nlu.confusion`: how well the intents are told apart, by cross-validation.

Why: intents are merged or separated by measured confusion, not by taste. It trains on four fifths of the
examples of data/dialogue and asks the rest, five times; about half a minute, no Rasa training.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml
from sklearn.model_selection import StratifiedKFold

from bot.nlu.facts_component import data_folder
from bot.nlu.intent_component import Families, IntentModel

DIALOGUE = Path(__file__).resolve().parents[2] / "data" / "dialogue"


def examples() -> list[tuple[str, str]]:
    """(text, intent) of every training example."""
    found = []
    for path in sorted(DIALOGUE.glob("*/nlu.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in entry["examples"].splitlines():
                if line.strip():
                    found.append((line.strip().removeprefix("- "), entry["intent"]))
    return found


def guesses(pairs: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(text, intent, guess) for every example, each guessed by a model that has not seen it."""
    texts, intents = [text for text, _ in pairs], [intent for _, intent in pairs]
    families = Families.read(data_folder() / "families.yml")
    made = []
    for learn, ask in StratifiedKFold(5, shuffle=True, random_state=1).split(texts, intents):
        model = IntentModel.fit([texts[i] for i in learn], [intents[i] for i in learn], families)
        made += [(texts[i], intents[i], model.rank(texts[i])[0][0]) for i in ask]
    return made


def main() -> None:
    """Print accuracy, each intent's share, and the commonest confusions."""
    made = guesses(examples())
    right = Counter(intent for _, intent, guess in made if intent == guess)
    total = Counter(intent for _, intent, _ in made)
    print(f"{len(made)} examples, {len(total)} intents, right {sum(right.values()) / len(made):.3f}")
    for intent, count in total.most_common():
        print(f"  {intent:30} {right[intent]:4} of {count}")
    wrong = Counter((intent, guess) for _, intent, guess in made if intent != guess)
    print("Taken for another:")
    for (intent, guess), count in wrong.most_common(15):
        print(f"  {intent} for {guess}: {count}")


if __name__ == "__main__":
    main()
