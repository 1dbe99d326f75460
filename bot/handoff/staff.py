"""Who may sign in as a counsellor: accounts, passwords, sign-ins.

Passwords are kept as Argon2id hashes (RFC 9106). A sign-in is a random token in an HttpOnly cookie;
the store knows only its digest. Wrong passwords are counted for the name and for the address they
came from, and after `MAX_TRIES` in `WINDOW_S` seconds further tries are refused unseen.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from bot.conversation.store import Store, translated

_STAFF = "helpline:staff"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]", re.ASCII)
MIN_PASSWORD = 12
MAX_PASSWORD = 200
MAX_TRIES = 6
WINDOW_S = 300
SIGNED_IN_S = 12 * 3600


class StaffError(ValueError):
    """An account cannot be made so; the sentence says why and what to do."""


class LoginRefused(Exception):
    """Not signed in. `too_many`: refused without looking, because of too many wrong tries."""

    def __init__(self, *, too_many: bool) -> None:
        super().__init__("too many tries" if too_many else "wrong name or password")
        self.too_many = too_many


class Counsellor(msgspec.Struct, frozen=True):
    """`username` signs in, `name` is what professionals see."""

    username: str
    name: str
    password_hash: str


class Staff:
    """Accounts and sign-ins in the store. Methods raise `LogUnavailable`."""

    def __init__(self, store: Store) -> None:
        self._redis = store.redis
        self._hasher = PasswordHasher()
        self._decoy = self._hasher.hash(secrets.token_urlsafe(16))

    async def add(self, username: str, *, name: str, password: str) -> Counsellor:
        """Make or replace an account. Raises `StaffError` with a sentence to show."""
        if not _NAME.fullmatch(username):
            raise StaffError(
                "A username has 3 to 40 characters: small letters, digits, dot, dash or underscore."
            )
        if not name.strip() or len(name) > 60 or not name.isprintable():
            raise StaffError("The shown name must have 1 to 60 ordinary characters.")
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            raise StaffError(f"A password has {MIN_PASSWORD} to {MAX_PASSWORD} characters.")
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        counsellor = Counsellor(username, name.strip(), hashed)
        async with translated():
            await self._redis.hset(_STAFF, username, msgspec.json.encode(counsellor))
        return counsellor

    async def names(self) -> list[str]:
        """All usernames."""
        async with translated():
            return sorted(name.decode() for name in await self._redis.hkeys(_STAFF))

    async def get(self, username: str) -> Counsellor | None:
        """The account, if there is one."""
        async with translated():
            found = await self._redis.hget(_STAFF, username)
        return msgspec.json.decode(found, type=Counsellor) if found else None

    async def sign_in(self, username: str, password: str, *, address: str) -> tuple[str, Counsellor]:
        """A new sign-in's token and its counsellor. Raises `LoginRefused`.

        An unknown name takes as long as a wrong password, so that names cannot be found by timing.
        """
        counters = [f"helpline:tries:{_digest(username)}", f"helpline:tries:{_digest(address)}"]
        async with translated():
            tries = await self._redis.mget(counters)
        if any(int(tried or 0) >= MAX_TRIES for tried in tries):
            raise LoginRefused(too_many=True)
        counsellor = await self.get(username)
        hashed = counsellor.password_hash if counsellor else self._decoy
        fits = await asyncio.to_thread(self._fits, hashed, password[: MAX_PASSWORD + 1])
        if counsellor is None or not fits:
            await self._count(counters)
            raise LoginRefused(too_many=False)
        token = secrets.token_urlsafe(32)
        async with translated():
            await self._redis.delete(counters[0])
            await self._redis.set(_login_key(token), username, ex=SIGNED_IN_S)
        return token, counsellor

    async def signed_in(self, token: str | None) -> Counsellor | None:
        """Whose sign-in this token is, if it still holds."""
        if not token or len(token) > 100:
            return None
        async with translated():
            username = await self._redis.get(_login_key(token))
        return await self.get(username.decode()) if username else None

    async def sign_out(self, token: str | None) -> None:
        """Forget a sign-in."""
        if token:
            async with translated():
                await self._redis.delete(_login_key(token))

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (Argon2Error, InvalidHashError):
            return False

    async def _count(self, counters: list[str]) -> None:
        async with translated():
            for counter in counters:
                await self._redis.incr(counter)
                await self._redis.expire(counter, WINDOW_S, nx=True)


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()[:32]


def _login_key(token: str) -> str:
    return f"helpline:login:{_digest(token)}"
