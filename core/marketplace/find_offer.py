"""Offers as people find them."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFoundError
from core.marketplace.models import OfferRow, OfferState, PartnerRow


def open_offers() -> Select[tuple[OfferRow]]:
    """Offers that can be asked for now."""
    return (
        select(OfferRow)
        .join(PartnerRow, PartnerRow.id == OfferRow.partner_id)
        .where(OfferRow.state == OfferState.PUBLISHED, OfferRow.is_active, PartnerRow.is_active)
    )


async def open_offer(session: AsyncSession, offer_id: UUID) -> OfferRow:
    """One of them. Raises NotFoundError."""
    found = (await session.execute(open_offers().where(OfferRow.id == offer_id))).scalar_one_or_none()
    if found is None:
        raise NotFoundError("There is no such offer.", field="offerId")
    return found
