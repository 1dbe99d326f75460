"""What `helpline danger report` and `helpline danger compare` call; also `python -m bot.danger.report`.

The report measures the shipped detector on the kept examples, which nobody reads to tune anything. With
`training` it shows the eighth of the training examples that was held out of training: that is the report to
work with.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.danger.encoder import load_encoder
from bot.danger.errors import DangerDataError
from bot.danger.report.changes import write_answers
from bot.danger.report.compare import compare_text
from bot.danger.report.findings import Findings, findings
from bot.danger.report.gate import level_of, write_level
from bot.danger.report.layers import answered, held_logits, judged_held_out, rules_answers
from bot.danger.report.measure import Judged
from bot.danger.report.page import as_page
from bot.danger.report.text import as_text
from bot.danger.training.examples import DANGER, MODEL, example_files, read_examples, read_kept


def kept_judged() -> list[Judged]:
    """The kept examples, as the shipped layers answer them."""
    return answered(read_kept(), load_encoder(DANGER))


def training_judged() -> list[Judged]:
    """The training examples that were held out of training."""
    held, logits = held_logits(read_examples(example_files()), MODEL)
    rules = rules_answers([one.text for one in held])
    return judged_held_out(held, logits, rules, load_encoder(DANGER).limits)


def report(*, html: Path | None = None, training: bool = False) -> str:
    """The report as text; also as a page in the file `html`."""
    found = _found(training)
    if html is not None:
        html.write_text(as_page(found), encoding="utf-8")
    return as_text(found)


def _found(training: bool) -> Findings:
    if training:
        return findings(training_judged(), title="Immediate danger: training examples, held out")
    return findings(kept_judged(), title="Immediate danger: kept examples")


def compare(*, kept: bool = False) -> str:
    """The layers side by side, as text."""
    return compare_text(kept=kept)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(prog="python -m bot.danger.report", description=__doc__)
    parser.add_argument("what", choices=("report", "compare", "level"))
    parser.add_argument("--html", type=Path, help="also write the report as a page")
    parser.add_argument("--training", action="store_true", help="report on the training examples")
    parser.add_argument("--kept", action="store_true", help="compare on the kept examples")
    options = parser.parse_args(arguments)
    try:
        if options.what == "report":
            sys.stdout.write(report(html=options.html, training=options.training))
        elif options.what == "compare":
            sys.stdout.write(compare(kept=options.kept))
        else:
            write_level(level_of(kept_judged()))
            write_answers()
    except DangerDataError as error:
        print(f"helpline: {error}", file=sys.stderr)
        return 1
    return 0
