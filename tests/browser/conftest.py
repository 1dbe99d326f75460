"""A real Chromium on the running system; screenshots are kept for eyes (tests/screenshots, not in git)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.support.browser import chromium_options

SHOTS = Path(__file__).resolve().parents[1] / "screenshots"
AXE = Path(__file__).resolve().parents[2] / "web_widget" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium_options())
        yield browser
        await browser.close()


class Watched:
    """A page of which every console error and failed request is kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    async def shot(self, name: str) -> None:
        """Keep a picture for eyes."""
        SHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{name}.png")

    async def axe(self) -> list[str]:
        """What axe finds wrong with the page as it is (WCAG 2.2 A and AA)."""
        await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = await self.page.evaluate(
            """() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
                .then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' ')))"""
        )
        assert isinstance(found, list)
        return found


@pytest.fixture
async def professional(browser: Browser) -> AsyncIterator[Watched]:
    """A page of a professional's own browser profile."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, bypass_csp=False)
    yield Watched(await context.new_page())
    await context.close()


@pytest.fixture
async def console(browser: Browser) -> AsyncIterator[Watched]:
    """A page of a counsellor's own browser profile."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    yield Watched(await context.new_page())
    await context.close()
