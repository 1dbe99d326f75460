"""The gateway put together: every part made once, started and stopped in order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import socketio
from aiohttp import web

from bot.conversation import ConversationLog, Store
from bot.danger import load as load_danger
from bot.gateway import web as pages
from bot.gateway import words as gateway_words
from bot.gateway.api import ConsoleApi
from bot.gateway.chat import Chat
from bot.gateway.console import Console
from bot.gateway.delivery import Delivery
from bot.gateway.intake import Intake
from bot.gateway.people import People
from bot.gateway.rasa import Rasa
from bot.gateway.record import Notes, labels_of
from bot.gateway.settings import Settings
from bot.gateway.tasks import Tasks
from bot.gateway.turns import Turns
from bot.gateway.watch import Watch
from bot.handoff import Board, Desk, Presence, Staff
from bot.privacy import prepare as prepare_privacy
from bot.privacy.vault import Vault
from bot.protocol import MAX_EVENT_BYTES

_PING_INTERVAL_S = 10
_PING_TIMEOUT_S = 15
_RASA_CONNECTIONS = 64


async def build(settings: Settings) -> web.Application:
    """The application for `settings`. Raises the named errors of its parts (words, danger, vault)."""
    words = gateway_words.load(
        settings.data, helpline_name=settings.helpline_name, helpline_phone=settings.helpline_phone
    )
    detector = load_danger(settings.data / "danger")
    prepare_privacy()
    store = Store(settings.valkey_url, keep_s=settings.retention.conversation_s)
    log = ConversationLog(store, Vault.open(settings.state))
    http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=_RASA_CONNECTIONS))
    sio = _server(settings)
    tasks = Tasks()

    delivery = Delivery(sio, log)
    presence, desk, staff = Presence(store), Desk(log), Staff(store)
    board = Board(log, presence)
    people = People(
        sio=sio, log=log, delivery=delivery, words=words, desk=desk, board=board, presence=presence
    )
    rasa = Rasa(http, settings.rasa_url, settings.rasa_token)
    notes = Notes(log, labels_of(settings.data))
    turns = Turns(log=log, rasa=rasa, delivery=delivery, people=people, words=words, notes=notes, tasks=tasks)
    intake = Intake(log=log, detector=detector, words=words, delivery=delivery, people=people)
    console = Console(
        log=log,
        desk=desk,
        board=board,
        staff=staff,
        presence=presence,
        delivery=delivery,
        people=people,
        words=words,
    )
    sio.register_namespace(
        Chat(log=log, intake=intake, delivery=delivery, turns=turns, people=people, notes=notes)
    )
    sio.register_namespace(console)
    watch = Watch(
        log=log,
        delivery=delivery,
        turns=turns,
        people=people,
        console=console,
        presence=presence,
        desk=desk,
        words=words,
    )

    async def running(app: web.Application) -> AsyncIterator[None]:
        for loop in (watch.follow(), watch.answer(), watch.mind(), watch.remind()):
            tasks.spawn(loop)
        yield
        for conversation in delivery.conversations():
            await people.notice_all(conversation, "gateway_stopping")
        await tasks.close()
        await sio.shutdown()
        await http.close()
        await store.close()

    api = ConsoleApi(staff=staff, presence=presence, console=console, secure=settings.cookie_secure)
    app = web.Application(middlewares=[pages.kind_errors], client_max_size=64 * 1024)
    app.on_response_prepare.append(pages.secure)
    app.add_routes([*pages.pages(settings.web), *api.routes(), *pages.Health(store).routes()])
    app.cleanup_ctx.append(running)
    sio.attach(app)
    return app


def _server(settings: Settings) -> socketio.AsyncServer:
    """Socket.IO with bounded packets, open to the pages that `may_embed` allows."""

    def allowed(origin: str, environ: dict[str, Any]) -> bool:
        return may_embed(origin, host=str(environ.get("HTTP_HOST", "")), origins=settings.origins)

    return socketio.AsyncServer(
        async_mode="aiohttp",
        cors_allowed_origins=allowed,
        cors_credentials=False,
        max_http_buffer_size=MAX_EVENT_BYTES,
        ping_interval=_PING_INTERVAL_S,
        ping_timeout=_PING_TIMEOUT_S,
        logger=False,
        engineio_logger=False,
    )


def may_embed(origin: str, *, host: str, origins: Sequence[str]) -> bool:
    """Whether a page of `origin` may talk to the gateway at `host`: its own pages, and those that the
    operator named ("*" for any). A client that is no browser sends no origin and is not asked; what it
    may do hangs on its session secret alone."""
    return urlsplit(origin).netloc == host or origin in origins or "*" in origins
