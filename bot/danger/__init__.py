"""Immediate-danger detection: from a professional's words to an urgency with its reasons.

A message passes through normalise (characters, spelling), segments (sentences, clauses), engine (the
wordings of data/danger), decide (cues that lower or raise), layers (the encoder's reading beside the rules'),
and comes out as an Assessment. Pure: no I/O after `load`, no asyncio, and nothing of a message is kept.
"""

from __future__ import annotations

from bot.danger.detector import Detector, load, load_rules
from bot.danger.errors import DangerDataError
from bot.danger.layers import Layer, LayerScore
from bot.danger.model import Assessment, Reason, Urgency

__all__ = [
    "Assessment",
    "DangerDataError",
    "Detector",
    "Layer",
    "LayerScore",
    "Reason",
    "Urgency",
    "load",
    "load_rules",
]
