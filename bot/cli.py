"""The `helpline` command: run, train, check, counsellor add, assess, danger report and compare.

Heavy parts are imported where they are used, so that `helpline assess` needs no Rasa and
`helpline --help` answers at once.
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


class CommandError(Exception):
    """The command cannot do that; the sentence says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 0 when it worked, 1 when it could not, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    try:
        status = options.do(options)
    except CommandError as error:
        print(f"helpline: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    assert isinstance(status, int)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="helpline", description=__doc__.split("\n")[0] if __doc__ else "")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="start the whole system and watch over it until Ctrl-C")
    run.set_defaults(do=_run)

    train = commands.add_parser("train", help="train the assistant where its content changed")
    train.add_argument("--force", action="store_true", help="train even where nothing changed")
    train.set_defaults(do=_train)

    check = commands.add_parser("check", help="what must be put right in the content before it is used")
    check.add_argument("--json", action="store_true", help="for editors: a JSON array of findings")
    check.set_defaults(do=_check)

    counsellor = commands.add_parser("counsellor", help="who may sign in to the console")
    kinds = counsellor.add_subparsers(required=True, metavar="WHAT")
    add = kinds.add_parser("add", help="make a counsellor's account, or give it a new password")
    add.add_argument("username", help="3 to 40 small letters, digits, dots, dashes")
    add.add_argument("--name", help="what professionals see; the username where left out")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.set_defaults(do=_counsellor_add)

    assess = commands.add_parser("assess", help="how urgent each message is, one a line, as JSON lines")
    assess.add_argument("file", nargs="?", type=Path, help="standard input where left out")
    assess.set_defaults(do=_assess)

    danger = commands.add_parser("danger", help="how well danger is found")
    reports = danger.add_subparsers(required=True, metavar="WHAT")
    report = reports.add_parser("report", help="recall, false alarms, every miss, on the kept examples")
    report.add_argument("--html", type=Path, help="also write a page with plots to this file")
    report.add_argument("--training", action="store_true", help="on the training examples that were held out")
    report.set_defaults(do=_danger_report)
    changes = reports.add_parser("changes", help="which kept examples a changed rule answers otherwise")
    changes.set_defaults(do=_danger_changes)
    compare = reports.add_parser("compare", help="the layers and their alternatives side by side")
    compare.add_argument("--kept", action="store_true", help="on the kept examples")
    compare.set_defaults(do=_danger_compare)
    return parser


def _run(options: argparse.Namespace) -> int:
    from bot.system.places import Places
    from bot.system.preflight import CannotRun
    from bot.system.run import run

    try:
        return run(Places.default())
    except CannotRun as error:
        raise CommandError(str(error)) from error


def _train(options: argparse.Namespace) -> int:
    from bot.system import training
    from bot.system.places import Places
    from bot.system.preflight import CannotRun

    places = Places.default()
    try:
        places.make()
        training.ensure(places, print, force=options.force)
    except (CannotRun, OSError) as error:
        raise CommandError(str(error)) from error
    return 0


def _check(options: argparse.Namespace) -> int:
    from bot.content.check import run
    from bot.system.places import ROOT

    return run(ROOT / "data", json=options.json)


def _danger_report(options: argparse.Namespace) -> int:
    from bot.danger import DangerDataError
    from bot.danger.report.commands import report

    try:
        print(report(html=options.html, training=options.training), end="")
    except (DangerDataError, OSError) as error:
        raise CommandError(str(error)) from error
    return 0


def _danger_changes(options: argparse.Namespace) -> int:
    from bot.danger import DangerDataError
    from bot.danger.report.changes import changes_text

    try:
        print(changes_text(), end="")
    except (DangerDataError, OSError) as error:
        raise CommandError(str(error)) from error
    return 0


def _danger_compare(options: argparse.Namespace) -> int:
    from bot.danger import DangerDataError
    from bot.danger.report.commands import compare

    try:
        print(compare(kept=options.kept), end="")
    except (DangerDataError, OSError) as error:
        raise CommandError(str(error)) from error
    return 0


def _counsellor_add(options: argparse.Namespace) -> int:
    from bot.handoff import StaffError
    from bot.system.accounts import NoStore, add_counsellor

    password = _password(from_stdin=options.password_stdin)
    try:
        asyncio.run(
            add_counsellor(options.username, name=options.name or options.username, password=password)
        )
    except (StaffError, NoStore) as error:
        raise CommandError(str(error)) from error
    print(f"{options.username} can sign in now.")
    return 0


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise CommandError("There is nobody to ask for the password. Use --password-stdin.")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise CommandError("The two passwords are not the same. Nothing was changed.")
    return first


def _assess(options: argparse.Namespace) -> int:
    from bot.danger import DangerDataError, load

    try:
        detector = load()
    except DangerDataError as error:
        raise CommandError(str(error)) from error
    for line in _lines(options.file):
        print(json.dumps(detector.assess(line).as_json(), ensure_ascii=False))
    return 0


def _lines(path: Path | None) -> Iterator[str]:
    """Messages one a line, whatever their bytes: what is no UTF-8 becomes U+FFFD."""
    source = sys.stdin.fileno() if path is None else path
    try:
        with open(source, encoding="utf-8", errors="replace", newline="\n", closefd=path is not None) as file:
            yield from (line.rstrip("\n") for line in file)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


if __name__ == "__main__":
    raise SystemExit(main())
