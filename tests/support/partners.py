"""Partners in tests: companies with an app that asks in its own name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from core.adapters.wiring import Platform
from core.ids import new_id
from core.marketplace.models import PartnerKind, PartnerRow
from tests.support.apps import App, register_app
from tests.support.people import Person

SCOPES = ["partner:offers", "partner:leads"]
CREATE = """mutation($i: CreatePartnerOfferInput!) { createPartnerOffer(input: $i) {
  offer { id slug state termsVersion criteria { kind among months least { amount currency } } }
  errors { code field } } }"""
PUBLISH = """mutation($i: PublishPartnerOfferInput!) { publishPartnerOffer(input: $i) {
  offer { state } errors { code field } } }"""
MOVE = """mutation($i: MovePartnerLeadInput!) { movePartnerLead(input: $i) {
  lead { status steps { status party } } errors { code field } } }"""
LEADS = """query($f: PartnerLeadFilter) { partnerLeads(filter: $f) { totalCount edges { node {
  id status handedOver { field value } consentText termsVersion offer { slug } steps { status party } } } } }"""
PREVIEW = "query($o: ID!) { leadPreview(offerId: $o) { digest values { field value } } }"
REQUEST = """mutation($i: RequestLeadInput!) { requestLead(input: $i) {
  lead { id status } errors { code field } } }"""
WITHDRAW = """mutation($i: WithdrawLeadInput!) { withdrawLead(input: $i) {
  lead { status handedOver { value } steps { status party } } errors { code } } }"""
LEAST = [{"kind": "BASE_CURRENCY", "among": ["RUB"]}]


@dataclass
class Partner:
    """A company; `caller` is its app with a token of its own."""

    id: UUID
    slug: str
    app: App
    caller: Person

    async def offer(self, **given: Any) -> str:
        """The id of a new published offer."""
        made = (await self.caller.ask(CREATE, i=offer_input(**given)))["createPartnerOffer"]
        assert made["errors"] == [], made
        key: str = made["offer"]["id"]
        shown = (await self.caller.ask(PUBLISH, i={"id": key}))["publishPartnerOffer"]
        assert shown == {"offer": {"state": "PUBLISHED"}, "errors": []}
        return key

    async def leads(self, **wanted: Any) -> list[dict[str, Any]]:
        edges = (await self.caller.ask(LEADS, f=wanted))["partnerLeads"]["edges"]
        return [edge["node"] for edge in edges]

    async def move(self, lead: str, to: str) -> Mapping[str, Any]:
        moved: dict[str, Any] = (await self.caller.ask(MOVE, i={"leadId": lead, "to": to}))["movePartnerLead"]
        return moved


def offer_input(**given: Any) -> dict[str, Any]:
    return {
        "slug": "an-offer",
        "titleEn": "An offer",
        "titleRu": "Предложение",
        "summaryEn": "What it is.",
        "summaryRu": "Что это.",
        "requestedFields": ["NAME", "EMAIL"],
        "criteria": LEAST,
    } | given


async def make_partner(
    platform: Platform, client: httpx.AsyncClient, *, member: UUID | None = None, scopes: list[str] | None = None
) -> Partner:
    """A company with its app, and perhaps a person whose webhooks are told."""
    asked = scopes or SCOPES
    app = await register_app(platform, client, redirectUris=[], scopes=[], serviceScopes=asked)
    key, slug = new_id(), f"p-{new_id().hex[-12:]}"
    async with platform.database.system_unit_of_work() as uow:
        uow.session.add(
            PartnerRow(
                id=key,
                slug=slug,
                name="A company",
                kind=PartnerKind.LEGAL,
                about_en="",
                about_ru="",
                client_id=UUID(app.client_id),
                member_id=member,
            )
        )
    token = (await app.token(grant_type="client_credentials", scope=" ".join(asked))).json()["access_token"]
    return Partner(key, slug, app, Person(client, token))


async def ask_for(person: Person, offer: str, **given: Any) -> dict[str, Any]:
    """Look at what is handed over, agree, and have it sent."""
    shown = (await person.ask(PREVIEW, o=offer))["leadPreview"]
    values = {
        "offerId": offer,
        "agreedFields": [one["field"] for one in shown["values"]],
        "consentText": "They may have this.",
        "previewDigest": shown["digest"],
    } | given
    made: dict[str, Any] = (await person.ask(REQUEST, i=values))["requestLead"]
    return made
