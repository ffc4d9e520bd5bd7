from collections.abc import Awaitable, Callable

import pytest

from core.adapters.wiring import Platform
from tests.fixtures.documents.generate import english_receipt, invoice_pdf, russian_receipt
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

DOCUMENT = """query($id: ID!) { node(id: $id) { ... on Document {
  status kind language engine merchant datedOn total { amount currency } fields { name value confidence }
  errorCode errorMessage text downloadUrl } } }"""
SEARCH = """query($q: String!) { searchDocuments(query: $q) {
  document { id filename } page snippets { text isHighlighted } } }"""


async def read(person: Person, platform: Platform, handlers: Handlers, name: str, content: bytes) -> dict[str, object]:
    payload = await send_file(person, "DOCUMENT", name, content)
    await do_jobs(platform, handlers, person.user_id)
    shown: dict[str, object] = (await person.ask(DOCUMENT, id=payload["document"]["id"]))["node"]
    return shown


async def found(person: Person, query: str) -> list[str]:
    hits = (await person.ask(SEARCH, q=query))["searchDocuments"]
    return [hit["document"]["filename"] for hit in hits]


async def test_an_invoice_with_a_text_layer_is_read_without_ocr_and_found(
    person: Person, platform: Platform, handlers: Handlers, another: Callable[[], Awaitable[Person]]
) -> None:
    content, truth = invoice_pdf(3)
    shown = await read(person, platform, handlers, "invoice.pdf", content)
    assert (shown["status"], shown["kind"], shown["engine"]) == ("READY", "INVOICE", "text-layer")
    assert shown["merchant"] == truth.merchant
    assert shown["total"] == {"amount": str(truth.total), "currency": truth.currency}
    assert await found(person, truth.merchant) == ["invoice.pdf"]
    hits = (await person.ask(SEARCH, q=truth.merchant))["searchDocuments"]
    assert any(run["isHighlighted"] for run in hits[0]["snippets"])
    assert await found(await another(), truth.merchant) == []


async def test_a_file_that_is_no_document_is_refused_and_says_why(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    shown = await read(person, platform, handlers, "photo.jpg", b"PK\x03\x04" + bytes(200))
    assert (shown["status"], shown["errorCode"]) == ("FAILED", "UNREADABLE_DOCUMENT")
    assert shown["errorMessage"]
    assert await found(person, "photo") == []


@pytest.mark.ocr
async def test_receipts_of_both_languages_are_read_and_found_in_both(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    russian, truth_ru = russian_receipt(1)
    english, truth_en = english_receipt(1)
    shown_ru = await read(person, platform, handlers, "чек.png", russian)
    shown_en = await read(person, platform, handlers, "receipt.png", english)
    assert (shown_ru["kind"], shown_ru["language"]) == ("RECEIPT", "ru")
    assert (shown_en["kind"], shown_en["language"]) == ("RECEIPT", "en")
    for shown, truth in ((shown_ru, truth_ru), (shown_en, truth_en)):
        assert shown["datedOn"] == truth.date.isoformat()
        assert shown["total"] == {"amount": str(truth.total), "currency": truth.currency}
    assert (await found(person, truth_ru.merchant))[0] == "чек.png"
    assert (await found(person, truth_en.merchant))[0] == "receipt.png"


async def test_a_download_address_serves_the_file_itself(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    content, _ = invoice_pdf(4)
    shown = await read(person, platform, handlers, "счёт.pdf", content)
    answer = await person.client.get(str(shown["downloadUrl"]))
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment")
    forged = str(shown["downloadUrl"]).replace("expires=", "expires=1")
    assert (await person.client.get(forged)).status_code == 403


@pytest.mark.parametrize(
    ("query", "code"), [("", "INVALID_QUERY"), ("   ", "INVALID_QUERY"), ("x" * 501, "INVALID_QUERY")]
)
async def test_a_search_for_nothing_is_refused(person: Person, query: str, code: str) -> None:
    assert await person.error_code(SEARCH, q=query) == code


async def test_a_statement_sent_as_a_document_is_brought_into_the_books(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    csv = "Date;Amount;Currency;Description\n01.02.2026;-100,00;RUB;Coffee\n02.02.2026;-250,00;RUB;Paper\n"
    shown = await read(person, platform, handlers, "bank.csv", csv.encode())
    assert (shown["status"], shown["kind"], shown["engine"]) == ("READY", "STATEMENT", "statement-file")
    rows = (await person.ask("{ transactions(first: 10) { edges { node { amount { amount } } } } }"))["transactions"]
    assert sorted(edge["node"]["amount"]["amount"] for edge in rows["edges"]) == ["-100.00", "-250.00"]


async def test_fields_and_lines_say_where_they_stand(person: Person, platform: Platform, handlers: Handlers) -> None:
    content, _ = invoice_pdf(3)
    payload = await send_file(person, "DOCUMENT", "invoice.pdf", content)
    await do_jobs(platform, handlers, person.user_id)
    query = """query($id: ID!) { node(id: $id) { ... on Document {
      fields { name box { page x y width height } } lineItems { box { page y } } } } }"""
    shown = (await person.ask(query, id=payload["document"]["id"]))["node"]
    boxes = {field["name"]: field["box"] for field in shown["fields"]}
    assert boxes["total"]["page"] == 1
    assert 0 < boxes["merchant"]["y"] < shown["lineItems"][0]["box"]["y"] < boxes["total"]["y"] < 1
