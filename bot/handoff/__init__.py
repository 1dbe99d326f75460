"""From the assistant to a person and back: queue, claims, presence, staff.

Order of reading: `machine` (which step is allowed from where), `desk` (the steps carried out on the
log), `board` (the queue as a counsellor sees it), `presence` (who is there), `staff` (who may sign in).
"""

from bot.handoff.board import Board
from bot.handoff.desk import Desk
from bot.handoff.machine import STEPS, HandoffRefused
from bot.handoff.presence import Presence
from bot.handoff.staff import LoginRefused, Staff, StaffError

__all__ = [
    "STEPS",
    "Board",
    "Desk",
    "HandoffRefused",
    "LoginRefused",
    "Presence",
    "Staff",
    "StaffError",
]
