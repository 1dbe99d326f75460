"""The console's sign-in over HTTP: an HttpOnly, SameSite=Strict cookie and nothing else.

Each POST must carry the header `X-Requested-With: helpline-console`: another site's page cannot
send it without a preflight, which is never granted.
"""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from bot.conversation import LogUnavailable
from bot.gateway.console import COOKIE, Console
from bot.handoff import LoginRefused, Presence, Staff
from bot.handoff.staff import SIGNED_IN_S
from bot.protocol import BadEvent, decode

_MAX_BODY = 4_096


class _Login(msgspec.Struct, frozen=True):
    username: str
    password: str


class ConsoleApi:
    """Sign in, sign out, who am I."""

    def __init__(self, *, staff: Staff, presence: Presence, console: Console, secure: bool) -> None:
        self._staff = staff
        self._presence = presence
        self._console = console
        self._secure = secure

    def routes(self) -> list[web.RouteDef]:
        """Where they are."""
        return [
            web.post("/console/api/login", self.login),
            web.post("/console/api/logout", self.logout),
            web.get("/console/api/me", self.me),
        ]

    async def login(self, request: web.Request) -> web.Response:
        """204 and the cookie; 400, 401, 403, 429 or 503 with a sentence."""
        if not _own_page(request):
            return _say(403, "forbidden", "Please sign in from the console's own page.")
        try:
            login = decode(_Login, await _body(request))
            token, _ = await self._staff.sign_in(
                login.username, login.password, address=request.remote or "unknown"
            )
        except BadEvent:
            return _say(400, "bad_request", "Please give a username and a password.")
        except LoginRefused as refused:
            if refused.too_many:
                return _say(429, "too_many", "Too many wrong tries. Please wait five minutes.")
            return _say(401, "wrong", "That username and password do not fit. Please try again.")
        except LogUnavailable:
            return _say(503, "unavailable", "Sign-in is not possible right now. Please try again.")
        response = web.Response(status=204)
        response.set_cookie(
            COOKIE,
            token,
            max_age=SIGNED_IN_S,
            httponly=True,
            samesite="Strict",
            secure=self._secure,
            path="/",
        )
        return response

    async def logout(self, request: web.Request) -> web.Response:
        """204; the sign-in and its open consoles end."""
        if not _own_page(request):
            return _say(403, "forbidden", "Please sign out from the console's own page.")
        token = request.cookies.get(COOKIE)
        counsellor = await self._staff.signed_in(token)
        await self._staff.sign_out(token)
        if counsellor is not None:
            await self._presence.leave(counsellor.username)
            await self._console.drop(counsellor.username)
        response = web.Response(status=204)
        response.del_cookie(COOKIE, path="/")
        return response

    async def me(self, request: web.Request) -> web.Response:
        """Who is signed in, or 401."""
        try:
            counsellor = await self._staff.signed_in(request.cookies.get(COOKIE))
        except LogUnavailable:
            return _say(503, "unavailable", "Sign-in is not possible right now. Please try again.")
        if counsellor is None:
            return _say(401, "sign_in", "Please sign in.")
        return web.json_response({"username": counsellor.username, "name": counsellor.name})


async def _body(request: web.Request) -> Any:
    raw = await request.content.read(_MAX_BODY + 1)
    if len(raw) > _MAX_BODY:
        raise BadEvent("too long")
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadEvent("not JSON") from error


def _own_page(request: web.Request) -> bool:
    return request.headers.get("X-Requested-With") == "helpline-console"


def _say(status: int, error: str, text: str) -> web.Response:
    return web.json_response({"error": error, "text": text}, status=status)
