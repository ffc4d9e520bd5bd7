"""Taxes as a person sets them up: the estimate with its sources, deadlines to mark, and a calendar's address."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.e2e.browser.paper_made_for_tests import write_statement
from tests.e2e.browser.people import register, sign_in

WORK_TIMEOUT_MS = 90_000  # a job of a busy machine
NOT_FOUND = 404
LAST_ESTIMATED, LAST_DATED = 2026, 2027  # the years up to which figures and days of rest are known
TODAY = datetime.now(UTC).date()

ASK = """
async (body) => {
  const headers = {"content-type": "application/json", "x-solvent-browser": "1"};
  const answer = await fetch("/api/graphql", {method: "POST", headers, body: JSON.stringify(body)});
  return (await answer.json()).data;
}
"""
INVOICES = """
{
  transactions(first: 50, filter: { minAmount: "2900", amountCurrency: "EUR" }) { edges { node { id } } }
  categories { id name(locale: "en") }
}
"""
SORT = "mutation ($input: BulkCategoriseInput!) { bulkCategorise(input: $input) { errors { code } } }"
PROFILE = "{ taxProfiles(first: 1) { edges { node { id } } } }"
ESTIMATE = """
query ($id: ID!, $day: Date!) {
  taxEstimate(profileId: $id, day: $day) {
    soFar { amount } expected { amount } setAside { amount } lines { rule amount { amount } } limits { used { amount } }
  }
}
"""

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str
    mailbox: Path


async def test_taxes_are_set_up_estimated_and_marked(page: Page, platform: RunningPlatform, tmp_path: Path) -> None:
    address = f"taxes-{uuid4().hex[:12]}@example.com"
    await register(page, platform.web_url, platform.mailbox, address)
    await sign_in(page, address)
    await page.wait_for_url("**/dashboard")
    await expect(page.get_by_text("Taxes are not set up")).to_be_visible()
    rows = write_statement(tmp_path / "year.csv", TODAY)
    await page.get_by_label("choose a file").set_input_files(tmp_path / "year.csv")
    await expect(page.get_by_test_id("upload")).to_contain_text(f"{rows} new transactions", timeout=WORK_TIMEOUT_MS)
    await _sort_invoices(page)

    await page.get_by_role("link", name="Set up taxes").click()
    await _set_up(page)
    await _read_estimate(page)
    await _change_and_end(page)
    await _mark_deadlines(page)
    await _subscribe(page)

    await page.get_by_role("link", name="Overview").click()
    await expect(page.get_by_test_id("tax-set-aside")).to_contain_text("€")
    await expect(page.get_by_test_id("tax-next-deadline")).to_contain_text("Next deadline")


async def _sort_invoices(page: Page) -> None:
    """What a client paid is income of the business: else there would be nothing to tax."""
    books = await page.evaluate(ASK, {"query": INVOICES})
    category = next(one["id"] for one in books["categories"] if one["name"] == "Services and work")
    items = [{"id": edge["node"]["id"], "categoryId": category} for edge in books["transactions"]["edges"]]
    answer = await page.evaluate(ASK, {"query": SORT, "variables": {"input": {"items": items}}})
    assert answer["bulkCategorise"]["errors"] == []


async def _set_up(page: Page) -> None:
    """What can't be is said at its field, and nothing is saved before it can."""
    await page.get_by_label("Country", exact=True).select_option(label="Germany")
    await expect(page.get_by_label("Regime")).to_contain_text("Surplus account (EÜR)")
    await page.get_by_label("First day").fill(f"{min(TODAY.year, LAST_ESTIMATED) - 1}-01-01")
    await page.get_by_label("Part of the country").select_option(label="Bavaria")
    other = page.get_by_label("Other income, of both spouses")
    await other.fill("a lot")
    await page.get_by_label("I owe church tax").check()
    number = page.get_by_label("Tax identification number (IdNr)")
    await number.fill("36574261890")
    await page.get_by_role("button", name="Save").click()
    await expect(other).to_have_attribute("aria-invalid", "true")
    await other.fill("1,200.50")
    await page.get_by_role("button", name="Save").click()
    await expect(number).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_text("This can’t be such a number")).to_be_visible()
    await expect(page.get_by_label("Tax number (Steuernummer)")).not_to_have_attribute("aria-invalid", "true")
    await number.fill("36574261809")
    await page.get_by_role("button", name="Save").click()
    profile = page.get_by_test_id("tax-profile")
    await expect(profile).to_contain_text("Surplus account (EÜR), Germany")
    await expect(profile).to_contain_text("ending in 1809")


async def _read_estimate(page: Page) -> None:
    """The page says what the API says, each line opens, and what is not known stands above the amounts."""
    if TODAY.year > LAST_ESTIMATED:
        await page.get_by_role("combobox", name="Year").select_option(label=str(LAST_ESTIMATED))
    region = page.get_by_role("region", name=f"Tax for {min(TODAY.year, LAST_ESTIMATED)}")
    told = await _ask(page)
    assert Decimal(told["expected"]["amount"]) >= Decimal(told["soFar"]["amount"])
    for name in ("setAside", "soFar", "expected"):
        await expect(region).to_contain_text(_euros(told[name]["amount"]))
    unknowns = page.get_by_test_id("tax-unknowns")
    await expect(unknowns).to_contain_text("The tax office sets prepayments by notice")
    await expect(unknowns).to_contain_text("have no category and are not counted")

    lines = page.get_by_test_id("tax-line")
    await expect(lines).to_have_count(len(told["lines"]))
    church = lines.filter(has_text="Church tax")
    await expect(church).to_contain_text(_euros(told["lines"][-1]["amount"]["amount"]))
    await church.locator("summary").click()
    await expect(church).to_contain_text("Rate of church tax in Bavaria and Baden-Württemberg")
    await expect(church.get_by_text("8%")).to_be_visible()
    await expect(church).to_contain_text("Kirchensteuergesetze von Bayern und Baden-Württemberg")

    limits = page.get_by_test_id("tax-limit")
    await expect(limits).to_have_count(2)
    await expect(limits.first).to_contain_text(f"{_euros(told['limits'][0]['used']['amount'])} of €100,000")
    await expect(limits.last.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile(r"^\d+$"))


async def _change_and_end(page: Page) -> None:
    name = "Surplus account (EÜR), Germany"
    await page.get_by_role("button", name=f"Change: {name}").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Other income, of both spouses")).to_have_value("1200.50")
    await expect(dialog.get_by_label("I owe church tax")).to_be_checked()
    await dialog.get_by_label("I owe church tax").uncheck()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_test_id("tax-line").filter(has_text="Church tax")).to_have_count(0)
    await expect(page.get_by_test_id("tax-profile")).to_contain_text("ending in 1809")

    await page.get_by_role("button", name=f"End: {name}").click()
    await dialog.get_by_label("Last day").fill("2020-01-01")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_text("It can’t end before it begins.")).to_be_visible()
    await dialog.get_by_label("Last day").fill(f"{LAST_DATED}-12-31")
    await dialog.get_by_role("button", name="Save").click()
    await expect(page.get_by_test_id("tax-profile")).to_contain_text(f"December 31, {LAST_DATED}")


async def _mark_deadlines(page: Page) -> None:
    await page.get_by_role("link", name="Deadlines", exact=True).click()
    await page.wait_for_url("**/taxes/deadlines")
    await page.get_by_role("combobox", name="Year").select_option(label=str(min(TODAY.year, LAST_DATED)))
    await page.get_by_role("combobox", name="Show").select_option(label="Everything")
    deadlines = page.get_by_test_id("tax-deadline")
    await expect(deadlines).to_have_count(5)  # the return of the year before, and four prepayments
    await expect(page.locator("[data-testid=tax-deadline][data-kind=FILING]")).to_have_count(1)
    first = deadlines.first
    await first.get_by_role("button", name="Mark as paid").click()
    await first.get_by_label("Paid on").fill("2026-03-05")
    await first.get_by_role("button", name="Save").click()
    await expect(first).to_contain_text("paid on Mar 5")
    await expect(first.get_by_role("button", name="Take the mark back")).to_be_focused()
    await page.get_by_role("combobox", name="Show").select_option(label="What is left")
    await expect(deadlines.filter(has_text="paid on Mar 5")).to_have_count(0)
    await page.get_by_role("combobox", name="Show").select_option(label="Everything")
    await first.get_by_role("button", name="Take the mark back").click()
    await expect(first.get_by_role("button", name="Mark as paid")).to_be_visible()


async def _subscribe(page: Page) -> None:
    """The address is told once and opens the calendar until another is made, or it is switched off."""
    await page.get_by_role("region", name="In your calendar").get_by_label("7 days before").check()
    await page.get_by_role("button", name="Make the address").click()
    address = await _address(page)
    async with httpx.AsyncClient() as calendar_app:
        calendar = await calendar_app.get(address)
        assert calendar.headers["content-type"].startswith("text/calendar")
        assert calendar.text.count("TRIGGER:-P6DT15H") > 0  # nine in the morning, seven days before
        await expect(page.get_by_text("it reminds 14 days before, 7 days before, and 3 days before")).to_be_visible()

        await page.get_by_role("button", name="Make a new address").click()
        await page.get_by_role("dialog").get_by_role("button", name="Make a new address").click()
        another = await _address(page)
        assert (await calendar_app.get(address)).status_code == NOT_FOUND
        assert (await calendar_app.get(another)).is_success
        await page.get_by_role("button", name="Switch it off").click()
        await page.get_by_role("dialog").get_by_role("button", name="Switch it off").click()
        await expect(page.get_by_role("button", name="Make the address")).to_be_visible()
        assert (await calendar_app.get(another)).status_code == NOT_FOUND


async def _address(page: Page) -> str:
    shown = page.get_by_role("dialog", name="The address of your calendar")
    address = str(await shown.get_by_test_id("calendar-address").text_content())
    await page.keyboard.press("Escape")  # a slip loses nothing
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await shown.get_by_role("button", name="Copy", exact=True).click()
    await expect(shown.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == address
    await shown.get_by_role("button", name="I have copied it").click()
    await expect(shown).to_have_count(0)
    return address


async def _ask(page: Page) -> Mapping[str, Any]:
    """The estimate as the API tells it to the same person."""
    profiles = await page.evaluate(ASK, {"query": PROFILE})
    profile_id = profiles["taxProfiles"]["edges"][0]["node"]["id"]
    day = f"{min(TODAY.year, LAST_ESTIMATED)}-12-31"
    answer = await page.evaluate(ASK, {"query": ESTIMATE, "variables": {"id": profile_id, "day": day}})
    told: Mapping[str, Any] = answer["taxEstimate"]
    return told


def _euros(amount: str) -> str:
    return f"€{Decimal(amount):,.2f}"
