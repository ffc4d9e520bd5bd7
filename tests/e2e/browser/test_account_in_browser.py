"""An account from its first day to a lost password, in a real browser with its own rules about cookies."""

import re
from typing import Any, Protocol
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from tests.e2e.browser.mailbox import token_mailed_to
from tests.e2e.browser.people import PASSWORD, open_settings, register, sign_in

NEXT = "another harbour at night"

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str
    api_url: str
    mailbox: Any


async def test_a_session_lives_in_cookies_that_no_script_reads_and_ends_with_a_new_password(
    page: Page, platform: RunningPlatform
) -> None:
    address = f"account-{uuid4().hex[:12]}@example.com"
    await register(page, platform.web_url, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
    cookies = {str(cookie.get("name")): cookie for cookie in await page.context.cookies()}
    assert set(cookies) >= {"__Host-solvent_access", "__Host-solvent_refresh", "__Host-solvent_device"}
    for name in ("__Host-solvent_access", "__Host-solvent_refresh", "__Host-solvent_device"):
        shape = cookies[name]
        assert (shape.get("httpOnly"), shape.get("secure"), shape.get("sameSite")) == (True, True, "Strict")
    assert "solvent_access" not in await page.evaluate("document.cookie")

    # A script of another origin: the browser sends no cookie of ours, and our server would not take it.
    foreign = "fetch('/api/graphql', {method: 'POST', body: '{}', headers: {'content-type': 'text/plain'}})"
    assert await page.evaluate(f"{foreign}.then((answer) => answer.status)") == 403

    await page.goto(f"{platform.web_url}/settings/security")
    await expect(page.get_by_test_id("session")).to_have_count(1)
    await page.get_by_label("Current password").fill(PASSWORD)
    await page.get_by_label("New password").fill("password1234")
    await page.get_by_role("button", name="Change password").click()
    await expect(page.get_by_text("This password would be guessed early")).to_be_visible()

    await page.goto(f"{platform.web_url}/forgot-password")
    await page.get_by_label("E-mail").fill(address)
    await page.get_by_role("button", name="Send the link").click()
    await expect(page.get_by_text("Look into your mail")).to_be_visible()
    token = await token_mailed_to(platform.mailbox, address, "reset-password")
    await page.goto(f"{platform.web_url}/reset-password?token={token}")
    await page.get_by_label("New password").fill(NEXT)
    await page.get_by_role("button", name="Save the password").click()
    await expect(page.get_by_text("Your password is changed")).to_be_visible()
    assert "__Host-solvent_access" not in {str(cookie.get("name")) for cookie in await page.context.cookies()}
    await page.get_by_label("Password").fill(NEXT)
    await page.locator("form").get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/dashboard")

    await open_settings(page, "History")
    entries = page.get_by_test_id("history-entry")
    await expect(entries.first).to_contain_text("Signed in")
    await expect(entries.first).to_contain_text("You")
    await page.get_by_label("Show").select_option("access")
    await expect(entries.filter(has_text="Password changed")).to_have_count(1)
    await expect(entries.filter(has_text="Registered")).to_have_count(0)


async def test_switching_an_account_off_and_on(page: Page, platform: RunningPlatform) -> None:
    address = f"account-{uuid4().hex[:12]}@example.com"
    await register(page, platform.web_url, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
    await page.goto(f"{platform.web_url}/settings/security")
    await page.get_by_role("button", name="Switch off …").click()
    await page.get_by_label("Password", exact=True).last.fill(PASSWORD)
    await page.get_by_role("button", name="Switch the account off").click()
    await page.wait_for_url(re.compile(r"/$"))
    await sign_in(page, address)
    await page.get_by_role("link", name="Switch it on again").click()
    await page.wait_for_url("**/reactivate")
    await page.get_by_label("E-mail").fill(address)
    await page.get_by_role("button", name="Send the link").click()
    await expect(page.get_by_text("Look into your mail")).to_be_visible()
    token = await token_mailed_to(platform.mailbox, address, "reactivate")
    await page.goto(f"{platform.web_url}/reactivate?token={token}")
    await page.get_by_role("button", name="Switch it on").click()
    await expect(page.get_by_text("Your account is on again")).to_be_visible()
    await page.goto(platform.web_url)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
