"""E-mail addresses, web links and social-media names.

Addresses and sites that data/guidance/ tells people to use stay, and so do official ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.hits import Hit
from bot.privacy.lexicon import Lexicon

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?@ ?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)
_TOP = r"(?:com|org|net|info|me|tv|gg|io|app|co|uk|eu|ie|ly|link|xyz|site|online|social|live|chat|be|to)"
_LINK = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"{{}}]{{1,300}}"
    rf"|(?<![\w.@-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}{_TOP}(?:/[^\s<>\"]{{0,300}})?(?![\w-])",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/\s?#:]+)", re.IGNORECASE)
_OFFICIAL = (
    "gov.uk",
    "nhs.uk",
    "police.uk",
    "nspcc.org.uk",
    "childline.org.uk",
    "parliament.uk",
    "gov.scot",
    "gov.wales",
)
_HANDLE = re.compile(r"(?<![\w@/.])@[a-z0-9_][\w.]{1,29}(?<!\.)", re.IGNORECASE)
_SERVICE = (
    r"(?:snapchat|snap|instagram|insta|ig|tiktok|tik tok|discord|telegram|kik|twitter|facebook|fb|xbox|psn"
    r"|roblox|minecraft|fortnite|steam|gamer ?tag|user ?name|user|handle|screen ?name|account|profile)"
)
_NAMED = re.compile(
    rf"\b{_SERVICE}(?: (?:name|user ?name|account|handle|profile|id))?"
    r"(?: (?:is|was|called)|'s)?(?: ?[:=-] ?| )\"?"
    r"(?P<name>(?=[\w.-]{0,29}(?:[\d_]|\.\w))[a-z][\w.-]{2,29}\w)",
    re.IGNORECASE,
)


def find_emails(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """E-mail addresses, but not those in the guidance."""
    for found in _EMAIL.finditer(text):
        if found.group().replace(" ", "").lower() not in lexicon.kept_emails:
            yield Hit("email", *found.span())


def keep_emails(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """E-mail addresses that stay, so that no other finder takes a piece of one."""
    for found in _EMAIL.finditer(text):
        if found.group().replace(" ", "").lower() in lexicon.kept_emails:
            yield Hit("kept", *found.span())


def _kept(link: str, lexicon: Lexicon) -> bool:
    host = _HOST.match(link)
    name = host.group(1).lower().rstrip(".,;)") if host else ""
    return name in lexicon.kept_sites or any(name == site or name.endswith(f".{site}") for site in _OFFICIAL)


def keep_links(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Official sites and those in the guidance."""
    for found in _LINK.finditer(text):
        if _kept(found.group(), lexicon):
            yield Hit("kept", *found.span())


def find_links(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Every other link."""
    for found in _LINK.finditer(text):
        if not _kept(found.group(), lexicon):
            end = found.end() - (len(found.group()) - len(found.group().rstrip(".,;:!?)'")))
            yield Hit("link", found.start(), end)


def find_usernames(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """`@name`, and what follows "snap:", "insta is" and the like when it has a digit, dot or underscore."""
    for found in _HANDLE.finditer(text):
        yield Hit("username", *found.span())
    for found in _NAMED.finditer(text):
        yield Hit("username", *found.span("name"))
