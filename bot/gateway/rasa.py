"""Asking Rasa over its REST webhook, and recognising an answer that it already gave.

A turn in Rasa is whole or not at all: the tracker is saved once, at its end. Every whole turn ends
with a custom payload that holds the summary (`actions`); an answer without one means that the
action server was away, so the turn did not happen as it should and is asked again.

A question may reach Rasa twice when the gateway died between question and log. So a repeated
question first looks into Rasa's tracker for a user message with its sequence number.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec

from bot.protocol import HandoffReason, HandoffSummary, QuickReply

_TIMEOUT = aiohttp.ClientTimeout(total=15, connect=1)
_MAX_TEXTS = 8


class RasaAway(Exception):
    """Rasa or its actions did not answer, or not with a whole turn; worth asking again."""


class RasaBroken(Exception):
    """Rasa answered, but not in the agreed form; asking again would not help."""


@dataclass(frozen=True)
class Said:
    """One message of the assistant, and the response (utter_...) that it came from, if known."""

    text: str
    quick_replies: list[QuickReply]
    response: str | None


@dataclass(frozen=True)
class Answer:
    """A whole turn: what is said, what is known now, and whether a person is wanted (or, with `cancel`,
    not wanted any more). A handoff for the reason "immediate" also says that the danger is now. `section` is
    the part of the record that the message belongs to; with `record` the note itself is wanted."""

    said: list[Said]
    summary: HandoffSummary
    handoff: HandoffReason | None = None
    cancel: bool = False
    section: str | None = None
    record: bool = False


@dataclass(frozen=True)
class Question:
    """What Rasa is asked: redacted text or an offered payload, and what the gateway knows of it."""

    conversation: str
    seq: int
    message: str
    metadata: dict[str, Any] = field(default_factory=dict)


class Rasa:
    """A Rasa server at `url`; `token` opens its tracker."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str) -> None:
        self._http = http
        self._url = url
        self._token = token

    async def ask(self, question: Question) -> Answer:
        """One turn. Raises `RasaAway` or `RasaBroken`."""
        body = {
            "sender": question.conversation,
            "message": question.message,
            "metadata": {**question.metadata, "seq": question.seq},
        }
        rows = await self._json("POST", "/webhooks/rest/webhook", json=body)
        return _answer(rows)

    async def answered_before(self, question: Question) -> Answer | None:
        """What Rasa already answered to this very question, if it did. Raises `RasaAway`."""
        tracker = await self._json("GET", f"/conversations/{question.conversation}/tracker", json=None)
        if not isinstance(tracker, dict):
            raise RasaBroken("the tracker is not an object")
        events = tracker.get("events") or []
        starts = [i for i, event in enumerate(events) if _seq_of(event) == question.seq]
        if not starts:
            return None
        rows: list[dict[str, Any]] = []
        for event in events[starts[-1] + 1 :]:
            if event.get("event") == "user":
                break
            if event.get("event") == "bot":
                data = event.get("data") or {}
                rows.append({"text": event.get("text"), "buttons": data.get("buttons") or []})
                rows.append({"custom": data.get("custom")})
        try:
            return _answer(rows)
        except RasaAway:
            return None

    async def _json(self, method: str, path: str, *, json: dict[str, Any] | None) -> Any:
        params = {"token": self._token} if self._token else {}
        try:
            async with self._http.request(
                method, self._url + path, json=json, params=params, timeout=_TIMEOUT
            ) as response:
                if response.status >= 500 or response.status == 409:
                    raise RasaAway(f"status {response.status}")
                if response.status >= 400:
                    raise RasaBroken(f"status {response.status}")
                return await response.json(content_type=None)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise RasaAway(type(error).__name__) from error
        except ValueError as error:
            raise RasaBroken("not JSON") from error


def _seq_of(event: dict[str, Any]) -> int | None:
    if event.get("event") != "user":
        return None
    seq = (event.get("metadata") or {}).get("seq")
    return seq if isinstance(seq, int) else None


def _answer(rows: Any) -> Answer:
    if not isinstance(rows, list):
        raise RasaBroken("the answer is not a list")
    texts = [row for row in rows if isinstance(row, dict) and row.get("text")][:_MAX_TEXTS]
    customs = [row["custom"] for row in rows if isinstance(row, dict) and isinstance(row.get("custom"), dict)]
    summaries = [custom for custom in customs if "summary" in custom]
    if not summaries:
        raise RasaAway("the turn has no end: the action server did not finish it")
    names = summaries[-1].get("responses") or []
    handoffs = [custom["handoff"] for custom in customs if "handoff" in custom]
    try:
        return Answer(
            [_said(row, names[i] if i < len(names) else None) for i, row in enumerate(texts)],
            msgspec.convert(summaries[-1]["summary"], HandoffSummary),
            msgspec.convert(handoffs[-1]["reason"], HandoffReason) if handoffs else None,
            cancel=summaries[-1].get("handoff_cancel") is True,
            section=msgspec.convert(summaries[-1].get("section"), str | None),
            record=summaries[-1].get("record") is True,
        )
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise RasaBroken(str(error)) from error


def _said(row: dict[str, Any], response: str | None) -> Said:
    buttons = row.get("buttons") or []
    return Said(
        str(row["text"]),
        [QuickReply(str(b["title"]), str(b["payload"])) for b in buttons],
        response,
    )
