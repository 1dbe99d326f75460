"""Sign-in: what is kept, who gets in, and how guessing is stopped."""

from __future__ import annotations

import pytest

from bot.conversation import Store
from bot.handoff import LoginRefused, Staff, StaffError
from bot.handoff.staff import MAX_TRIES

PASSWORD = "correct horse battery"


async def test_a_counsellor_signs_in_and_out(staff: Staff) -> None:
    await staff.add("ann", name="Ann", password=PASSWORD)
    token, counsellor = await staff.sign_in("ann", PASSWORD, address="a")
    assert counsellor.name == "Ann"
    assert (await staff.signed_in(token)) == counsellor
    await staff.sign_out(token)
    assert await staff.signed_in(token) is None


async def test_neither_password_nor_token_lies_in_the_store(staff: Staff, store: Store) -> None:
    await staff.add("ann", name="Ann", password=PASSWORD)
    token, _ = await staff.sign_in("ann", PASSWORD, address="a")
    kept = b""
    for key in await store.redis.keys("*"):
        kept += key
        kind = await store.redis.type(key)
        kept += repr(await (store.redis.hgetall(key) if kind == b"hash" else store.redis.get(key))).encode()
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong password"), ("nobody", PASSWORD), ("", ""), ("ann", "")]
)
async def test_a_wrong_name_and_a_wrong_password_look_the_same(
    staff: Staff, name: str, password: str
) -> None:
    await staff.add("ann", name="Ann", password=PASSWORD)
    with pytest.raises(LoginRefused) as refused:
        await staff.sign_in(name, password, address="a")
    assert not refused.value.too_many


async def test_guessing_is_stopped_even_for_the_right_password(staff: Staff) -> None:
    await staff.add("ann", name="Ann", password=PASSWORD)
    for _ in range(MAX_TRIES):
        with pytest.raises(LoginRefused):
            await staff.sign_in("ann", "guess", address="a")
    with pytest.raises(LoginRefused) as refused:
        await staff.sign_in("ann", PASSWORD, address="another")
    assert refused.value.too_many


@pytest.mark.parametrize(
    ("username", "name", "password"),
    [
        ("A", "Ann", PASSWORD),
        ("ann smith", "Ann", PASSWORD),
        ("ann", "", PASSWORD),
        ("ann", "A\nn", PASSWORD),
        ("ann", "Ann", "short"),
        ("ann", "Ann", "x" * 500),
    ],
)
async def test_an_account_that_cannot_be_is_refused_with_a_sentence(
    staff: Staff, username: str, name: str, password: str
) -> None:
    with pytest.raises(StaffError, match=r"\.$"):
        await staff.add(username, name=name, password=password)


@pytest.mark.parametrize("token", [None, "", "x", "x" * 1000])
async def test_an_unknown_token_is_nobody(staff: Staff, token: str | None) -> None:
    assert await staff.signed_in(token) is None
