"""The main job as a new person does it: register, add a statement and a receipt, correct, forecast, search."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.browser.paper_made_for_tests import draw_receipt, write_statement
from tests.e2e.browser.people import register, sign_in

WORK_TIMEOUT_MS = 90_000  # a job of a busy machine: importing, reading a receipt, fitting a forecast

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of this folder gives."""

    web_url: str
    api_url: str
    mailbox: Path


async def test_new_person_does_the_main_job(page: Page, platform: RunningPlatform, tmp_path: Path) -> None:
    await _register(page, platform)
    await expect(page.get_by_text("No accounts yet")).to_be_visible()

    rows = write_statement(tmp_path / "year.csv", datetime.now(UTC).date())
    await _add_file(page, tmp_path / "year.csv")
    await expect(_upload(page, "year.csv")).to_contain_text(f"{rows} new transactions", timeout=WORK_TIMEOUT_MS)
    transactions = page.get_by_test_id("transaction")
    await expect(transactions).to_have_count(12)
    await expect(page.get_by_role("region", name="Balance")).to_contain_text("€")

    await _add_file(page, tmp_path / "year.csv")
    await expect(_upload(page, "year.csv").first).to_contain_text(f"{rows} were there already", timeout=WORK_TIMEOUT_MS)

    await _correct_first_category(page)
    await _correct_two_at_once(page)
    await _forecast(page)

    draw_receipt(tmp_path / "receipt.png")
    await page.get_by_role("link", name="Documents").click()
    await expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()
    await _add_file(page, tmp_path / "receipt.png")
    await expect(_upload(page, "receipt.png")).to_have_attribute("data-status", "done", timeout=WORK_TIMEOUT_MS)
    await _find(page, "fountain", "receipt.png")

    await page.reload()
    await expect(page.get_by_test_id("document")).to_have_count(1)
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("button", name="Register")).to_be_visible()
    await page.goto(f"{platform.web_url}/dashboard")
    await expect(page.get_by_role("button", name="Register")).to_be_visible()


async def test_wrong_file_and_wrong_password_are_explained(
    page: Page, platform: RunningPlatform, tmp_path: Path
) -> None:
    await page.goto(platform.web_url)
    await sign_in(page, "nobody@example.com", "not the password")
    await expect(page.get_by_text("The e-mail address or the password is wrong.")).to_be_visible()

    await _register(page, platform)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "broken.csv").write_bytes(b"\x00\x01\x02 no statement at all")
    for name in ("empty.csv", "letter.docx", "broken.csv"):
        await _add_file(page, tmp_path / name)
        await expect(_upload(page, name)).to_have_attribute("data-status", "failed", timeout=WORK_TIMEOUT_MS)
        await expect(_upload(page, name).get_by_role("status")).not_to_be_empty()
    await expect(page.get_by_text("No accounts yet")).to_be_visible()


async def _register(page: Page, platform: RunningPlatform) -> None:
    address = f"browser-{uuid4().hex[:12]}@example.com"
    await register(page, platform.web_url, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")


async def _add_file(page: Page, path: Path) -> None:
    await page.get_by_label("choose a file").set_input_files(path)


def _upload(page: Page, filename: str) -> Locator:
    return page.get_by_test_id("upload").filter(has_text=filename)


async def _correct_first_category(page: Page) -> None:
    row = page.get_by_test_id("transaction").first
    await row.get_by_role("button").click()
    select = row.get_by_role("combobox")
    chosen = await select.locator("option").nth(3).text_content()
    assert chosen
    await select.select_option(label=chosen)
    await expect(row.get_by_role("button", name=re.compile(f"^{re.escape(chosen)}: "))).to_be_visible()


async def _correct_two_at_once(page: Page) -> None:
    rows = [page.get_by_test_id("transaction").nth(place) for place in (1, 2)]
    for row in rows:
        await row.get_by_role("checkbox").check()
    bar = page.get_by_role("group", name="2 selected")
    await bar.get_by_role("button", name="Choose a category").click()
    select = bar.get_by_role("combobox")
    chosen = await select.locator("option").nth(5).text_content()
    assert chosen
    await select.select_option(label=chosen)
    await expect(bar).to_have_count(0)
    for row in rows:
        await expect(row.get_by_role("button", name=re.compile(f"^{re.escape(chosen)}: "))).to_be_visible()


async def _forecast(page: Page) -> None:
    await page.get_by_role("button", name="Make a forecast").click()
    chart = page.get_by_test_id("forecast-chart")
    await expect(chart.locator("svg path.recharts-line-curve")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    await page.get_by_text("Show the numbers").click()
    await expect(page.get_by_role("region", name="Forecast").get_by_role("row")).to_have_count(14)


async def _find(page: Page, word: str, filename: str) -> None:
    """Search follows reading by a job of its own, so the word may take a moment to be known."""
    await page.get_by_label("Search in your documents").fill(word)
    hit = page.get_by_test_id("search-hit").filter(has_text=filename)
    await expect(hit.locator("mark").first).to_contain_text(re.compile(word, re.IGNORECASE), timeout=WORK_TIMEOUT_MS)
