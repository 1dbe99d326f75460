"""Which pages may talk to the gateway."""

from __future__ import annotations

import pytest

from bot.gateway.app import may_embed


@pytest.mark.parametrize(
    ("origin", "origins", "may"),
    [
        ("https://help.example", (), True),
        ("https://help.example:8443", (), False),
        ("https://elsewhere.example", (), False),
        ("https://council.example", ("https://council.example",), True),
        ("http://council.example", ("https://council.example",), False),
        ("https://help.example", ("https://council.example",), True),
        ("https://anyone.example", ("*",), True),
        ("null", (), False),
        ("", (), False),
        ("https://help.example.evil.example", (), False),
    ],
)
def test_only_own_and_named_pages_may_embed(origin: str, origins: tuple[str, ...], may: bool) -> None:
    assert may_embed(origin, host="help.example", origins=origins) is may
