"""The detector: one text in, one assessment out, whatever the text.

In order: the rules read the message; if the same person's last messages are given, the rules read those and
this one as if they were one, so that danger split over quick messages is seen; then the encoder says what its
reading and the rules' come to together (layers.py); last, for a few words that follow a few words, both read
them as one message. A layer that fails is logged without the text, counted, and turns the answer into at
least "check": silence is the one mistake that is not allowed.
"""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.danger.decide import Settled, join
from bot.danger.encoder import load_encoder
from bot.danger.layers import Layer, blended
from bot.danger.lexicon import Lexicon
from bot.danger.model import RANK, Assessment, Reason, worse

_LOG = logging.getLogger(__name__)
_BEFORE_MESSAGES = 2
_BEFORE_CHARACTERS = 400
_FEW_WORDS = 8
_A_TURN_OF_ITS_OWN = re.compile(
    r"\s*(?:yes|yeah|yep|aye|no|nope|nah|naw|nothing|not (?:now|yet|sure|really|that|as far)|never"
    r"|don['’]?t know|dunno|what|when|where|why|how|which|should|could|can (?:i|you|we)|do (?:i|you|we)"
    r"|ok|okay|thanks?|sorry|please|i|i['’]?m|i['’]?ve|we|we['’]?ve)\b",
    re.IGNORECASE,
)
"""How an answer, a question or a thank-you begins: it goes on with nothing that was said before."""


class Detector:
    """Assesses messages. Pure after load: no file, no network, no clock, and nothing kept of a text."""

    def __init__(self, lexicon: Lexicon, *, layers: Sequence[Layer] = ()) -> None:
        self._lexicon = lexicon
        self._layers = tuple(layers)
        self.layer_errors = 0

    def assess(self, text: str, *, before: Sequence[str] = ()) -> Assessment:
        """How urgent `text` is. `before`: the same person's last messages of a minute or so. Never raises."""
        found = self._read(text, before)
        if found.urgency == "immediate" or not self._layers:
            return found
        return self._as_one_message(found, before)

    def _read(self, text: str, before: Sequence[str] = ()) -> Assessment:
        try:
            assessment = self._by_rules(text, before)
        except Exception as error:
            return self._failed(text, join(text, Settled(), (), self._lexicon.signs), error)
        for layer in self._layers:
            try:
                opinion = layer.beside(text, assessment.urgency)
            except Exception as error:
                assessment = self._failed(text, assessment, error)
                continue
            if opinion is not None:
                assessment = blended(assessment, opinion)
        return assessment

    def _as_one_message(self, found: Assessment, before: Sequence[str]) -> Assessment:
        """A few words after a few words ("he's got a", "knife") are read as one message by all layers; that
        counts where it says more than either part did."""
        earlier = _earlier(before)
        text = found.text
        few = 0 < len(text.split()) <= _FEW_WORDS and 0 < len(earlier.split()) <= 2 * _FEW_WORDS
        if not few or _A_TURN_OF_ITS_OWN.match(text):
            return found
        together = self._read(f"{earlier} {text}")
        if RANK[together.urgency] <= max(RANK[found.urgency], RANK[self._read(earlier).urgency]):
            return found
        why = f"Read together with the message before it, the answer is {together.urgency}."
        reason = Reason("split-message", (0, len(text)), why, together.categories[0], "encoder")
        return Assessment(text, together.urgency, (reason, *found.reasons), together.score)

    def _by_rules(self, text: str, before: Sequence[str]) -> Assessment:
        heard = self._lexicon.hear(text)
        alone = join(text, heard.settled, heard.spans, self._lexicon.signs)
        earlier = _earlier(before)
        if not earlier or alone.urgency == "immediate":
            return alone
        offset = len(earlier) + 1
        together = self._lexicon.hear(f"{earlier} {text}")
        spans = [(max(start - offset, 0), max(end - offset, 0)) for start, end in together.spans]
        joined = join(text, _reaching_into(together.settled, spans), spans, self._lexicon.signs)
        return joined if RANK[joined.urgency] > RANK[alone.urgency] else alone

    def _failed(self, text: str, assessment: Assessment, error: Exception) -> Assessment:
        """At least "check". The log has the error's kind and place, not its message, which may quote."""
        self.layer_errors += 1
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
        _LOG.error(
            "a layer of danger detection failed on %d characters: %s at %s",
            len(text), type(error).__name__, place,
        )  # fmt: skip
        reason = Reason(
            "layer-error", (0, len(text)), "A layer failed, so a person should ask.", "general", "error"
        )
        return Assessment(
            text,
            worse(assessment.urgency, "check"),
            (*assessment.reasons, reason),
            max(assessment.score, 0.5),
        )


def _earlier(before: Sequence[str]) -> str:
    """The end of the last messages, as one text."""
    return " ".join(message[-_BEFORE_CHARACTERS:] for message in before[-_BEFORE_MESSAGES:]).strip()


def _reaching_into(settled: Settled, spans: Sequence[tuple[int, int]]) -> Settled:
    """What has at least one word in the message itself; the earlier ones were assessed when they came."""
    asking = settled.asking
    if asking is not None and not any(spans[one.end - 1][1] > 0 for one in asking.found):
        asking = None
    return Settled(tuple(one for one in settled.verdicts if spans[one.found.end - 1][1] > 0), asking)


def load_rules(folder: Path | None = None) -> Detector:
    """A detector of the rules alone: what authors of rules try, and what reports compare with.

    Raises:
        DangerDataError: the data cannot be used; the message says which file, line and rule, and why.
    """
    return Detector(_lexicon(_folder(folder).resolve()))


def load(folder: Path | None = None) -> Detector:
    """A detector over the data in `folder` (default: HELPLINE_DATA/danger, or this repository's data/danger).

    Raises:
        DangerDataError: the data cannot be used; the message says which file, line and rule, and why.
    """
    place = _folder(folder).resolve()
    return Detector(_lexicon(place), layers=(load_encoder(place),))


@lru_cache(maxsize=4)
def _lexicon(folder: Path) -> Lexicon:
    return Lexicon(folder)


def _folder(folder: Path | None) -> Path:
    if folder is not None:
        return folder
    data = os.environ.get("HELPLINE_DATA")
    return Path(data) / "danger" if data else Path(__file__).parents[2] / "data" / "danger"
