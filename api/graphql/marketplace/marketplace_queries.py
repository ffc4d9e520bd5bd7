from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowList
from api.graphql.marketplace.lead import Lead, wrap_lead
from api.graphql.marketplace.offer import Offer, Partner, wrap_offer, wrap_partner
from core.marketplace.models import LeadRow, OfferRow, PartnerRow


async def _partners(info: strawberry.Info[Context]) -> list[Partner]:
    async with info.context.read() as read:
        statement = select(PartnerRow).where(PartnerRow.is_active).order_by(PartnerRow.slug)
        return [wrap_partner(row) for row in (await read.session.execute(statement)).scalars()]


async def _offers(info: strawberry.Info[Context]) -> list[Offer]:
    async with info.context.read() as read:
        statement = select(OfferRow).where(OfferRow.is_active).order_by(OfferRow.slug, OfferRow.id)
        return [wrap_offer(row) for row in (await read.session.execute(statement)).scalars()]


@strawberry.type(description="Partners and what they offer.")
class Marketplace:
    """The marketplace."""

    partners: list[Partner] = strawberry.field(resolver=_partners, description="Active partners by name.")
    offers: list[Offer] = strawberry.field(resolver=_offers, description="Active offers by name.")


async def _marketplace() -> Marketplace:
    return Marketplace()


def _own_leads(person: UUID, _: Arguments) -> Select[tuple[LeadRow]]:
    return select(LeadRow).where(LeadRow.user_id == person).order_by(LeadRow.id.desc())


async def _leads(info: strawberry.Info[Context]) -> list[Lead]:
    async with info.context.read() as read:
        rows = (await read.session.execute(_own_leads(info.context.person, {}))).scalars()
        return [wrap_lead(row) for row in rows]


@strawberry.type
class MarketplaceQueries:
    """Reading the marketplace."""

    marketplace: Marketplace = query(Permission.SIGNED_IN, "Partners and offers.")(_marketplace)
    leads: list[Lead] = query(Permission.SIGNED_IN, "The person's leads, newest first.", RowList(_own_leads))(_leads)
