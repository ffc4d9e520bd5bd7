import json
from collections.abc import AsyncIterator
from decimal import Decimal

import httpx
import psutil
import pytest

from tests.e2e.conftest import RunningPlatform
from tests.e2e.main_job import import_file, new_person, until_done, until_quiet
from tests.fixtures.documents.generate import english_receipt, invoice_pdf, russian_receipt
from tests.fixtures.statements.generate import FORMATS, read_expected, write_statement
from tests.support.files import send_file
from tests.support.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
ROWS = 2000
SUMS = """{ categoryTotals(period: {start: "2022-01-01", end: "2029-12-31"}) {
  rows { category { key } currency total { amount } count } } }"""
SEARCH = "query($q: String!) { searchDocuments(query: $q) { document { filename } snippets { isHighlighted } } }"


@pytest.fixture
async def someone(platform: RunningPlatform) -> AsyncIterator[Person]:
    async with httpx.AsyncClient(base_url=platform.api_url, timeout=60) as client:
        yield await new_person(client, platform.mailbox)


@pytest.mark.parametrize("kind", FORMATS)
async def test_two_thousand_rows_of_each_format_come_in_once_and_get_sorted(someone: Person, kind: str) -> None:
    content = write_statement(kind, ROWS, 11)
    expected = read_expected(kind, ROWS, 11)
    first = await import_file(someone, f"year.{kind}", content)
    assert (first["status"], first["linesNew"], first["linesDuplicate"]) == ("DONE", ROWS, 0)
    again = await import_file(someone, "again.dat", content)
    assert (again["linesNew"], again["linesDuplicate"]) == (0, ROWS)
    await until_quiet(someone)
    rows = (await someone.ask(SUMS))["categoryTotals"]["rows"]
    assert sum(row["count"] for row in rows) == ROWS
    total = sum(line.amount for line in expected.transactions)
    assert sum(Decimal(row["total"]["amount"]) for row in rows) == total
    sorted_rows = sum(row["count"] for row in rows if row["category"] is not None)
    assert sorted_rows >= ROWS // 3


async def test_a_bank_documents_forecast_marketplace_and_history(someone: Person) -> None:
    connected = await someone.ask(
        """mutation($i: ConnectBanksInput!) { connectBanks(input: $i) {
             connections { status } jobs { id } errors { code message } } }""",
        i={"bankCodes": ["vbank", "abank", "sbank"], "personRef": "demo-3"},
    )
    payload = connected["connectBanks"]
    assert payload["errors"] == []
    assert [connection["status"] for connection in payload["connections"]] == ["ACTIVE"] * 3
    for job in payload["jobs"]:
        await until_done(someone, job["id"])
    await until_quiet(someone)
    accounts = (await someone.ask("{ accounts { edges { node { id } } } }"))["accounts"]["edges"]
    assert len(accounts) >= 3
    await _forecast(someone)
    await _lead(someone)
    activity = await someone.ask("{ activity(first: 50) { edges { node { action sequence } } } }")
    entries = [edge["node"] for edge in activity["activity"]["edges"]]
    assert [entry["sequence"] for entry in entries] == list(range(len(entries), 0, -1))
    assert {
        "user.registered",
        "session.opened",
        "bank.connected",
        "bank.synced",
        "forecast.requested",
        "lead.requested",
    } <= {entry["action"] for entry in entries}


async def _forecast(someone: Person) -> None:
    made = await someone.ask(
        """mutation { requestForecast(input: {horizonDays: 90}) {
             forecast { id } job { id } errors { code } } }"""
    )
    await until_done(someone, made["requestForecast"]["job"]["id"])
    query = """query($id: ID!) { forecast(id: $id) { status series { account { name }
      days { p10 { amount } p50 { amount } p90 { amount } } recurring { label } } } }"""
    shown = (await someone.ask(query, id=made["requestForecast"]["forecast"]["id"]))["forecast"]
    assert shown["status"] == "READY"
    assert shown["series"]
    assert all(len(series["days"]) == 90 for series in shown["series"])
    assert any(series["recurring"] for series in shown["series"])


async def _lead(someone: Person) -> None:
    offers = (await someone.ask("{ marketplace { offers { id requestedFields } } }"))["marketplace"]["offers"]
    given = {"offerId": offers[0]["id"], "agreedFields": offers[0]["requestedFields"], "consentText": "I agree."}
    lead = "mutation($i: RequestLeadInput!) { requestLead(input: $i) { lead { status } errors { code } } }"
    assert (await someone.ask(lead, i=given))["requestLead"] == {"lead": {"status": "SENT"}, "errors": []}


@pytest.mark.ocr
async def test_papers_are_read_and_found_in_both_languages(someone: Person) -> None:
    russian, truth_ru = russian_receipt(5)
    english, truth_en = english_receipt(5)
    invoice, truth_invoice = invoice_pdf(8)
    papers = {
        "чек.png": (russian, truth_ru),
        "receipt.png": (english, truth_en),
        "invoice.pdf": (invoice, truth_invoice),
    }
    for name, (content, _) in papers.items():
        payload = await send_file(someone, "DOCUMENT", name, content)
        await until_done(someone, payload["job"]["id"])
    await until_quiet(someone)
    listed = await someone.ask(
        "{ documents { edges { node { filename status merchant datedOn total { amount currency } } } } }"
    )
    shown = {edge["node"]["filename"]: edge["node"] for edge in listed["documents"]["edges"]}
    for name, (_, truth) in papers.items():
        assert shown[name]["status"] == "READY"
        assert shown[name]["total"] == {"amount": str(truth.total), "currency": truth.currency}, name
        assert shown[name]["datedOn"] == truth.date.isoformat(), name
        hits = (await someone.ask(SEARCH, q=truth.merchant))["searchDocuments"]
        assert hits[0]["document"]["filename"] == name
        assert any(run["isHighlighted"] for run in hits[0]["snippets"])
    for question, name in (("чек", "чек.png"), ("invoice", "invoice.pdf"), ("счёт на оплату", "invoice.pdf")):
        found = (await someone.ask(SEARCH, q=question))["searchDocuments"]
        assert name in {hit["document"]["filename"] for hit in found}, question


async def test_the_api_stays_small_after_all_of_it(platform: RunningPlatform) -> None:
    record = json.loads((platform.data / "run" / "api.json").read_text())
    resident_mib = psutil.Process(record["child"]["pid"]).memory_info().rss / 2**20
    assert resident_mib < 200
