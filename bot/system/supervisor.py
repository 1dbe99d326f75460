"""The lives of the parts: started together, watched, restarted, stopped; never half a system.

For each part, for ever:
1. start it, its output into its log file, tied to this process (it dies if this process is killed);
2. wait until it answers, at most its `patience_s`;
3. watch: it ended, or it did not answer `DEAF` checks in a row → say so and start it again;
4. `TOO_OFTEN` failures within `WINDOW_S` seconds → the whole system stops, with the part's last words.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import signal
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bot.system.parts import Part
from bot.system.places import ROOT
from bot.system.preflight import CannotRun

_log = logging.getLogger(__name__)
DEAF = 4
CHECK_S = 3.0
TOO_OFTEN = 5
WINDOW_S = 120.0
_STARTING_CHECK_S = 0.15
_STOP_S = 8.0
_MAX_LOG_BYTES = 20 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


class Life:
    """One part's life."""

    def __init__(self, part: Part, logs: Path, say: Callable[[str], None]) -> None:
        self.part = part
        self.ready = asyncio.Event()
        self.process: asyncio.subprocess.Process | None = None
        self._log_file = logs / f"{part.name}.log"
        self._say = say
        self._failures: deque[float] = deque()
        self._times_ready = 0

    async def live(self) -> None:
        """Keep the part alive. Raises `CannotRun` when it fails too often."""
        while True:
            why = await self._once()
            self.ready.clear()
            self._count_failure(why)
            self._say(f"{self.part.name}: {why}; starting it again")
            await asyncio.sleep(min(0.2 * 2 ** len(self._failures), 5.0))

    async def stop(self) -> None:
        """End the part and everything that it started."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        _signal_group(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), _STOP_S)
        except asyncio.TimeoutError:
            _signal_group(process, signal.SIGKILL)
            await process.wait()

    async def _once(self) -> str:
        started = time.monotonic()
        process = await self._start()
        try:
            why = await self._until_ready(process, started)
            if why is None:
                self._times_ready += 1
                took = time.monotonic() - started
                self._say(f"{self.part.name}: {'ready' if self._times_ready == 1 else 'back'} ({took:.1f} s)")
                self.ready.set()
                why = await self._watch(process)
            return why
        finally:
            await self.stop()

    async def _start(self) -> asyncio.subprocess.Process:
        if self._log_file.exists() and self._log_file.stat().st_size > _MAX_LOG_BYTES:
            self._log_file.replace(self._log_file.with_suffix(".log.1"))
        with self._log_file.open("ab") as out:
            try:
                self.process = await asyncio.create_subprocess_exec(
                    *self.part.command,
                    cwd=ROOT,
                    env=os.environ | dict(self.part.environment),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                    preexec_fn=_die_with_parent,
                )
            except OSError as error:
                raise CannotRun(f"{self.part.name} cannot be started: {error.strerror}.") from error
        return self.process

    async def _until_ready(self, process: asyncio.subprocess.Process, started: float) -> str | None:
        while time.monotonic() - started < self.part.patience_s:
            if process.returncode is not None:
                return f"ended at once with status {process.returncode}"
            if await self.part.works():
                return None
            await asyncio.sleep(_STARTING_CHECK_S)
        return f"did not answer within {self.part.patience_s:.0f} s"

    async def _watch(self, process: asyncio.subprocess.Process) -> str:
        deaf = 0
        while deaf < DEAF:
            try:
                await asyncio.wait_for(asyncio.shield(process.wait()), CHECK_S)
            except asyncio.TimeoutError:
                deaf = 0 if await self.part.works() else deaf + 1
            else:
                return f"ended ({_how(process.returncode)})"
        return "does not answer"

    def _count_failure(self, why: str) -> None:
        now = time.monotonic()
        self._failures.append(now)
        while now - self._failures[0] > WINDOW_S:
            self._failures.popleft()
        never = self._times_ready == 0 and len(self._failures) >= 2
        if never or len(self._failures) >= TOO_OFTEN:
            raise CannotRun(
                f"{self.part.name} {why} and does not stay up, so everything is stopped. "
                f"Its last words ({self._log_file.name} in the logs folder):\n{self._last_words()}"
            )

    def _last_words(self, lines: int = 8) -> str:
        with self._log_file.open("rb") as file:
            file.seek(max(0, self._log_file.stat().st_size - 8_192))
            text = file.read().decode("utf-8", "replace").strip()
        return "\n".join("  " + line[:300] for line in text.splitlines()[-lines:])


async def run(
    parts: list[Part],
    *,
    logs: Path,
    say: Callable[[str], None],
    stop: asyncio.Event,
    when_ready: Callable[[], None],
) -> None:
    """Run the parts until `stop` is set; `when_ready` is called once all of them answer.

    Raises `CannotRun` when a part does not stay up. No process is left behind either way.
    """
    lives = [Life(part, logs, say) for part in parts]
    tasks = [asyncio.create_task(life.live()) for life in lives]
    stopped = asyncio.create_task(stop.wait())
    ready = asyncio.create_task(_all_ready(lives, when_ready))
    try:
        done, _ = await asyncio.wait([*tasks, stopped], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (*tasks, stopped, ready):
            task.cancel()
        await asyncio.gather(*tasks, stopped, ready, return_exceptions=True)
        await asyncio.gather(*(life.stop() for life in lives))


async def _all_ready(lives: list[Life], when_ready: Callable[[], None]) -> None:
    for life in lives:
        await life.ready.wait()
    when_ready()


def _how(status: int | None) -> str:
    if status is not None and status < 0:
        return signal.Signals(-status).name
    return f"status {status}"


def _signal_group(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        _log.debug("already gone")


def _die_with_parent() -> None:
    """On Linux, in the child: be killed when the supervisor is (prctl(2), PR_SET_PDEATHSIG)."""
    if os.uname().sysname == "Linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
