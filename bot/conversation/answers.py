"""Whether a message answers the question about now ("is this happening now?"), by its first words. Pure.

Only what can hardly mean anything else is an answer: "no sign of her" is no "no", and "yes I took a photo"
may answer what the assistant asked in between.
"""

from __future__ import annotations

import re
from typing import Literal

Answer = Literal["yes", "perhaps_yes", "no", ""]

_YES = r"yes|yeah|yep|yh|yup|ye|aye|y|it is|it['’]?s happening|right now|happening now|now"
_BACK_THEN = r"but|last|yesterday"
_STILL_YES = (
    r"(?:it|that|he|she|they|i)(?:['’]?(?:s|re|m)| is| are| am)?|yes|yeah|aye|definitely|absolutely|sure"
    r"|now|right|the noo|just|still|happening|going on|in danger|at the moment|this minute|as we speak"
    r"|here|please|help|hurry|quick(?:ly)?|urgent(?:ly)?|very|so"
)
_NO_ITSELF = r"nope|nah|naw|not now|not happening|not right now|it isn['’]?t|it['’]?s not"
_NO = r"no|na|n"
_GOES_ON = (
    r"no|not|nothing|never|but|yet|thanks?|danger|risk|immediate|just|last|the|this|that|all|was"
    r"|(?:it|i|we|he|she|they)(?:['’]?(?:s|m|re|ve))?"
)
"""What goes on after a "no" that is an answer: a reason, or what there is not."""

_SAYS_YES = re.compile(rf"\s*(?:{_YES})\b(?!\s+(?:{_BACK_THEN})\b)", re.IGNORECASE)
_NOTHING_ELSE = re.compile(rf"(?:\W*\b(?:{_STILL_YES})\b)*\W*", re.IGNORECASE)
_SAYS_NO = re.compile(
    rf"\s*(?:(?:{_NO_ITSELF})\b|(?:{_NO})(?=\s*(?:$|[^\w\s])|\s+(?:{_GOES_ON})\b))", re.IGNORECASE
)
_DOUBT = re.compile(r"\b(?:not sure|don['’]?t know|no idea|might|maybe|possibly|think so)\b", re.IGNORECASE)


def answer(text: str) -> Answer:
    """How `text` answers: "perhaps_yes" where words stand behind a "yes" that may be about another matter."""
    if _DOUBT.search(text):
        return ""
    if said := _SAYS_YES.match(text):
        return "yes" if _NOTHING_ELSE.fullmatch(text, said.end()) else "perhaps_yes"
    return "no" if _SAYS_NO.match(text) else ""
