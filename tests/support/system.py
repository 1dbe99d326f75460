"""The whole system as `helpline run` starts it, on its own port and state folder, parts killable."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

import psutil

from bot.system import preflight, training
from bot.system.places import ROOT, Places

READY_S = 180.0
_MARKS = {
    "valkey": "valkey-server",
    "rasa": "bot.nlu.server",
    "actions": "rasa_sdk",
    "gateway": "bot.gateway",
}


class RealSystem:
    """A running system; its model is the one that `make train` made."""

    def __init__(self, state: Path, **environment: str) -> None:
        self.places = Places(state)
        self.port = preflight.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = os.environ | {
            "HELPLINE_STATE": str(state),
            "HELPLINE_PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        self._output = state / "helpline-run.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it says that it is ready."""
        self._lend_model()
        before = self.said().count("ready in") if self._output.exists() else 0
        with self._output.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", "run"],
                cwd=ROOT,
                env=self._environment,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
            )
        self.wait_said("ready in", READY_S, times=before + 1)

    def stop(self) -> int:
        """Ctrl-C, as a person would; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(40)
        self.process = None
        return status

    def said(self) -> str:
        """Everything that it printed."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    def wait_said(self, words: str, seconds: float = 60.0, *, times: int = 1) -> None:
        """Wait until it has printed `words` at least `times` times."""
        deadline = time.monotonic() + seconds
        while self.said().count(words) < times:
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the system did not say {words!r}:\n{self.said()}\n{self.logs()}")
            time.sleep(0.05)

    def part(self, name: str) -> psutil.Process:
        """The running process of one part."""
        assert self.process is not None
        for child in psutil.Process(self.process.pid).children(recursive=True):
            if any(_MARKS[name] in word for word in child.cmdline()):
                return child
        raise AssertionError(f"{name} does not run:\n{self.said()}")

    def kill(self, name: str) -> None:
        """kill -9 of one part."""
        child = self.part(name)
        child.kill()
        child.wait(10)

    def wait_back(self, name: str, seconds: float = 120.0, *, times: int = 1) -> None:
        """Wait until the supervisor reports the part back."""
        self.wait_said(f"{name}: back", seconds, times=times)

    def password(self) -> str:
        """The first counsellor's password."""
        return self.places.first_password.read_text(encoding="utf-8").strip()

    def logs(self, last: int = 1500) -> str:
        """The end of each part's log, for a failure's message."""
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')[-last:]}"
            for path in sorted(self.places.logs.glob("*.log"))
        )

    def _lend_model(self) -> None:
        """Use the model that `make train` made; the test run must not depend on training time."""
        name = training.fingerprint()
        made = training.model_of(Places(Path(os.environ.get("HELPLINE_STATE", ROOT / ".helpline"))), name)
        if not made.exists():
            raise RuntimeError("There is no trained model for this content. Run: make train")
        self.places.make()
        lent = training.model_of(self.places, name)
        if not lent.exists():
            lent.symlink_to(made)

    def __enter__(self) -> RealSystem:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
