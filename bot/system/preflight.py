"""What can be told before anything starts: each problem is one sentence that says what to do."""

from __future__ import annotations

import importlib.util
import shutil
import socket
from pathlib import Path

from bot.system.places import ROOT, Places

NEEDED_BYTES = 400 * 1024 * 1024


class CannotRun(Exception):
    """The system cannot start or go on; the sentence says why and what to do."""


def check(places: Places, *, host: str, port: int, web: Path) -> None:
    """Raises `CannotRun` for a full disk, missing parts or a taken port."""
    _disk(places)
    if importlib.util.find_spec("rasa") is None:
        raise CannotRun(
            "Rasa is not installed in this environment. Start with: make run  (Rasa needs Python 3.10)"
        )
    if not (web / "widget.js").is_file():
        raise CannotRun("The web parts are not built. Run: make web")
    if not port_is_free(host, port):
        raise CannotRun(
            f"Port {port} on {host} is taken by another program. "
            f"Stop it, or choose another: HELPLINE_PORT=8090 make run"
        )


def folder(places: Places) -> None:
    """Make the state folder. Raises `CannotRun` where it cannot be written."""
    try:
        places.make()
        probe = places.state / ".probe"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise CannotRun(f"The folder {_shown(places.state)} cannot be written: {error.strerror}.") from error


def _disk(places: Places) -> None:
    free = shutil.disk_usage(places.state).free
    if free < NEEDED_BYTES:
        raise CannotRun(
            f"The disk is nearly full: {free // 2**20} MB free, {NEEDED_BYTES // 2**20} MB needed. "
            "Make room, then start again."
        )


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port on the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(ROOT))
    except ValueError:
        return str(path)
