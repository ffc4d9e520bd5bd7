"""A bank is connected, renewed and left; what to be told of is chosen, and a push message is shown."""

import asyncio
import json
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from tests.e2e.browser.people import open_settings, register, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/push-worker.js");
  const shown = await registration.getNotifications();
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path }));
}"""
REGISTER = """async () => {
  await navigator.serviceWorker.register("/push-worker.js");
  await navigator.serviceWorker.ready;
}"""


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str
    mailbox: Path


async def test_a_bank_is_connected_renewed_and_left_and_told_of(page: Page, platform: RunningPlatform) -> None:
    address = f"banks-{uuid4().hex[:12]}@example.com"
    await register(page, platform.web_url, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
    await open_settings(page, "Banks")
    await page.get_by_label("Bank", exact=True).select_option(label="VBank")
    await page.get_by_label("Your id at the bank").fill("demo-3")
    await page.get_by_role("button", name="Connect", exact=True).click()
    row = page.get_by_test_id("bank-connection").filter(has_text="VBank")
    await expect(row).to_contain_text("read regularly")
    await expect(row).to_contain_text("May be read until")
    await row.get_by_role("button", name="Renew").click()
    await expect(row).to_contain_text("read regularly")

    await open_settings(page, "Notifications")
    choice = page.get_by_label("Price rises: Mail")
    await expect(choice).not_to_be_checked()
    await choice.check()
    await expect(page.get_by_label("Tax deadlines: Mail")).to_be_checked()
    await page.get_by_label("Quiet hours").check()
    await page.get_by_label("From").fill("21:30")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved.")).to_be_visible()
    await page.reload()
    await expect(page.get_by_label("From")).to_have_value("21:30")
    await expect(page.get_by_label("Price rises: Mail")).to_be_checked()
    await _push(page, platform.web_url)

    await page.get_by_role("link", name="Notifications").first.click()
    await expect(page.get_by_role("heading", name="Newest first")).to_be_visible()

    await open_settings(page, "Banks")
    await row.get_by_role("button", name="Disconnect").click()
    await page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    await expect(row).to_have_count(0)


async def _push(page: Page, origin: str) -> None:
    """The service worker is handed a message as by the browser's own push service, and shows what it says."""
    await page.context.grant_permissions(["notifications"], origin=origin)
    devtools = await page.context.new_cdp_session(page)
    known: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def registered(event: dict[str, Any]) -> None:
        for one in event["registrations"]:
            if one["scopeURL"].startswith(origin) and not known.done():
                known.set_result(one["registrationId"])

    devtools.on("ServiceWorker.workerRegistrationUpdated", registered)
    await devtools.send("ServiceWorker.enable")
    await page.evaluate(REGISTER)
    said = {"id": "one", "title": "A tax deadline is near", "body": "", "path": "//evil.example/", "lang": "en"}
    message = {"origin": origin, "registrationId": await asyncio.wait_for(known, 20), "data": json.dumps(said)}
    for _ in range(2):
        await devtools.send("ServiceWorker.deliverPushMessage", message)
    shown: list[dict[str, str]] = []
    while not shown:  # the step's own time limit ends it
        shown = await page.evaluate(SHOWN)
    assert shown == [{"title": "A tax deadline is near", "body": "", "tag": "one", "path": "/notifications"}]
