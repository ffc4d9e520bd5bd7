"""What every person does first: register by the mailed link, and sign in."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.e2e.browser.mailbox import token_mailed_to

PASSWORD = "a harbour full of boats"


async def register(page: Page, web_url: str, mailbox: Path, address: str) -> None:
    """Leaves the page where the address is confirmed, with the form to sign in."""
    await page.goto(web_url)
    await page.get_by_role("button", name="Register").click()
    await page.get_by_label("Your name").fill("Nora Quinn")
    await page.get_by_label("E-mail").fill(address)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Create account").click()
    await expect(page.get_by_text(address)).to_be_visible()
    await page.goto(f"{web_url}/verify?token={await token_mailed_to(mailbox, address)}")
    await expect(page.get_by_text("Your address is confirmed")).to_be_visible()


async def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    """Send the form; what comes of it is the caller's to look at."""
    await page.get_by_label("E-mail").fill(address)
    await page.get_by_label("Password").fill(password)
    await page.locator("form").get_by_role("button", name="Sign in", exact=True).click()


async def open_settings(page: Page, name: str) -> None:
    """Go to one of the pages that the navigation keeps in its menu."""
    await page.get_by_role("button", name="Settings", exact=True).click()
    await page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()
