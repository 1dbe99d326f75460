"""Where things lie on this machine: one state folder, never in git."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """The state folder `state` (HELPLINE_STATE, else `.helpline` in the repository) and what is in it."""

    state: Path

    @staticmethod
    def default() -> Places:
        """From the environment."""
        return Places(Path(os.environ.get("HELPLINE_STATE", ROOT / ".helpline")))

    def make(self) -> None:
        """Create the folders, readable by this user alone. Raises OSError."""
        for folder in (self.state, self.valkey, self.models, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def valkey(self) -> Path:
        """The embedded Valkey's data."""
        return self.state / "valkey"

    @property
    def models(self) -> Path:
        """Trained models; the newest few."""
        return self.state / "models"

    @property
    def logs(self) -> Path:
        """What the parts print."""
        return self.state / "logs"

    @property
    def lock(self) -> Path:
        """Held while a system runs on this folder."""
        return self.state / "lock"

    @property
    def running(self) -> Path:
        """Addresses of the running system, for the other commands."""
        return self.state / "running.json"

    @property
    def first_password(self) -> Path:
        """The password of the counsellor that a first start makes."""
        return self.state / "first-counsellor.txt"

    def secret(self, name: str) -> str:
        """A random secret of this machine, made at first use and kept with mode 0600."""
        path = self.state / "secrets" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(path, secrets.token_urlsafe(32))
        return path.read_text(encoding="ascii").strip()

    def read_running(self) -> dict[str, Any] | None:
        """What the running system wrote, or None where none runs (any more)."""
        try:
            found = json.loads(self.running.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        alive = isinstance(found, dict) and psutil.pid_exists(int(found.get("pid", -1)))
        return found if alive else None


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user may read, whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)
