from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.db.uow import UnitOfWork
from core.marketplace.messages import LeadNews, TellPartner
from core.marketplace.models import PartnerRow
from core.webhooks.event_kind import EventKind
from core.webhooks.write_event import write_event_once

_KINDS: Final = {
    LeadNews.SENT: EventKind.PARTNER_LEAD_SENT,
    LeadNews.WITHDRAWN: EventKind.PARTNER_LEAD_WITHDRAWN,
}


async def tell_partner(uow: UnitOfWork, message: TellPartner) -> None:
    """Write the event for the webhooks of the partner's person; a partner without one reads its leads by the API.

    Needs the system role: the event is another person's than the lead. Repeating it writes nothing new, since the step
    of the lead's history lends the event its id.
    """
    member = (
        await uow.session.execute(select(PartnerRow.member_id).where(PartnerRow.id == message.partner_id))
    ).scalar_one_or_none()
    if isinstance(member, UUID):
        await write_event_once(uow, message.step_id, member, _KINDS[message.news], message.lead_id)
