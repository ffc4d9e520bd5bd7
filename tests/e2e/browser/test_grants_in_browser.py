"""Two people in two browsers: one lets the other into a part of the books, and ends it."""

from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.browser.mailbox import link_mailed_to
from tests.e2e.browser.people import open_settings, register, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str
    mailbox: Path


async def test_an_accountant_is_invited_works_in_the_books_and_is_shut_out(
    page: Page, platform: RunningPlatform
) -> None:
    accountant = f"accountant-{uuid4().hex[:12]}@example.com"
    browser = page.context.browser
    assert isinstance(browser, Browser)
    guest = await browser.new_page(locale="en-GB")
    await register(guest, platform.web_url, platform.mailbox, accountant)

    account = await _invite(page, platform.web_url, accountant)

    link = await link_mailed_to(platform.mailbox, accountant, "/settings/access")
    await guest.goto(link)
    await sign_in(guest, accountant)
    await guest.wait_for_url("**/settings/access")
    await guest.get_by_role("button", name="Accept the invitation").click()
    await guest.get_by_role("link", name="Open these books").click()
    await _sort_one(guest, account)

    given = page.get_by_test_id("given-grant").filter(has_text=accountant)
    await page.reload()
    await expect(given).to_contain_text("active")
    await given.get_by_role("button", name=f"End access: {accountant}").click()
    await page.get_by_role("button", name="End it now").click()
    await expect(given).to_contain_text("ended")

    await guest.reload()
    await expect(guest.get_by_text("These books are not open to you")).to_be_visible()
    await expect(guest.get_by_test_id("transaction")).to_have_count(0)


async def _invite(page: Page, web: str, accountant: str) -> str:
    """The demo person lets somebody into one account; its name."""
    await page.goto(web)
    await page.get_by_role("button", name="Open the demo").click()
    await page.wait_for_url("**/dashboard")
    await open_settings(page, "Access")
    await page.get_by_label("Their e-mail").fill(accountant)
    await page.get_by_label("Only these").check()
    chosen = page.get_by_role("checkbox").first
    await chosen.check()
    account = str(await chosen.evaluate("(box) => box.labels[0].textContent")).split(" · ", maxsplit=1)[0]
    await page.get_by_role("button", name="Send the invitation").click()
    await expect(page.get_by_text(f"on its way to {accountant}")).to_be_visible()
    given = page.get_by_test_id("given-grant").filter(has_text=accountant)
    await expect(given).to_contain_text("invited")
    await expect(given).to_contain_text(account)
    return account


async def _sort_one(guest: Page, account: str) -> None:
    """Only the one account is there, and an accountant's category stays."""
    await expect(guest.get_by_role("complementary", name="Somebody else’s books")).to_contain_text("Accountant")
    accounts = guest.get_by_role("region", name="Balance").get_by_role("listitem")
    await expect(accounts).to_have_count(1)
    await expect(accounts).to_contain_text(account)
    row = guest.get_by_test_id("transaction").first
    await row.get_by_role("button").click()
    select = row.get_by_role("combobox")
    chosen = str(await select.locator("option").nth(3).text_content())
    await select.select_option(label=chosen)
    await expect(row.get_by_role("button").first).to_contain_text(chosen)
    await guest.reload()
    await expect(guest.get_by_test_id("transaction").first).to_contain_text(chosen)
