"""Pages, security headers and health, over plain aiohttp."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.conversation import LogUnavailable, Store
from bot.conversation.store import translated

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NOT_BUILT = "The web parts are not built. Run: make web"


async def secure(request: web.Request, response: web.StreamResponse) -> None:
    """Headers on every answer; nothing that holds a conversation is cached."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path == "/widget.js":
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = "public, max-age=300"
    elif "/assets/" in request.path:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")


@web.middleware
async def kind_errors(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """No traceback, no server name: one plain sentence."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return web.Response(status=error.status, text=f"{error.status}: {error.reason}\n")
    except LogUnavailable:
        return web.Response(status=503, text="503: the store cannot be reached\n")


def pages(folder: Path) -> list[web.RouteDef]:
    """The built widget, console and demo page from `folder`."""

    def serve(name: str) -> _Handler:
        async def handler(request: web.Request) -> web.StreamResponse:
            path = folder / name
            if not path.is_file():
                return web.Response(status=503, text=_NOT_BUILT + "\n")
            return web.FileResponse(path)

        return handler

    async def asset(request: web.Request) -> web.StreamResponse:
        page, name = request.match_info["page"], request.match_info["name"]
        path = folder / page / "assets" / name
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def to_demo(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/demo/")

    async def to_console(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/console/")

    return [
        web.get("/", to_demo),
        web.get("/demo", to_demo),
        web.get("/console", to_console),
        web.get("/widget.js", serve("widget.js")),
        web.get("/demo/", serve("demo/index.html")),
        web.get("/console/", serve("console/index.html")),
        web.get("/{page:demo|console}/assets/{name:[A-Za-z0-9._-]+}", asset),
    ]


class Health:
    """Liveness (the process turns) and readiness (it can save messages)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Where they are."""
        return [web.get("/health/live", self.live), web.get("/health/ready", self.ready)]

    async def live(self, request: web.Request) -> web.Response:
        """200 while the event loop turns."""
        return web.json_response({"status": "ok"})

    async def ready(self, request: web.Request) -> web.Response:
        """200 when messages can be saved, else 503."""
        async with translated():
            await self._store.redis.ping()
        return web.json_response({"status": "ok"})
