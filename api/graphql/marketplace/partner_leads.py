"""Leads as their partner is shown them: the type that people have, filled from what the partner may read."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.graphql.loaders import Loaders
from core.marketplace.models import LeadRow, LeadStatus
from core.marketplace.partner_leads import offers_of, steps_of


async def lend(session: AsyncSession, loaders: Loaders, leads: Sequence[LeadRow]) -> None:
    """Fill the request's loaders with what belongs to these leads, as the partner's session sees it.

    The loaders themselves read as the caller, who has no such rows. Of a withdrawn lead the sentence of the consent
    goes too: a client may have put a name into it.
    """
    steps, offers = await steps_of(session, leads), await offers_of(session, leads)
    loaders.steps_by_lead_id.prime_many({lead.id: list(steps.get(lead.id, ())) for lead in leads})
    loaders.offer_by_id.prime_many(offers)
    for lead in leads:
        session.expunge(lead)
        if lead.status is LeadStatus.WITHDRAWN:
            lead.consent_text = ""
