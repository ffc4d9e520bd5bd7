from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.marketplace.lead_states import check_move
from core.marketplace.messages import LeadNews, TellPartner
from core.marketplace.models import LeadParty, LeadRow, LeadStatus
from core.marketplace.request_lead import lead_of, take_step
from core.marketplace.tell_partner import tell_partner


async def withdraw_lead(uow: UnitOfWork, clock: Clock, lead_id: UUID) -> LeadRow:
    """Take a consent back: what was handed over is erased here, and the partner is asked to erase it too.

    Repeating it is no error. Raises NotFoundError.
    """
    lead = await lead_of(uow, lead_id, for_update=True)
    if lead.status is not LeadStatus.WITHDRAWN:
        check_move(LeadParty.PERSON, lead.status, LeadStatus.WITHDRAWN)
        lead.status = LeadStatus.WITHDRAWN
        lead.withdrawn_at = lead.changed_at = clock.now()
        lead.handed_over = {}
        await uow.session.flush()
        await take_step(uow, lead, LeadNews.WITHDRAWN)
        uow.record(KeyAction(uow.person, "lead.withdrawn", "lead", lead.id, uow.person))
    return lead


async def withdraw_leads_of(uow: UnitOfWork, clock: Clock, person: UUID) -> Sequence[UUID]:
    """Take back all consents of somebody whose account is being erased; their partners are asked to erase.

    Needs the system role. The events are written here and now: the person's own jobs and rows go soon. Returns the ids
    of the leads that were taken back.
    """
    live = select(LeadRow).where(LeadRow.user_id == person, LeadRow.status != LeadStatus.WITHDRAWN)
    leads = (await uow.session.execute(live.order_by(LeadRow.id).with_for_update())).scalars().all()
    for lead in leads:
        lead.status = LeadStatus.WITHDRAWN
        lead.withdrawn_at = lead.changed_at = clock.now()
        lead.handed_over = {}
        news = TellPartner(partner_id=lead.partner_id, lead_id=lead.id, step_id=new_id(), news=LeadNews.WITHDRAWN)
        await tell_partner(uow, news)
    await uow.session.flush()
    return [lead.id for lead in leads]
