"""Debian's Chromium for Playwright, headless; a missing browser is a failure with instructions."""

from __future__ import annotations

import shutil
from typing import Any


def chromium_options() -> dict[str, Any]:
    """How to launch the browser. Raises RuntimeError with instructions where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError("There is no Chromium. Install it: sudo apt-get install chromium")
    return {
        "executable_path": path,
        "headless": True,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
