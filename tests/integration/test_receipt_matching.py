from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from core.adapters.wiring import Platform
from core.jobs.models import JobState
from tests.fixtures.documents.generate import invoice_pdf
from tests.integration.test_statement_import import imported
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

MATCH = "id status kind score group amount { amount currency } decidedAt"
DOCUMENT = f"""query($id: ID!) {{ node(id: $id) {{ ... on Document {{
  transaction {{ id }} payments {{ {MATCH} transaction {{ id description }} }} }} }} }}"""
PAYMENTS = f"""{{ transactions(first: 50) {{ edges {{ node {{ id description
  documents {{ {MATCH} document {{ id filename }} }} }} }} }} }}"""
WAITING = f"""query($s: DocumentMatchStatus, $f: Int!, $a: String) {{
  documentMatches(status: $s, first: $f, after: $a) {{
  edges {{ node {{ {MATCH} document {{ id }} transaction {{ id }} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
DECIDE = f"""mutation($i: DecideDocumentMatchInput!) {{ decideDocumentMatch(input: $i) {{
  match {{ {MATCH} }} errors {{ code field }} }} }}"""
LINK = f"""mutation($i: LinkDocumentInput!) {{ linkDocument(input: $i) {{
  match {{ {MATCH} }} errors {{ code field }} }} }}"""
UNLINK = f"""mutation($i: UnlinkDocumentInput!) {{ unlinkDocument(input: $i) {{
  match {{ {MATCH} }} errors {{ code field }} }} }}"""
MISSING = """query($filter: ReceiptsMissingFilter, $first: Int!, $after: String) {
  receiptsMissing(filter: $filter, first: $first, after: $after) {
  edges { node { id description } } pageInfo { hasNextPage endCursor } } }"""
CREATE = """mutation($i: CreateTransactionInput!) { createTransaction(input: $i) {
  transaction { id } errors { code } } }"""
ACCOUNT = """mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"""


async def sent_invoice(person: Person, platform: Platform, handlers: Handlers) -> tuple[str, Any]:
    """An invoice, read; its id and what it says."""
    content, truth = invoice_pdf(3)
    payload = await send_file(person, "DOCUMENT", "invoice.pdf", content)
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["documents.match_documents"] is JobState.DONE
    return payload["document"]["id"], truth


async def paid(person: Person, platform: Platform, handlers: Handlers, truth: Any, text: str) -> None:
    """A statement with the payment, imported."""
    day = truth.date + timedelta(days=2)
    line = f"{day:%d.%m.%Y};-{truth.total};{truth.currency};{text}"
    other = f"{day:%d.%m.%Y};-3.11;{truth.currency};Coffee"
    content = f"Date;Amount;Currency;Description\n{line}\n{other}\n".encode()
    shown = await imported(person, platform, handlers, content, "bank.csv")
    assert shown["linesNew"] == 2


async def test_an_invoice_finds_its_payment_when_the_statement_comes(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    document, truth = await sent_invoice(person, platform, handlers)
    assert (await person.ask(DOCUMENT, id=document))["node"] == {"transaction": None, "payments": []}
    await paid(person, platform, handlers, truth, f"{truth.merchant} 4711")
    shown = (await person.ask(DOCUMENT, id=document))["node"]
    [match] = shown["payments"]
    assert (match["status"], match["kind"]) == ("AUTOMATIC", "EXACT")
    assert match["amount"] == {"amount": str(truth.total), "currency": truth.currency}
    assert shown["transaction"]["id"] == match["transaction"]["id"]
    rows = [edge["node"] for edge in (await person.ask(PAYMENTS))["transactions"]["edges"]]
    tied = {row["id"]: [found["document"]["id"] for found in row["documents"]] for row in rows}
    assert tied[match["transaction"]["id"]] == [document]
    assert sorted(map(len, tied.values())) == [0, 1]
    again = (await person.ask("query($id: ID!) { node(id: $id) { id } }", id=match["id"]))["node"]
    assert again == {"id": match["id"]}


async def test_a_person_s_no_is_final_and_another_payment_is_tied_by_hand(
    person: Person, platform: Platform, handlers: Handlers, another: Callable[[], Awaitable[Person]]
) -> None:
    document, truth = await sent_invoice(person, platform, handlers)
    await paid(person, platform, handlers, truth, truth.merchant)
    [match] = (await person.ask(DOCUMENT, id=document))["node"]["payments"]
    other = await another()
    refused = await other.ask(DECIDE, i={"id": match["id"], "belongs": True})
    assert refused["decideDocumentMatch"] == {"match": None, "errors": [{"code": "NOT_FOUND", "field": "id"}]}
    assert (await other.ask(WAITING, s=None, f=10))["documentMatches"]["edges"] == []
    decided = (await person.ask(DECIDE, i={"id": match["id"], "belongs": False}))["decideDocumentMatch"]
    assert (decided["errors"], decided["match"]["status"]) == ([], "REJECTED")
    await do_jobs(platform, handlers, person.user_id)
    shown = (await person.ask(DOCUMENT, id=document))["node"]
    assert (shown["transaction"], [found["status"] for found in shown["payments"]]) == (None, ["REJECTED"])
    rows = [edge["node"] for edge in (await person.ask(PAYMENTS))["transactions"]["edges"]]
    coffee = next(row["id"] for row in rows if row["description"] == "Coffee")
    linked = await person.ask(LINK, i={"documentId": document, "transactionId": coffee, "amount": "1.00"})
    assert linked["linkDocument"]["match"]["amount"]["amount"] == "1.00"
    assert linked["linkDocument"]["match"]["status"] == "CONFIRMED"
    theirs = await other.ask(LINK, i={"documentId": document, "transactionId": coffee})
    assert theirs["linkDocument"]["errors"] == [{"code": "NOT_FOUND", "field": "documentId"}]
    assert (await person.ask(DOCUMENT, id=document))["node"]["transaction"] == {"id": coffee}
    unlinked = await person.ask(UNLINK, i={"documentId": document, "transactionId": coffee})
    assert unlinked["unlinkDocument"]["match"]["status"] == "REJECTED"
    assert (await person.ask(DOCUMENT, id=document))["node"]["transaction"] is None


async def test_too_much_of_a_payment_is_refused_and_nothing_changes(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    document, truth = await sent_invoice(person, platform, handlers)
    await paid(person, platform, handlers, truth, truth.merchant)
    rows = [edge["node"] for edge in (await person.ask(PAYMENTS))["transactions"]["edges"]]
    coffee = next(row["id"] for row in rows if row["description"] == "Coffee")
    refused = await person.ask(LINK, i={"documentId": document, "transactionId": coffee, "amount": "3.12"})
    assert refused["linkDocument"] == {"match": None, "errors": [{"code": "PAYMENT_COVERED", "field": "amount"}]}
    assert [found["status"] for found in (await person.ask(DOCUMENT, id=document))["node"]["payments"]] == ["AUTOMATIC"]


async def test_what_waits_comes_by_pages(person: Person, platform: Platform, handlers: Handlers) -> None:
    document, truth = await sent_invoice(person, platform, handlers)
    line = f"{truth.date:%d.%m.%Y};-{truth.total};{truth.currency};{truth.merchant}\n"
    content = f"Date;Amount;Currency;Description\n{line}{line}".encode()
    await imported(person, platform, handlers, content, "twins.csv")
    page = (await person.ask(WAITING, s="SUGGESTED", f=1))["documentMatches"]
    assert page["pageInfo"]["hasNextPage"]
    rest = (await person.ask(WAITING, s="SUGGESTED", f=5, a=page["pageInfo"]["endCursor"]))["documentMatches"]
    shown = [edge["node"] for edge in [*page["edges"], *rest["edges"]]]
    assert {match["document"]["id"] for match in shown} == {document}
    assert len({match["transaction"]["id"] for match in shown}) == 2
    decided = (await person.ask(DECIDE, i={"id": shown[0]["id"], "belongs": True}))["decideDocumentMatch"]
    assert decided["match"]["status"] == "CONFIRMED"
    assert (await person.ask(WAITING, s="SUGGESTED", f=5))["documentMatches"]["edges"] == []


async def categories(person: Person) -> dict[str, str]:
    return {row["key"]: row["id"] for row in (await person.ask("{ categories { id key } }"))["categories"]}


async def test_deductible_payments_without_a_document_are_listed(
    person: Person, platform: Platform, handlers: Handlers, another: Callable[[], Awaitable[Person]]
) -> None:
    account = (await person.ask(ACCOUNT, i={"name": "Main", "kind": "CHECKING", "currency": "RUB"}))["createAccount"]
    keys = await categories(person)

    async def pay(text: str, amount: str, key: str | None, day: date) -> str:
        given = {
            "accountId": account["account"]["id"],
            "bookedOn": day.isoformat(),
            "amount": {"amount": amount, "currency": "RUB"},
            "description": text,
            "categoryId": keys[key] if key else None,
        }
        made = (await person.ask(CREATE, i=given))["createTransaction"]
        assert made["errors"] == []
        return str(made["transaction"]["id"])

    first = date(2026, 3, 1)
    ids = [
        await pay(f"hosting {number}", f"-{100 + number}", "business.hosting", first + timedelta(days=number))
        for number in range(4)
    ]
    taxi = await pay("taxi", "-500", "transport.taxi", first)
    await pay("groceries", "-900", "food.groceries", first)
    await pay("bank fee", "-60", "business.bank_fees", first)
    await pay("nobody sorted it", "-70", None, first)
    await pay("money back", "300", "business.hosting", first)

    async def missing(**variables: Any) -> list[str]:
        found = (await person.ask(MISSING, **{"first": 10, **variables}))["receiptsMissing"]
        return [edge["node"]["description"] for edge in found["edges"]]

    assert await missing() == ["hosting 3", "hosting 2", "hosting 1", *sorted(["hosting 0", "taxi"], reverse=True)]
    assert await missing(filter={"deductible": ["SOMETIMES"]}) == ["taxi"]
    assert await missing(filter={"minAmount": "102.00"}) == ["hosting 3", "hosting 2", "taxi"]
    assert await missing(filter={"categoryIds": [keys["food.groceries"]]}) == []
    period = {"start": "2026-03-02", "end": "2026-03-03"}
    assert await missing(filter={"period": period}) == ["hosting 2", "hosting 1"]
    page = (await person.ask(MISSING, first=2))["receiptsMissing"]
    assert page["pageInfo"]["hasNextPage"]
    assert await missing(after=page["pageInfo"]["endCursor"], first=2) == ["hosting 1", (await missing())[3]]
    document, _ = await sent_invoice(person, platform, handlers)
    linked = await person.ask(LINK, i={"documentId": document, "transactionId": ids[3]})
    assert linked["linkDocument"]["errors"] == []
    assert "hosting 3" not in await missing()
    assert (await (await another()).ask(MISSING, first=10))["receiptsMissing"]["edges"] == []
    assert taxi
