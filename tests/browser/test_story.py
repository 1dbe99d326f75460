"""The main job, end to end, in a real browser on the real system.

A tired professional opens the widget, works a concern through, is told to call 999 the moment their
words say so, asks for a person; a counsellor takes over with everything already said, talks, clears
the danger, hands back.
"""

from __future__ import annotations

from playwright.async_api import expect

from bot.system.run import FIRST_COUNSELLOR
from tests.browser.conftest import Watched
from tests.support.system import RealSystem

WAIT_MS = 20_000


async def say(watched: Watched, text: str) -> None:
    """Type as a person does and wait for the next words of the other side."""
    page = watched.page
    before = await page.locator("[data-testid=message][data-sender=assistant]").count()
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.locator("[data-testid=message][data-sender=assistant]")).not_to_have_count(
        before, timeout=WAIT_MS
    )


async def sign_in(console: Watched, system: RealSystem) -> None:
    page = console.page
    await page.goto(f"{system.url}/console/")
    await page.get_by_test_id("login-username").fill(FIRST_COUNSELLOR)
    await page.get_by_test_id("login-password").fill(system.password())
    await page.get_by_test_id("login-submit").click()
    await expect(page.get_by_test_id("login-submit")).to_have_count(0, timeout=WAIT_MS)


async def test_the_whole_story(system: RealSystem, professional: Watched, console: Watched) -> None:
    page, desk = professional.page, console.page
    await page.goto(f"{system.url}/demo/")
    await professional.shot("01-host-page")
    await page.get_by_test_id("launcher").click()
    await expect(page.get_by_test_id("message").first).to_contain_text("automated", timeout=WAIT_MS)
    await professional.shot("02-greeting")

    await say(professional, "hiya, health visitor here. not sure if im overreacting about a little lad of 4")
    await say(professional, "hes always hungry, same clothes every visit and the house is filthy")
    await professional.shot("03-working-it-through")
    await say(professional, "what should i write down?")
    await professional.shot("04-interrupted-and-back")

    await page.get_by_test_id("composer").fill("oh god i can hear him, he's strangling her right now")
    await page.get_by_test_id("send").click()
    card = page.get_by_test_id("card-999").first
    await expect(card).to_contain_text("Call 999 now", timeout=WAIT_MS)
    await expect(page.get_by_test_id("sticky-999")).to_be_visible(timeout=WAIT_MS)
    await professional.shot("05-card-999")
    await say(professional, "hes calmed down now i think")
    await expect(page.get_by_test_id("sticky-999")).to_be_visible()

    await sign_in(console, system)
    item = desk.get_by_test_id("queue-item").filter(has_text="calmed down").first
    await expect(item).to_be_visible(timeout=WAIT_MS)
    await console.shot("06-queue")
    await item.click()
    await expect(desk.get_by_test_id("transcript")).to_contain_text("always hungry", timeout=WAIT_MS)
    marks = desk.get_by_test_id("transcript").locator("mark")
    await expect(marks.filter(has_text="strangling").first).to_be_visible()
    await desk.get_by_test_id("claim").first.click()
    await expect(desk.get_by_test_id("console-composer")).to_be_enabled(timeout=WAIT_MS)
    await console.shot("07-claimed")

    await desk.get_by_test_id("console-composer").fill("Hello, I am here with you. Have you called 999?")
    await desk.get_by_test_id("console-send").click()
    heard = page.locator("[data-testid=message][data-sender=counsellor]").last
    await expect(heard).to_contain_text("here with you", timeout=WAIT_MS)
    await page.get_by_test_id("composer").fill("yes, police are here now and have him outside")
    await page.get_by_test_id("send").click()
    await expect(desk.get_by_test_id("transcript")).to_contain_text("police are here now", timeout=WAIT_MS)
    await professional.shot("08-with-a-counsellor")
    await console.shot("09-talking")

    await desk.get_by_test_id("clear-urgency").click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_test_id("clear-urgency-reason").fill("police are with the family")
    await console.shot("10-clearing")
    await dialog.get_by_test_id("dialog-confirm").click()
    await expect(page.get_by_test_id("sticky-999")).to_have_count(0, timeout=WAIT_MS)

    await desk.get_by_test_id("release").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("automated", timeout=WAIT_MS)
    await say(professional, "thank you")
    await professional.shot("11-handed-back")
    assert professional.errors == []
    assert [error for error in console.errors if "401" not in error] == []


async def test_widget_and_console_have_no_accessibility_violations(
    system: RealSystem, professional: Watched, console: Watched
) -> None:
    page = professional.page
    await page.goto(f"{system.url}/demo/")
    assert await professional.axe() == []
    await page.get_by_test_id("launcher").click()
    await expect(page.get_by_test_id("message").first).to_be_visible(timeout=WAIT_MS)
    await say(professional, "a girl in my class told me her uncle hurts her")
    assert await professional.axe() == []
    await page.get_by_test_id("composer").fill("he is strangling her right now")
    await page.get_by_test_id("send").click()
    await expect(page.get_by_test_id("sticky-999")).to_be_visible(timeout=WAIT_MS)
    assert await professional.axe() == []

    await console.page.goto(f"{system.url}/console/")
    await expect(console.page.get_by_test_id("login-submit")).to_be_visible(timeout=WAIT_MS)
    assert await console.axe() == []
    await sign_in(console, system)
    await console.page.get_by_test_id("queue-item").first.click()
    await expect(console.page.get_by_test_id("transcript")).to_contain_text("strangling", timeout=WAIT_MS)
    assert await console.axe() == []


async def test_the_widget_works_by_keyboard_alone(system: RealSystem, professional: Watched) -> None:
    page = professional.page
    await page.goto(f"{system.url}/demo/")
    await page.get_by_test_id("launcher").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("panel")).to_be_visible()
    await expect(page.get_by_test_id("message").first).to_be_visible(timeout=WAIT_MS)
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await page.keyboard.type("what is the difference between safeguarding and child protection")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-testid=message][data-sender=professional]")).to_have_count(1)
    await expect(page.locator("[data-testid=message][data-sender=assistant]").nth(1)).to_be_visible(
        timeout=WAIT_MS
    )


async def test_a_reload_finds_the_conversation_and_a_new_tab_does_not(
    system: RealSystem, professional: Watched
) -> None:
    page = professional.page
    await page.goto(f"{system.url}/demo/")
    await page.get_by_test_id("launcher").click()
    await expect(page.get_by_test_id("message").first).to_be_visible(timeout=WAIT_MS)
    await say(professional, "a toddler has a burn on his hand")
    await page.reload()
    if await page.get_by_test_id("launcher").is_visible():
        await page.get_by_test_id("launcher").click()
    await expect(page.locator("[data-testid=message][data-sender=professional]")).to_contain_text(
        "a burn on his hand", timeout=WAIT_MS
    )
    other = await page.context.new_page()
    await other.goto(f"{system.url}/demo/")
    await other.get_by_test_id("launcher").click()
    await expect(other.get_by_test_id("message").first).to_be_visible(timeout=WAIT_MS)
    await expect(other.locator("[data-testid=message][data-sender=professional]")).to_have_count(0)
    assert await page.evaluate("localStorage.length") == 0


async def test_quick_exit_leaves_at_once_and_forgets(system: RealSystem, professional: Watched) -> None:
    page = professional.page
    await page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    await page.goto(f"{system.url}/demo/")
    await page.get_by_test_id("launcher").click()
    await expect(page.get_by_test_id("message").first).to_be_visible(timeout=WAIT_MS)
    await page.get_by_test_id("quick-exit").click()
    await page.wait_for_url("https://www.bbc.co.uk/**")
    await page.go_back()
    if page.url.startswith(system.url):
        assert await page.evaluate("sessionStorage.length") == 0


async def test_the_numbers_are_there_with_the_gateway_gone(system: RealSystem, professional: Watched) -> None:
    page = professional.page
    await page.goto(f"{system.url}/demo/")
    await page.context.set_offline(True)
    await page.get_by_test_id("launcher").click()
    panel = page.get_by_test_id("panel")
    await expect(panel).to_contain_text("999")
    await expect(panel).to_contain_text("0808 800 5000")
    await professional.shot("12-offline")
    await page.context.set_offline(False)
