"""`python -m bot.danger.report report|compare|level`."""

from __future__ import annotations

import sys

from bot.danger.report.commands import main

if __name__ == "__main__":
    sys.exit(main())
