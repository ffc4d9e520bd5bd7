"""A person's own program is told: a webhook is added, tried, looked after and deleted in the browser."""

from typing import Protocol
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from tests.e2e.browser.people import open_settings
from tests.support.webhooks import receiver_process

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str


async def test_a_webhook_is_added_tried_and_deleted(page: Page, platform: RunningPlatform) -> None:
    path = f"/ok/{uuid4().hex}"
    with receiver_process() as receiver:
        await page.goto(platform.web_url)
        await page.get_by_role("button", name="Open the demo").click()
        await page.wait_for_url("**/dashboard")
        await open_settings(page, "Webhooks")

        await page.get_by_label("Address").fill(receiver.url + path)
        await page.get_by_label("Name (optional)").fill("My bookkeeping")
        await page.get_by_role("button", name="Add", exact=True).click()
        await expect(page.get_by_text("Choose at least one kind of events.")).to_be_visible()
        await page.get_by_label("New transactions").check()
        await page.get_by_role("button", name="Add", exact=True).click()
        secret = await page.get_by_test_id("webhook-secret").text_content()
        assert secret is not None
        receiver.know(path, secret)
        await page.get_by_role("button", name="I have kept it").click()

        row = page.get_by_test_id("webhook").filter(has_text="My bookkeeping")
        await expect(row).to_contain_text("transactions.created")
        await row.get_by_role("button", name="Send a test").click()
        delivery = page.get_by_test_id("delivery").filter(has_text="webhook.test")
        await expect(delivery).to_contain_text("webhook.test")
        while "arrived" not in (await delivery.text_content() or ""):
            await page.get_by_role("button", name="Look again").click()
            await page.wait_for_timeout(200)
        # The demo person's banks are read meanwhile, which is told too.
        (got,) = [one for one in receiver.received(path) if one["body"]["type"] == "webhook.test"]
        assert got["problem"] is None

        await row.get_by_role("button", name="Pause").click()
        await expect(row).to_contain_text("paused")
        await row.get_by_role("button", name="Delete").click()
        await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        await expect(row).to_have_count(0)
