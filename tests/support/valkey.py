"""A real Valkey server for tests, with the settings that `helpline run` uses; can be killed and started."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from types import TracebackType

import redis

from bot.system import parts, preflight
from bot.system.places import Places


class RealValkey:
    """One server on its own port and data folder."""

    def __init__(self, folder: Path) -> None:
        places = Places(folder)
        places.make()
        ports = parts.Ports("127.0.0.1", 0, 0, 0, preflight.free_port())
        self._command = parts.valkey(places, ports).command
        self._log = folder / "valkey.log"
        self.url = parts.valkey_url(places, ports)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(self._command, stdout=out, stderr=out)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.02)
        raise RuntimeError("Valkey did not start:\n" + self._log.read_text(errors="replace")[-2000:])

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        client = redis.Redis.from_url(self.url, socket_timeout=1)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def __enter__(self) -> RealValkey:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
