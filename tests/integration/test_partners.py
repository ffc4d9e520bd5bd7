"""A partner's app in its own name: its offers, the leads made for it, and nothing of anybody else's."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest

from core.adapters.wiring import Platform
from tests.support.partners import (
    CREATE,
    LEADS,
    PREVIEW,
    PUBLISH,
    WITHDRAW,
    Partner,
    ask_for,
    make_partner,
    offer_input,
)
from tests.support.people import Person

OFFERS = "{ partnerOffers { totalCount edges { node { slug state } } } }"
SHOWN = "{ marketplace { offers { id slug } } }"
MINE = "{ leads { status steps { status party } offer { slug } } }"
UPDATE = """mutation($i: UpdatePartnerOfferInput!) { updatePartnerOffer(input: $i) {
  offer { title termsVersion state } errors { code field } } }"""
TAKE_OFF = """mutation($i: WithdrawPartnerOfferInput!) { withdrawPartnerOffer(input: $i) {
  offer { state } errors { code field } } }"""


@pytest.fixture(scope="module")
async def partner(platform: Platform, client: httpx.AsyncClient) -> Partner:
    return await make_partner(platform, client)


async def slugs(person: Person) -> set[str]:
    return {one["slug"] for one in (await person.ask(SHOWN))["marketplace"]["offers"]}


async def test_an_offer_from_its_draft_to_its_end(partner: Partner, person: Person) -> None:
    given = offer_input(slug="whole-life", criteria=None)
    made = (await partner.caller.ask(CREATE, i=given))["createPartnerOffer"]
    assert (made["offer"]["state"], made["offer"]["termsVersion"], made["errors"]) == ("DRAFT", 1, [])
    key = made["offer"]["id"]
    assert (await partner.caller.ask(CREATE, i=given))["createPartnerOffer"]["errors"] == [
        {"code": "OFFER_EXISTS", "field": "slug"}
    ]
    without = (await partner.caller.ask(PUBLISH, i={"id": key}))["publishPartnerOffer"]
    assert without == {"offer": None, "errors": [{"code": "OFFER_WITHOUT_ELIGIBILITY", "field": "eligibility"}]}
    assert "whole-life" not in await slugs(person)
    assert await person.send("query($id: ID!) { node(id: $id) { id } }", id=key) == {"data": {"node": None}}
    ruled = [{"kind": "MONTHLY_INCOME", "months": 3, "least": {"amount": "1000", "currency": "RUB"}}]
    changed = await partner.caller.ask(UPDATE, i={"id": key, "criteria": ruled, "titleEn": "Better"})
    assert changed["updatePartnerOffer"]["offer"] == {"title": "Better", "termsVersion": 2, "state": "DRAFT"}
    assert (await partner.caller.ask(PUBLISH, i={"id": key}))["publishPartnerOffer"]["errors"] == []
    assert "whole-life" in await slugs(person)
    empty = (await partner.caller.ask(UPDATE, i={"id": key, "criteria": []}))["updatePartnerOffer"]
    assert empty["errors"] == [{"code": "OFFER_WITHOUT_ELIGIBILITY", "field": "eligibility"}]
    gone = (await partner.caller.ask(TAKE_OFF, i={"id": key}))["withdrawPartnerOffer"]
    assert gone == {"offer": {"state": "WITHDRAWN"}, "errors": []}
    assert "whole-life" not in await slugs(person)


@pytest.mark.parametrize(
    "criterion",
    [
        {"kind": "COUNTRY", "among": ["XX"]},
        {"kind": "COUNTRY", "months": 3},
        {"kind": "TAX_REGIME", "among": ["serfdom"]},
        {"kind": "MONTHS_OF_BOOKS", "months": 25},
        {"kind": "MONTHLY_INCOME", "months": 3},
        {"kind": "MONTHLY_PROFIT", "months": 3, "least": {"amount": "0", "currency": "RUB"}},
        {"kind": "BASE_CURRENCY", "among": []},
    ],
)
async def test_rules_that_make_no_sense(partner: Partner, criterion: dict[str, object]) -> None:
    made = await partner.caller.ask(CREATE, i=offer_input(slug="nonsense", criteria=[criterion]))
    assert made["createPartnerOffer"] == {
        "offer": None,
        "errors": [{"code": "INVALID_ELIGIBILITY", "field": "eligibility"}],
    }


async def test_a_lead_through_its_states(partner: Partner, person: Person) -> None:
    offer = await partner.offer(slug="through-states")
    made = await ask_for(person, offer)
    assert made["errors"] == []
    (lead,) = await partner.leads(offerId=offer)
    assert lead["handedOver"] == [{"field": "EMAIL", "value": person.email}, {"field": "NAME", "value": "Anna"}]
    assert (lead["status"], lead["offer"]) == ("SENT", {"slug": "through-states"})
    key = lead["id"]
    refused = await partner.move(key, "WON")
    assert refused == {"lead": None, "errors": [{"code": "LEAD_STATE", "field": "to"}]}
    assert (await partner.move(key, "WITHDRAWN"))["errors"] == [{"code": "LEAD_STATE", "field": "to"}]
    for to in ("ACCEPTED", "ACCEPTED", "CONTACTED", "WON"):
        assert (await partner.move(key, to))["errors"] == []
    story = [
        {"status": "SENT", "party": "PERSON"},
        {"status": "ACCEPTED", "party": "PARTNER"},
        {"status": "CONTACTED", "party": "PARTNER"},
        {"status": "WON", "party": "PARTNER"},
    ]
    assert (await person.ask(MINE))["leads"] == [{"status": "WON", "steps": story, "offer": {"slug": "through-states"}}]
    history = (await person.ask("{ activity(first: 3) { edges { node { action } } } }"))["activity"]["edges"]
    assert [edge["node"]["action"] for edge in history] == ["lead.won", "lead.contacted", "lead.accepted"]
    told = (await person.ask("{ notifications(first: 5) { edges { node { kind } } } }"))["notifications"]["edges"]
    assert [edge["node"]["kind"] for edge in told] == ["LEAD_CHANGED"] * 3
    assert (await ask_for(person, offer))["errors"] == [{"code": "LEAD_EXISTS", "field": "offerId"}]
    taken = (await person.ask(WITHDRAW, i={"leadId": made["lead"]["id"]}))["withdrawLead"]
    assert taken["lead"]["steps"] == [*story, {"status": "WITHDRAWN", "party": "PERSON"}]
    (after,) = await partner.leads(offerId=offer)
    assert (after["status"], after["handedOver"], after["consentText"]) == ("WITHDRAWN", [], "")
    assert (await partner.move(key, "LOST"))["errors"] == [{"code": "LEAD_STATE", "field": "to"}]


async def test_a_key_and_an_index_send_a_lead_once(partner: Partner, person: Person) -> None:
    offer = await partner.offer(slug="only-once")
    keyed = await asyncio.gather(*(ask_for(person, offer, idempotencyKey="one") for _ in range(4)))
    assert [made["errors"] for made in keyed] == [[]] * 4
    assert len({made["lead"]["id"] for made in keyed}) == 1
    other = await ask_for(person, offer, idempotencyKey="one", consentText="Something else.")
    assert other["errors"] == [{"code": "IDEMPOTENCY_CONFLICT", "field": "idempotencyKey"}]
    assert len(await partner.leads(offerId=offer)) == 1


async def test_of_many_at_once_one_is_sent(partner: Partner, another: Callable[[], Awaitable[Person]]) -> None:
    person, offer = await another(), await partner.offer(slug="a-race")
    made = await asyncio.gather(*(ask_for(person, offer) for _ in range(4)))
    codes = sorted(str([error["code"] for error in one["errors"]]) for one in made)
    assert codes == ["['LEAD_EXISTS']"] * 3 + ["[]"]
    assert len(await partner.leads(offerId=offer)) == 1


async def test_withdrawing_beats_the_partner(partner: Partner, person: Person) -> None:
    """Whoever comes first: at the end it is withdrawn, and nothing of it can be read."""
    offer = await partner.offer(slug="both-at-once")
    made = await ask_for(person, offer)
    (lead,) = await partner.leads(offerId=offer)
    await asyncio.gather(
        partner.move(lead["id"], "ACCEPTED"),
        person.ask(WITHDRAW, i={"leadId": made["lead"]["id"]}),
        partner.move(lead["id"], "LOST"),
    )
    (after,) = await partner.leads(offerId=offer)
    assert (after["status"], after["handedOver"]) == ("WITHDRAWN", [])


async def test_what_is_shown_is_what_is_sent(partner: Partner, person: Person) -> None:
    offer = await partner.offer(slug="as-shown", requestedFields=["NAME", "COUNTRY"])
    shown = (await person.ask(PREVIEW, o=offer))["leadPreview"]
    assert shown["values"] == [{"field": "NAME", "value": "Anna"}, {"field": "COUNTRY", "value": None}]
    assert (await ask_for(person, offer))["errors"] == [{"code": "LEAD_VALUE_UNKNOWN", "field": "agreedFields"}]
    other = await partner.offer(slug="as-shown-too")
    stale = await ask_for(person, other, previewDigest=shown["digest"])
    assert stale["errors"] == [{"code": "PREVIEW_CHANGED", "field": "previewDigest"}]
    assert await partner.leads(offerId=other) == []


async def test_who_is_certainly_not_meant_is_refused(partner: Partner, person: Person) -> None:
    offer = await partner.offer(slug="for-others", criteria=[{"kind": "BASE_CURRENCY", "among": ["EUR"]}])
    assert (await ask_for(person, offer))["errors"] == [{"code": "NOT_ELIGIBLE", "field": "offerId"}]


async def test_leads_come_in_pages(partner: Partner, another: Callable[[], Awaitable[Person]]) -> None:
    offer = await partner.offer(slug="in-pages")
    for _ in range(3):
        await ask_for(await another(), offer)
    page = """query($f: PartnerLeadFilter, $a: String) { partnerLeads(first: 2, after: $a, filter: $f) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }"""
    first = (await partner.caller.ask(page, f={"offerId": offer}))["partnerLeads"]
    rest = (await partner.caller.ask(page, f={"offerId": offer}, a=first["pageInfo"]["endCursor"]))["partnerLeads"]
    assert (first["totalCount"], len(first["edges"]), len(rest["edges"])) == (3, 2, 1)
    assert rest["pageInfo"]["hasNextPage"] is False
    some = (await partner.caller.ask(LEADS, f={"offerId": offer, "statuses": ["WON"]}))["partnerLeads"]
    assert some == {"totalCount": 0, "edges": []}
