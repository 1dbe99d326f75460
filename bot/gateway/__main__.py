"""`python -m bot.gateway`: serve until told to stop; a setting that is wrong is one clear sentence."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

from aiohttp import web

from bot.danger import DangerDataError
from bot.gateway.app import build
from bot.gateway.settings import Settings, SettingsError, from_environment
from bot.gateway.words import WordsError
from bot.privacy.vault import VaultError

_STOP_S = 5.0


async def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    runner = web.AppRunner(await build(settings), shutdown_timeout=_STOP_S, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    logging.getLogger(__name__).info("serving on http://%s:%d", settings.host, settings.port)
    await stop.wait()
    await runner.cleanup()


def main() -> int:
    """Exit status 0 after a stop, 2 where it cannot start."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        asyncio.run(serve(from_environment()))
    except (SettingsError, WordsError, DangerDataError, VaultError, ValueError) as error:
        print(f"The gateway cannot start: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"The gateway cannot listen: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
