"""`make test`: every check, in an order in which the cheap ones speak first.

Each step runs even where an earlier one failed, so that one run shows everything; the exit status
is 1 if any failed. pytest comes last: its closing line is the run's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
STEPS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "web": ["npm", "run", "--silent", "check"],
    "web tests": ["npm", "test", "--silent"],
    "tests": [sys.executable, "-m", "pytest", "-q", "--durations=15"],
}


def main() -> int:
    """Run the steps; 1 if any failed."""
    failed = []
    for name, command in STEPS.items():
        started = time.monotonic()
        folder = ROOT / "web_widget" if command[0] == "npm" else ROOT
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        status = subprocess.run(command, cwd=folder, env=environment, check=False).returncode
        took = time.monotonic() - started
        print(f"helpline test: {name}: {'ok' if status == 0 else 'FAILED'} ({took:.0f} s)", flush=True)
        if status != 0:
            failed.append(name)
    if failed:
        print("helpline test: failed: " + ", ".join(failed), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
