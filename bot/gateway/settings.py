"""The gateway's settings, read once from the environment; each error is one clear sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.privacy.retention import Retention

ROOT = Path(__file__).resolve().parents[2]


class SettingsError(ValueError):
    """A setting cannot be used; the sentence names it and says what would do."""


@dataclass(frozen=True)
class Settings:
    """Where things are. URLs carry their own credentials and are never logged.

    origins: pages that may embed the widget, beside the gateway's own; "*" for any.
    cookie_secure: whether the console's cookie is sent over HTTPS only; off only on loopback.
    """

    host: str
    port: int
    valkey_url: str
    rasa_url: str
    rasa_token: str
    data: Path
    state: Path
    web: Path
    origins: tuple[str, ...]
    cookie_secure: bool
    helpline_name: str
    helpline_phone: str
    retention: Retention


def from_environment(env: Mapping[str, str] | None = None) -> Settings:
    """Settings from HELPLINE_* variables (README lists them). Raises `SettingsError`."""
    given = os.environ if env is None else env
    host = given.get("HELPLINE_HOST", "127.0.0.1")
    return Settings(
        host=host,
        port=_port(given.get("HELPLINE_PORT", "8080")),
        valkey_url=_needed(given, "HELPLINE_VALKEY_URL", "the Redis or Valkey address, redis://host:port/0"),
        rasa_url=given.get("HELPLINE_RASA_URL", "http://127.0.0.1:5005").rstrip("/"),
        rasa_token=given.get("HELPLINE_RASA_TOKEN", ""),
        data=Path(given.get("HELPLINE_DATA", ROOT / "data")),
        state=Path(given.get("HELPLINE_STATE", ROOT / ".helpline")),
        web=Path(given.get("HELPLINE_WEB", ROOT / "web_widget" / "dist")),
        origins=tuple(given.get("HELPLINE_ORIGINS", "").split()),
        cookie_secure=given.get("HELPLINE_COOKIE_SECURE", "0" if _loopback(host) else "1") != "0",
        helpline_name=given.get("HELPLINE_NAME", "NSPCC Helpline"),
        helpline_phone=given.get("HELPLINE_PHONE", "0808 800 5000"),
        retention=Retention.from_environment(given),
    )


def _needed(env: Mapping[str, str], name: str, what: str) -> str:
    value = env.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set: it says {what}.")
    return value


def _port(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise SettingsError(f"HELPLINE_PORT is {value!r}: a port is a number from 1 to 65535.")
    return int(value)


def _loopback(host: str) -> bool:
    return host in ("127.0.0.1", "::1", "localhost")
