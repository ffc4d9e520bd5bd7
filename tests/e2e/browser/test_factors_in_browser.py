"""Second factors as a person sets them up and uses them on the pages, in a browser that has a device for passkeys."""

import time
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.browser.people import register, sign_in
from tests.e2e.browser.second_factor import set_up_app

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
EXPORT_TIMEOUT_MS = 90_000  # a job of a busy machine

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str
    mailbox: Path


async def test_an_app_and_a_passkey_are_set_up_and_open_the_account_and_its_archive(
    page: Page, platform: RunningPlatform
) -> None:
    web = platform.web_url.replace("127.0.0.1", "localhost")  # browsers use passkeys at names only
    address = f"factors-{uuid4().hex[:12]}@example.com"
    await _plug_in_device(page)
    await register(page, web, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
    before = await _signed_in_elsewhere(page, web, address)

    await page.goto(f"{web}/settings/security")
    secret, codes = await set_up_app(page)
    await _add_passkey(page, codes[0])

    await _sign_out(page)
    await page.get_by_role("button", name="Sign in with a passkey").click()
    await page.wait_for_url("**/dashboard")

    await _sign_out(page)
    await sign_in(page, address)
    await page.get_by_label("Code").fill("not a code")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("That does not prove that it is you")).to_be_visible()
    await page.get_by_label("Code").fill(_next_code(secret))
    await page.get_by_role("button", name="Go on").click()
    await page.wait_for_url("**/dashboard")

    await _export_with(before, web, codes[1])


async def _plug_in_device(page: Page) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


async def _signed_in_elsewhere(page: Page, web: str, address: str) -> Page:
    """Another browser, signed in with the password alone: it never showed a factor."""
    browser = page.context.browser
    assert isinstance(browser, Browser)
    other = await browser.new_page(locale="en-GB")
    await other.goto(web)
    await sign_in(other, address)
    await other.wait_for_url("**/dashboard")
    return other


async def _add_passkey(page: Page, code: str) -> None:
    """The person has a factor now, and a sign-in alone is no proof any more: they are asked for it."""
    await page.get_by_role("button", name="Add a passkey").click()
    adding = page.get_by_role("dialog", name="Add a passkey")
    await adding.get_by_label("Its name").fill("Harbour laptop")
    await adding.get_by_role("button", name="Go on").click()
    asking = page.get_by_role("dialog", name="Is it really you?")
    await asking.get_by_label("Code").fill(code)
    await asking.get_by_role("button", name="Go on").click()
    await expect(page.get_by_test_id("passkey")).to_contain_text("Harbour laptop")
    await expect(page.get_by_test_id("recovery-codes")).to_contain_text("9 of ten are left")
    await page.get_by_role("button", name="Rename: Harbour laptop").click()
    await page.get_by_label("Its name").fill("Lighthouse laptop")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_test_id("passkey")).to_contain_text("Lighthouse laptop")


async def _export_with(page: Page, web: str, code: str) -> None:
    """Leave the question first, which does nothing; then answer it, and the archive is made."""
    await page.goto(f"{web}/settings/security")
    export = page.get_by_role("button", name="Export everything")
    await export.click()
    asking = page.get_by_role("dialog", name="Is it really you?")
    await expect(asking.get_by_label("Code")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(asking).to_have_count(0)
    await expect(export).to_be_focused()
    await expect(page.get_by_role("alert").filter(has_text=".")).to_have_count(0)

    await export.click()
    await asking.get_by_label("Code").fill(code)
    await asking.get_by_role("button", name="Go on").click()
    await expect(page.get_by_role("link", name="Download the archive")).to_be_visible(timeout=EXPORT_TIMEOUT_MS)


async def _sign_out(page: Page) -> None:
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await expect(page.get_by_role("button", name="Register")).to_be_visible()


def _next_code(secret: str) -> str:
    """The code of the next half minute, which is taken a step early: this one's was used to set the app up."""
    return pyotp.TOTP(secret).at(int(time.time()) + 30)
