"""The errors of danger detection.

    DangerDataError        something an author wrote under data/danger cannot be used

`assess` itself never raises: an error inside a layer becomes the urgency "check" (see detector.py).
"""

from __future__ import annotations


class DangerDataError(Exception):
    """A data file of the detector is wrong; the message says where and what, in an author's words."""

    def __init__(self, reason: str, *, file: str = "", line: int | None = None, rule: str = "") -> None:
        place = file
        if line is not None:
            place = f"{file}, line {line}"
        if rule:
            place = f"{place}, rule {rule!r}" if place else f"rule {rule!r}"
        super().__init__(f"{place}: {reason}" if place else reason)
        self.file = file
        self.line = line
        self.rule = rule
        self.reason = reason
