"""Setting up an authenticator app on the page of security."""

import pyotp
from playwright.async_api import Page, expect


async def set_up_app(page: Page) -> tuple[str, list[str]]:
    """The secret, and the ten recovery codes."""
    await page.get_by_role("button", name="Set up: Authenticator app").click()
    dialog = page.get_by_role("dialog", name="Set up an authenticator app")
    width = await dialog.get_by_role("img").evaluate("(image) => image.decode().then(() => image.naturalWidth)")
    assert width > 0
    await dialog.get_by_text("I can’t scan it").click()
    secret = str(await dialog.get_by_test_id("totp-secret").text_content()).replace(" ", "")
    await dialog.get_by_label("Code that the app shows now").fill(pyotp.TOTP(secret).now())
    await dialog.get_by_role("button", name="Switch on").click()

    shown = page.get_by_role("dialog", name="Keep these recovery codes")
    await expect(shown.get_by_role("listitem")).to_have_count(10)
    codes = [code.strip() for code in await shown.get_by_role("listitem").all_text_contents()]
    for _ in range(3):  # a slip loses nothing: only the person's word closes it
        await page.keyboard.press("Escape")
    await expect(shown).to_be_visible()
    async with page.expect_download() as download:
        await shown.get_by_role("link", name="Download").click()
    kept = await (await download.value).path()
    assert kept.read_text().splitlines()[2:] == codes
    await shown.get_by_role("button", name="I kept them").click()
    await expect(page.get_by_test_id("recovery-codes")).to_contain_text("10 of ten are left")
    return secret, codes
