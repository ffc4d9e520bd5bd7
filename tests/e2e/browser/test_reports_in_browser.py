"""An income report from the statement to the lender's check, in a real browser."""

import asyncio
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.e2e.browser.paper_made_for_tests import write_statement
from tests.e2e.browser.people import open_settings, register, sign_in

WORK_TIMEOUT_MS = 90_000

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str
    mailbox: Path


async def test_a_report_is_made_taken_along_checked_and_revoked(
    page: Page, platform: RunningPlatform, tmp_path: Path
) -> None:
    address = f"reports-{uuid4().hex[:12]}@example.com"
    await register(page, platform.web_url, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
    write_statement(tmp_path / "year.csv", datetime.now(UTC).date())
    await page.get_by_label("choose a file").set_input_files(tmp_path / "year.csv")
    await expect(page.get_by_test_id("upload")).to_contain_text("new transactions", timeout=WORK_TIMEOUT_MS)

    await open_settings(page, "Reports")
    await expect(page.get_by_role("heading", name="Income reports")).to_be_visible()
    await page.get_by_role("button", name="Make the report").click()
    await expect(page.get_by_text("Can be checked until")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Download PDF").click()
    paper = tmp_path / "report.pdf"
    await (await coming.value).save_as(paper)
    content = await asyncio.to_thread(paper.read_bytes)
    assert content.startswith(b"%PDF")
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Download Excel").click()
    assert (await coming.value).suggested_filename.endswith(".xlsx")
    check = await page.get_by_role("link", name="The page that checks it").get_attribute("href")
    assert check is not None

    await _lender_checks(page, platform, check, content)

    await page.goto(f"{platform.web_url}/reports")
    await page.get_by_role("button", name="Revoke the report").click()
    await page.get_by_role("button", name="Revoke", exact=True).click()
    await expect(page.get_by_text("Revoked: nobody can check it any more")).to_be_visible()

    await _ask_a_partner(page, address)
    await page.goto(f"{platform.web_url}/verify/{check.rpartition('/')[2]}")
    await expect(page.get_by_text("There is no report of this code")).to_be_visible()


async def _lender_checks(page: Page, platform: RunningPlatform, check: str, paper: bytes) -> None:
    """Somebody without an account: types the code as the paper shows it, and drops the file."""
    browser = page.context.browser
    assert browser is not None
    stranger = await browser.new_page(locale="ru-RU")
    sent: list[str] = []
    stranger.on("request", lambda request: sent.append(f"{request.method} {request.post_data_buffer is not None}"))
    code = check.rpartition("/")[2]
    spaced = "-".join(code[place : place + 4] for place in range(0, len(code), 4))
    await stranger.goto(f"{platform.web_url}/verify")
    await stranger.get_by_label("Проверочный код").fill(spaced.lower())
    await stranger.get_by_role("button", name="Проверить").click()
    await expect(stranger.get_by_text("Этот отчёт составлен")).to_be_visible()
    await expect(stranger.get_by_text(hashlib.sha256(paper).hexdigest())).to_be_visible()
    before = len(sent)
    await stranger.get_by_label("Перетащите сюда PDF").set_input_files([_as_file("report.pdf", paper)])
    await expect(stranger.get_by_text("именно тот отчёт")).to_be_visible()
    await stranger.get_by_label("Перетащите сюда PDF").set_input_files([_as_file("changed.pdf", paper + b" ")])
    await expect(stranger.get_by_text("не тот отчёт")).to_be_visible()
    assert not any(one.endswith("True") for one in sent[before:])  # nothing of the file went anywhere
    await stranger.close()


def _as_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


async def _ask_a_partner(page: Page, address: str) -> None:
    """The same books speak for the person in the marketplace: why, what exactly is handed over, and back again."""
    await open_settings(page, "Marketplace")
    offer = page.get_by_test_id("offer").filter(has_text="A first review of your books")
    await expect(offer).to_contain_text("for you")
    await offer.get_by_text("Why you see this").click()
    await expect(offer).to_contain_text("Met. The currency you count in must be")
    await offer.get_by_role("button", name="Ask for").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(address)
    await expect(dialog.get_by_role("button", name="Send")).to_be_disabled()
    await dialog.get_by_role("checkbox").check()
    await dialog.get_by_role("button", name="Send").click()
    lead = page.get_by_test_id("lead").filter(has_text="A first review of your books")
    await expect(lead).to_contain_text("sent")
    await expect(offer).to_contain_text("You have asked for it")
    await lead.get_by_role("button", name="Take back").click()
    await page.get_by_role("button", name="Take it back").click()
    await expect(lead).to_contain_text("taken back")
    await lead.get_by_text("What became of it").click()
    await expect(lead).not_to_contain_text(address)
