"""A page that nothing happens on does nothing: no core and no battery is spent on an open chat."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from tests.browser.conftest import Watched
from tests.support.system import RealSystem

WAIT_MS = 20_000
WATCHED_S = 2
MOST_LAYOUTS = 20
"""In that time; a page that draws in every frame makes more than a hundred."""


async def test_the_widget_rests_while_it_holds_a_card(system: RealSystem, professional: Watched) -> None:
    page = professional.page
    await page.goto(f"{system.url}/demo/")
    await page.get_by_test_id("launcher").click()
    await expect(page.get_by_test_id("message").first).to_be_visible(timeout=WAIT_MS)
    for n in range(3):
        await page.get_by_test_id("composer").fill(f"he is strangling her right now {n}")
        await page.get_by_test_id("send").click()
        await expect(page.get_by_test_id("card-999")).to_have_count(n + 1, timeout=WAIT_MS)
    await expect(page.get_by_test_id("typing")).to_have_count(0, timeout=WAIT_MS)
    await asyncio.sleep(1)

    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Performance.enable")

    async def layouts() -> float:
        metrics = (await cdp.send("Performance.getMetrics"))["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "LayoutCount"))

    before = await layouts()
    await asyncio.sleep(WATCHED_S)
    assert await layouts() - before <= MOST_LAYOUTS
