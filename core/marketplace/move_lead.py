from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.database import Database
from core.db.partner_scope import read_as_partner, work_as_partner
from core.errors import NotFoundError
from core.ids import new_id
from core.key_action import KeyAction, Origin
from core.marketplace.lead_states import check_move
from core.marketplace.models import LeadParty, LeadRow, LeadStatus, LeadStepRow


@dataclass(frozen=True, slots=True)
class MoveLead:
    """A partner's word on where a lead stands."""

    lead_id: UUID
    to: LeadStatus


async def move_lead(
    database: Database, clock: Clock, partner_id: UUID, command: MoveLead, origin: Origin | None = None
) -> LeadRow:
    """Note where a lead of the partner's stands; the person sees it, and their webhooks are told.

    Saying again what is so already is no error and no step. The row is locked before it is looked at: a person who
    takes the consent back at the same moment is not overruled. Raises NotFoundError, LeadStateError.
    """
    async with read_as_partner(database, partner_id) as read:
        whose = select(LeadRow.user_id).where(LeadRow.partner_id == partner_id, LeadRow.id == command.lead_id)
        person = (await read.session.execute(whose)).scalar_one_or_none()
    if person is None:
        raise NotFoundError("There is no such lead.", field="leadId")
    async with work_as_partner(database, partner_id, person, origin) as uow:
        held = select(LeadRow).where(
            LeadRow.user_id == person, LeadRow.id == command.lead_id, LeadRow.partner_id == partner_id
        )
        lead = (await uow.session.execute(held.with_for_update())).scalar_one_or_none()
        if lead is None:
            raise NotFoundError("There is no such lead.", field="leadId")
        before = lead.status
        if before is command.to:
            return lead
        check_move(LeadParty.PARTNER, before, command.to)
        lead.status, lead.changed_at = command.to, clock.now()
        await uow.session.flush()
        uow.session.add(
            LeadStepRow(
                id=new_id(),
                user_id=person,
                lead_id=lead.id,
                status=command.to,
                party=LeadParty.PARTNER,
                created_at=lead.changed_at,
            )
        )
        details = {"partner": str(partner_id), "before": before.value, "after": command.to.value}
        uow.record(KeyAction(person, f"lead.{command.to.value}", "lead", lead.id, None, details))
        return lead
