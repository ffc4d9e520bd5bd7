from typing import Annotated, Final

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, by_time, narrowed, ordering_of
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.marketplace.lead import Lead, wrap_lead
from api.graphql.marketplace.offer import Offer, wrap_offer
from api.graphql.marketplace.partner_caller import calling_partner
from api.graphql.marketplace.partner_leads import lend
from core.db.keyset import Page, count_rows, fetch_page
from core.db.partner_scope import read_as_partner
from core.marketplace.models import LeadRow, LeadStatus, OfferRow, OfferState
from core.marketplace.partner_leads import leads_of_partner

OFFER_ORDERS: Final = by_time(OfferRow.created_at, OfferRow.id)
LEAD_ORDERS: Final = by_time(LeadRow.created_at, LeadRow.id)


@strawberry.input(description="Which of a partner's offers to show. What is left out is left open.")
class PartnerOfferFilter:
    """Filter of a partner's offers."""

    states: list[OfferState] | None = strawberry.field(default=None, description="In one of these states.")


@strawberry.input(description="Which of a partner's leads to show. What is left out is left open.")
class PartnerLeadFilter:
    """Filter of a partner's leads."""

    statuses: list[LeadStatus] | None = strawberry.field(default=None, description="That stand so.")
    offer_id: strawberry.ID | None = strawberry.field(default=None, description="Of this offer.")


async def _partner_offers(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[PartnerOfferFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Offer]:
    partner, database = await calling_partner(info), info.context.platform.database
    wanted = filter or PartnerOfferFilter()
    own = select(OfferRow).where(OfferRow.partner_id == partner.id)
    statement = narrowed(own, (wanted.states, OfferRow.state))
    async with read_as_partner(database, partner.id) as read:
        found = await fetch_page(read.session, statement, ordering_of(OFFER_ORDERS, order_by), Page(first, after))

    async def count() -> int:
        async with read_as_partner(database, partner.id) as read:
            return await count_rows(read.session, statement)

    return Connection[Offer].of(found, wrap_offer, count)


async def _partner_leads(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[PartnerLeadFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Lead]:
    partner, database = await calling_partner(info), info.context.platform.database
    wanted = filter or PartnerLeadFilter()
    offer_id = None if wanted.offer_id is None else decode_id(wanted.offer_id, "Offer", "offerId")
    statement = leads_of_partner(partner.id, wanted.statuses, offer_id)
    async with read_as_partner(database, partner.id) as read:
        found = await fetch_page(read.session, statement, ordering_of(LEAD_ORDERS, order_by), Page(first, after))
        await lend(read.session, info.context.loaders, found.rows)

    async def count() -> int:
        async with read_as_partner(database, partner.id) as read:
            return await count_rows(read.session, statement)

    return Connection[Lead].of(found, wrap_lead, count)


@strawberry.type
class PartnerQueries:
    """What a partner sees."""

    partner_offers: Connection[Offer] = query(
        Permission.PARTNER_OFFERS, "The offers of the partner that the caller speaks for, drafts too."
    )(_partner_offers)
    partner_leads: Connection[Lead] = query(
        Permission.PARTNER_LEADS,
        "The leads made for the partner that the caller speaks for: of people what they handed over, and of a "
        "withdrawn one nothing.",
    )(_partner_leads)
