"""Our system's times: an assistant's turn over the gateway, and the 999 card in a real browser."""

from __future__ import annotations

import asyncio
import time

from playwright.async_api import Page, async_playwright

from tests.support.browser import chromium_options
from tests.support.clients import Professional
from tests.support.system import RealSystem

STORY = [
    "I'm a teacher and a bit worried about a boy in my class",
    "he is always hungry and wears the same clothes",
    "no",
    "about two months",
    "skip",
    "what should I record",
    "he is 7",
    "I have told the safeguarding lead",
]
DANGER = "he is strangling her right now"
CHATS = 100
_PAUSE_S = 0.75
_EVERY_S = 25.0


async def turns(system: RealSystem, count: int) -> list[float]:
    """Milliseconds from sending a message to the first reply, turn by turn, in one conversation."""
    person = await Professional(system.url).greeted()
    times = []
    for n in range(count):
        started = time.perf_counter()
        await person.ask(f"{STORY[n % len(STORY)]}")
        times.append((time.perf_counter() - started) * 1000)
        await asyncio.sleep(_PAUSE_S)
    await person.close()
    return times


async def open_chats(system: RealSystem, count: int = CHATS) -> list[Professional]:
    """Chats that stay open."""
    return [await Professional(system.url).greeted() for _ in range(count)]


async def chatter(people: list[Professional]) -> None:
    """Every open chat says something now and then, for ever."""

    async def one(person: Professional, n: int) -> None:
        await asyncio.sleep(_EVERY_S * n / len(people))
        while True:
            await person.say(STORY[n % len(STORY)])
            await asyncio.sleep(_EVERY_S)

    await asyncio.gather(*(one(person, n) for n, person in enumerate(people)))


async def cards(system: RealSystem, count: int, *, greeted: bool = True) -> list[float]:
    """Milliseconds from the click on send to the 999 card in the browser's page, measured in the page.

    `greeted`: wait for the assistant's first words; not to be had while Rasa is away.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium_options())
        page = await browser.new_page()
        await page.goto(f"{system.url}/demo/")
        await page.get_by_test_id("launcher").click()
        if greeted:
            await page.get_by_test_id("message").first.wait_for()
        else:
            await page.get_by_test_id("composer").wait_for()
        times = []
        for n in range(count):
            times.append(await _card_ms(page, f"{DANGER} {n}"))
            await asyncio.sleep(_PAUSE_S)
        await browser.close()
    return times


async def _card_ms(page: Page, text: str) -> float:
    await page.get_by_test_id("composer").fill(text)
    took: float = await page.evaluate(
        """() => new Promise((done, fail) => {
            const root = [...document.querySelectorAll('*')].find((e) => e.shadowRoot)?.shadowRoot;
            const find = (id) => root.querySelectorAll(`[data-testid="${id}"]`);
            const before = find('card-999').length;
            let started = 0;
            const watch = new MutationObserver(() => {
                if (find('card-999').length > before) {
                    watch.disconnect();
                    done(performance.now() - started);
                }
            });
            watch.observe(root, { childList: true, subtree: true });
            setTimeout(() => fail(new Error('no card in 10 s')), 10000);
            started = performance.now();
            find('send')[0].click();
        })"""
    )
    return took
