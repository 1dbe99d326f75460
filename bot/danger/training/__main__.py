"""`python -m bot.danger.training`: train, calibrate on held-out examples, write data/danger/model.

Steps, each of which may be asked for alone: `fit` (the network as ONNX, the weights of letters, and the mixed
logits of the held-out eighth of the examples) and `limits` (temperature, limits, figures: a minute, no torch;
to be run again when the rules have changed).
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.danger.encoder import LABELS, lean_of, mixed
from bot.danger.errors import DangerDataError
from bot.danger.training import card
from bot.danger.training.examples import DANGER, MODEL, Example, example_files, fingerprint, read_examples

_NO_TORCH = "training needs the packages of the dependency group `train` ({missing} is missing); see README"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps asked for; all of them by default."""
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        if options.step in ("all", "fit"):
            _fit(options)
        if options.step in ("all", "limits"):
            _limits(options)
    except (DangerDataError, ImportError) as error:
        reason = _NO_TORCH.format(missing=error.name) if isinstance(error, ImportError) else str(error)
        print(f"training: {reason}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=card.COMMAND, description=__doc__)
    parser.add_argument("step", nargs="?", choices=("all", "fit", "limits"), default="all")
    parser.add_argument("--out", type=Path, default=MODEL, help="the model's folder")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--exact", action="store_true", help="32-bit arithmetic: slower, for CPUs without bf16"
    )
    return parser


def _say(line: str) -> None:
    print(line, flush=True)


def _examples() -> list[Example]:
    return read_examples(example_files())


def _tools(options: argparse.Namespace) -> tuple[Path, Any, Any]:
    from bot.danger.training.fit import Recipe
    from bot.danger.training.network import base_model
    from bot.danger.training.spelling import spelling_of
    from bot.danger.wordpieces import Wording

    base = base_model()
    wording = Wording(tokenizer=base / "tokenizer.json", spelling=spelling_of(DANGER))
    recipe = Recipe(epochs=options.epochs, seed=options.seed, threads=options.threads, bf16=not options.exact)
    return base, wording, recipe


def _fit(options: argparse.Namespace) -> None:
    import numpy as np

    base, wording, recipe = _tools(options)
    from bot.danger.training.export import export
    from bot.danger.training.fit import fit, logits_of
    from bot.danger.training.groups import grouped, held_out
    from bot.danger.training.letters import fit_letters, write_letters
    from bot.danger.training.spelling import spelling_of, write_spelling
    from bot.danger.training.topics import read_topics

    began = time.monotonic()
    examples, topics = _examples(), read_topics()
    groups = grouped(examples)
    seen, held = held_out(examples, groups, seed=recipe.seed)
    network = fit(
        [examples[place] for place in seen],
        [groups[place] for place in seen],
        topics,
        base=base,
        wording=wording,
        recipe=recipe,
        say=_say,
    )
    model = options.out / "encoder.onnx"
    export(network, model)
    shutil.copyfile(base / "tokenizer.json", options.out / "tokenizer.json")
    write_spelling(spelling_of(DANGER), options.out / "spelling.json")
    letters = fit_letters([examples[place] for place in seen], wording, seed=recipe.seed)
    write_letters(letters, options.out / "letters.npz")
    texts = [examples[place].text for place in held]
    logits = mixed(
        logits_of(network, texts, wording)[:, : len(LABELS)],
        np.stack([letters.logits(wording.folded(text)) for text in texts]),
    )
    np.savez_compressed(
        options.out / "held_out.npz",
        places=np.array(held, dtype=np.int32),
        logits=logits.astype(np.float16),
        fingerprint=np.array(fingerprint()),
    )
    content = card.made(
        recipe=asdict(recipe),
        model=model,
        examples=examples,
        held=len(held),
        topics=len(topics),
        fingerprint=fingerprint(),
        date=datetime.date.today().isoformat(),
        minutes=(time.monotonic() - began) / 60,
    )
    card.write_card({**card.read_card(options.out), **content}, options.out)


def _limits(options: argparse.Namespace) -> None:
    import numpy as np

    from bot.danger.report.layers import held_logits, judged_held_out, rules_answers
    from bot.danger.training.calibrate import Budget, limits

    examples = _examples()
    held, logits = held_logits(examples, options.out)
    rules = rules_answers([one.text for one in held])
    found = limits(
        logits.astype(np.float64),
        [one.label for one in held],
        rules,
        leans=[lean_of(one.text) for one in held],
        budget=Budget(),
    )
    judged = judged_held_out(held, logits, rules, found)
    content = card.with_limits(card.read_card(options.out), found, judged)
    card.write_card(content, options.out)
    for source, shown in content["held_out"].items():
        _say(f"{source}:")
        for says, figure in shown.items():
            _say(f"  {says}: {figure}")


if __name__ == "__main__":
    sys.exit(main())
