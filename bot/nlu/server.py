"""`python -m bot.nlu.server`: Rasa's own server, started without its command line.

Why: `rasa run` imports every command of Rasa's (training, testing, export) before it serves, and
listens on every interface by default. This starts the same application with the same settings, on
the loopback, some seconds sooner; the token for its API comes from the environment (RASA_TOKEN), so
that it does not show in the list of processes.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def main() -> int:
    """Serve until told to stop; exit status 2 where a file is missing."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.server", description="Rasa's server, sealed")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--endpoints", type=Path, default=Path("bot/endpoints.yml"))
    parser.add_argument("--credentials", type=Path, default=Path("bot/credentials.yml"))
    parser.add_argument("--interface", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    options = parser.parse_args()
    for path in (options.model, options.endpoints, options.credentials):
        if not path.is_file():
            print(f"The Rasa server cannot start: {path} is missing.", file=sys.stderr)
            return 2
    _serve(options)
    return 0


def _serve(options: argparse.Namespace) -> None:
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings

    configure_logging_and_warnings()
    serve_application(
        model_path=str(options.model),
        interface=options.interface,
        port=options.port,
        credentials=str(options.credentials),
        auth_token=os.environ.get("RASA_TOKEN") or None,
        enable_api=True,
        endpoints=AvailableEndpoints.read_endpoints(str(options.endpoints)),
    )


if __name__ == "__main__":
    raise SystemExit(main())
