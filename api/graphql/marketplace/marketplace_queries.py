from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowList
from api.graphql.marketplace.lead import Lead, wrap_lead
from api.graphql.marketplace.offer import Offer, Partner, wrap_offer, wrap_partner
from core.clock import today
from core.marketplace.eligibility import eligibility_of
from core.marketplace.find_offer import open_offers
from core.marketplace.judge_offer import judge_offer
from core.marketplace.models import LeadRow, OfferRow, PartnerRow
from core.marketplace.rank_offers import rank_offers


async def _partners(info: strawberry.Info[Context]) -> list[Partner]:
    async with info.context.read() as read:
        statement = select(PartnerRow).where(PartnerRow.is_active).order_by(PartnerRow.slug)
        return [wrap_partner(row) for row in (await read.session.execute(statement)).scalars()]


async def _offers(info: strawberry.Info[Context]) -> list[Offer]:
    """Ranked for the person; for an app, which may not know of their income, in the order of names."""
    context = info.context
    async with context.read() as read:
        rows = (await read.session.execute(open_offers().order_by(OfferRow.slug, OfferRow.id))).scalars().all()
    if rows and context.actor is not None and context.actor.app is None:
        standing = await context.loaders.standing_on.load(today(context.platform.clock))
        rows = rank_offers([(row, judge_offer(eligibility_of(row.eligibility), standing)) for row in rows])
    return [wrap_offer(row) for row in rows]


@strawberry.type(description="Partners and what they offer.")
class Marketplace:
    """The marketplace."""

    partners: list[Partner] = strawberry.field(resolver=_partners, description="Active partners by name.")
    offers: list[Offer] = strawberry.field(
        resolver=_offers,
        description="Offers that can be asked for, those first that are for the person: docs/marketplace.md has the "
        "rule, which nobody can pay to change. For apps by name.",
    )


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

    marketplace: Marketplace = query(Permission.OFFERS_READ, "Partners and offers.")(_marketplace)
    leads: list[Lead] = query(Permission.LEADS_READ, "The person's leads, newest first.", RowList(_own_leads))(_leads)
