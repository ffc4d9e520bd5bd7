from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event

from core.adapters.wiring import Platform
from core.reports.rules import months_of, period_before
from tests.support.people import Person
from tests.support.reports import Books, Movement, put_books

OFFERS = "{ marketplace { partners { slug offers { slug } } offers { id slug requestedFields partner { name } } } }"
REQUEST = """mutation($i: RequestLeadInput!) { requestLead(input: $i) {
  lead { id status consentText handedOver { field value } offer { slug } } errors { code field } } }"""
WITHDRAW = """mutation($i: WithdrawLeadInput!) { withdrawLead(input: $i) {
  lead { status handedOver { value } } errors { code } } }"""


async def offer(person: Person, slug: str) -> str:
    listed = (await person.ask(OFFERS))["marketplace"]["offers"]
    ids: dict[str, str] = {found["slug"]: found["id"] for found in listed}
    return ids[slug]


async def test_a_lead_hands_over_what_was_agreed_and_nothing_else(
    person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    given = {
        "offerId": await offer(person, "first-review"),
        "agreedFields": ["NAME", "EMAIL"],
        "consentText": "Ledgerly may have my name and mail address.",
    }
    made = (await person.ask(REQUEST, i=given))["requestLead"]
    assert made["errors"] == []
    expected = [{"field": "EMAIL", "value": person.email}, {"field": "NAME", "value": "Anna"}]
    assert made["lead"]["handedOver"] == expected
    twice = (await person.ask(REQUEST, i=given))["requestLead"]
    assert twice["errors"] == [{"code": "LEAD_EXISTS", "field": "offerId"}]
    other = await another()
    assert (await other.ask("{ leads { id } }"))["leads"] == []
    stolen = await other.ask(WITHDRAW, i={"leadId": made["lead"]["id"]})
    assert stolen["withdrawLead"]["errors"] == [{"code": "NOT_FOUND"}]
    taken_back = (await person.ask(WITHDRAW, i={"leadId": made["lead"]["id"]}))["withdrawLead"]
    assert taken_back["lead"] == {"status": "WITHDRAWN", "handedOver": []}
    again = (await person.ask(REQUEST, i=given))["requestLead"]
    assert again["errors"] == []


async def test_consent_must_name_exactly_the_fields(person: Person) -> None:
    given = {"offerId": await offer(person, "first-review"), "consentText": "yes"}
    for fields in (["NAME"], ["NAME", "EMAIL", "BASE_CURRENCY"], []):
        refused = (await person.ask(REQUEST, i=given | {"agreedFields": fields}))["requestLead"]
        assert refused["errors"] == [{"code": "CONSENT_MISMATCH", "field": "agreedFields"}]


WHY = """{ marketplace { offers { slug eligibility { isEligible isRefused
  reasons { outcome isMet whyUnknown found foundAmount { amount } criterion { kind } text } } } } }"""
SEEDED = ("first-review", "income-cover", "working-capital", "contract-check")
PREVIEW = "query($o: ID!) { leadPreview(offerId: $o) { values { field value } } }"


async def why(person: Person) -> dict[str, Any]:
    """The offers that every installation has, in the order in which the person sees them."""
    offers = (await person.ask(WHY))["marketplace"]["offers"]
    return {one["slug"]: one["eligibility"] for one in offers if one["slug"] in SEEDED}


def outcomes(eligibility: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(reason["outcome"], reason["whyUnknown"]) for reason in eligibility["reasons"]]


def months_back(count: int) -> list[date]:
    """The fifth of so many months before this one."""
    first, last = period_before(datetime.now(UTC).date(), count)
    assert first < last
    return [month.replace(day=5) for month in months_of(first, count)]


async def test_what_is_not_known_is_not_met(person: Person) -> None:
    told = await why(person)
    assert next(iter(told)) == "first-review"
    assert [slug for slug, one in told.items() if one["isEligible"]] == ["first-review"]
    assert outcomes(told["income-cover"]) == [("MET", None), ("UNKNOWN", "NO_BOOKS")]
    assert outcomes(told["working-capital"]) == [("MET", None), ("UNKNOWN", "NO_BOOKS")]
    assert outcomes(told["contract-check"]) == [("UNKNOWN", "NO_TAX_PROFILE")]
    assert not any(one["isRefused"] for one in told.values())
    assert [reason["isMet"] for reason in told["working-capital"]["reasons"]] == [True, None]


async def test_offers_are_judged_by_the_persons_own_books(platform: Platform, person: Person) -> None:
    assert person.user_id is not None
    await put_books(platform, person.user_id, Books(tuple(Movement(day, 70_000_00) for day in months_back(8))))
    told = await why(person)
    assert outcomes(told["working-capital"]) == [("MET", None), ("MET", None)]
    assert told["working-capital"]["reasons"][1]["foundAmount"] == {"amount": "70000.00"}
    assert told["income-cover"]["reasons"][1]["found"] == ["7"]  # the first of the eight was not whole
    assert list(told)[:3] == ["first-review", "income-cover", "working-capital"]
    shown = (await person.ask(PREVIEW, o=await offer(person, "working-capital")))["leadPreview"]["values"]
    assert {one["field"]: one["value"] for one in shown}["MONTHLY_INCOME"] == "70000.00 RUB"
    less = Books(tuple(Movement(day, 50_000_00) for day in months_back(8)))
    await put_books(platform, person.user_id, less)
    assert outcomes((await why(person))["working-capital"]) == [("MET", None), ("UNKNOWN", "GAPS")]


async def test_all_offers_are_judged_by_the_same_statements(platform: Platform, person: Person) -> None:
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    event.listen(platform.database.app.sync_engine, "before_cursor_execute", count)
    try:
        offers = (await person.ask(WHY))["marketplace"]["offers"]
    finally:
        event.remove(platform.database.app.sync_engine, "before_cursor_execute", count)
    assert len(offers) >= len(SEEDED)
    assert counted <= 12
