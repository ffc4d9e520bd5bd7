"""Leads as the partner sees them: only its own, and of a withdrawn one nothing that was handed over."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.marketplace.models import LeadRow, LeadStatus, LeadStepRow, OfferRow


def leads_of_partner(
    partner_id: UUID, statuses: Sequence[LeadStatus] | None = None, offer_id: UUID | None = None
) -> Select[tuple[LeadRow]]:
    """A partner's leads. To be read as the partner: the database holds the same line."""
    statement = select(LeadRow).where(LeadRow.partner_id == partner_id)
    if statuses is not None:
        statement = statement.where(LeadRow.status.in_(statuses))
    return statement if offer_id is None else statement.where(LeadRow.offer_id == offer_id)


async def steps_of(session: AsyncSession, leads: Sequence[LeadRow]) -> Mapping[UUID, Sequence[LeadStepRow]]:
    """The histories of these leads, each oldest first."""
    statement = (
        select(LeadStepRow)
        .where(
            LeadStepRow.user_id.in_({lead.user_id for lead in leads}),
            LeadStepRow.lead_id.in_([lead.id for lead in leads]),
        )
        .order_by(LeadStepRow.created_at, LeadStepRow.id)
    )
    found: dict[UUID, list[LeadStepRow]] = defaultdict(list)
    for step in (await session.execute(statement)).scalars() if leads else ():
        found[step.lead_id].append(step)
    return found


async def offers_of(session: AsyncSession, leads: Sequence[LeadRow]) -> Mapping[UUID, OfferRow]:
    """The offers of these leads, by their ids."""
    if not leads:
        return {}
    rows = await session.execute(select(OfferRow).where(OfferRow.id.in_({lead.offer_id for lead in leads})))
    return {offer.id: offer for offer in rows.scalars()}
