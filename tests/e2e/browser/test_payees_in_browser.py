"""Payees on a phone: by the bar at the lower edge to the page; one is added with a proof of who asks, and removed."""

from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from tests.e2e.browser.people import register, sign_in
from tests.e2e.browser.second_factor import set_up_app

PHONE_WIDTH = 360

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str
    mailbox: Path


async def test_a_payee_is_saved_with_a_proof_and_removed(page: Page, platform: RunningPlatform) -> None:
    address = f"payees-{uuid4().hex[:12]}@example.com"
    await register(page, platform.web_url, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
    await page.goto(f"{platform.web_url}/settings/security")
    _, codes = await set_up_app(page)

    await page.set_viewport_size({"width": PHONE_WIDTH, "height": 740})
    await _go_by_keyboard(page)
    await expect(page.get_by_text("Nobody is saved yet.")).to_be_visible()
    await _fill(page, "Harbour Prints", "40817-810-0999-1000-4312")
    await page.get_by_role("button", name="Save the payee").click()
    asking = page.get_by_role("dialog", name="Is it really you?")
    await expect(asking.get_by_label("Code")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("payee")).to_have_count(0)

    await page.get_by_role("button", name="Save the payee").click()
    await asking.get_by_label("Code").fill(codes[0])
    await asking.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("Harbour Prints is saved.")).to_be_visible()
    payee = page.get_by_test_id("payee")
    await expect(payee).to_contain_text("Harbour Prints")
    await expect(payee).to_contain_text("•• 4312")
    await expect(page.get_by_text("40817")).to_have_count(0)

    await _fill(page, "Somebody else", "40817810099910004312")
    await page.get_by_role("button", name="Save the payee").click()
    await expect(page.get_by_text("saved already, under another name")).to_be_visible()
    await expect(page.get_by_label("Account number")).to_have_attribute("aria-invalid", "true")

    await page.get_by_role("button", name="Remove: Harbour Prints").click()
    await page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    await expect(page.get_by_text("Nobody is saved yet.")).to_be_visible()


async def _go_by_keyboard(page: Page) -> None:
    """The menu opens by its button, Escape gives the focus back, and nothing is pushed out of a narrow screen."""
    await expect(page.get_by_role("link", name="Payees")).to_have_count(0)
    settings = page.get_by_role("button", name="Settings", exact=True)
    await settings.focus()
    await page.keyboard.press("Enter")
    await expect(settings).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Banks")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(settings).to_be_focused()
    await expect(settings).to_have_attribute("aria-expanded", "false")
    await page.keyboard.press("Enter")
    for name in ("Banks", "Notifications", "Security", "Payees"):
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("listitem").get_by_role("link", name=name)).to_be_focused()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/settings/payees")
    await expect(settings).to_have_attribute("aria-expanded", "false")
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH


async def _fill(page: Page, name: str, number: str) -> None:
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_label("Bank", exact=True).select_option(label="VBank")
    await page.get_by_label("Account number").fill(number)
