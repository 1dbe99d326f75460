"""The Rasa model: kept, and trained again only when what it is made from changed.

A model is named by a digest of everything that training reads, so yesterday's model is found again
and an edit back to it needs no training.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.content.check import check
from bot.content.findings import as_text, errors
from bot.system.places import ROOT, Places
from bot.system.preflight import CannotRun

_INPUTS = (
    "bot/config.yml",
    "bot/nlu",
    "data/domain",
    "data/dialogue",
    "data/triage/families.yml",
    "data/danger/model/card.yml",
)
_KEPT_MODELS = 3
_LIMIT_S = 900.0


def fingerprint(root: Path = ROOT) -> str:
    """A digest over all that goes into the model: content, settings, components, Rasa's version."""
    digest = hashlib.sha256(importlib.metadata.version("rasa").encode())
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def model_of(places: Places, name: str) -> Path:
    """Where the model of that fingerprint lies, trained or not."""
    return places.models / f"{name}.tar.gz"


def ensure(places: Places, say: Callable[[str], None], *, force: bool = False) -> Path:
    """The model for the content as it is; trains where there is none yet.

    Raises `CannotRun` with the trainer's own last words where the content cannot be trained.
    """
    path = model_of(places, fingerprint())
    if path.exists() and not force:
        say("model: up to date")
        return path
    _refuse_broken(ROOT / "data")
    started = time.monotonic()
    say("model: training (about a minute)")
    _train(places, path)
    say(f"model: trained in {time.monotonic() - started:.0f} s")
    _forget_old(places, keep=path)
    return path


def _refuse_broken(data: Path) -> None:
    """A half-written topic never reaches the live model. Raises `CannotRun` with file, line and reason."""
    broken = errors(check(data))
    if broken:
        raise CannotRun("The content has errors, so it was not trained:\n" + as_text(broken))


def rasa_environment() -> dict[str, str]:
    """The environment in which Rasa's commands run: quiet, offline, our packages found."""
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "CUDA_VISIBLE_DEVICES": "",
    }


def _train(places: Places, path: Path) -> None:
    scratch = f"training-{os.getpid()}"
    command = [sys.executable, "-m", "rasa", "train"]
    command += ["--config", "bot/config.yml", "--domain", "data/domain", "--data", "data/dialogue"]
    command += ["--out", str(places.models), "--fixed-model-name", scratch]
    log = places.logs / "train.log"
    with log.open("wb") as out:
        try:
            done = subprocess.run(  # noqa: S603  no shell, our own words
                command,
                cwd=ROOT,
                env=rasa_environment(),
                stdout=out,
                stderr=out,
                timeout=_LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise CannotRun(f"Training took longer than {_LIMIT_S:.0f} s and was stopped.") from error
    made = places.models / f"{scratch}.tar.gz"
    if done.returncode != 0 or not made.exists():
        raise CannotRun("The content cannot be trained:\n" + _last_words(log))
    made.replace(path)


def _last_words(log: Path, lines: int = 12) -> str:
    text = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return "\n".join("  " + line for line in text[-lines:])


def _forget_old(places: Places, *, keep: Path) -> None:
    models = sorted(places.models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in models if path != keep][_KEPT_MODELS - 1 :]:
        old.unlink(missing_ok=True)


def _files(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        start = root / name
        found = [start] if start.is_file() else sorted(start.rglob("*"))
        yield from (path for path in found if path.suffix in (".yml", ".yaml", ".py") and path.is_file())
