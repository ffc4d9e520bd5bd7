from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.models import UserRow
from core.identity.repository import user_by_id
from core.ids import new_id
from core.key_action import KeyAction
from core.marketplace.errors import ConsentMismatchError, LeadExistsError
from core.marketplace.models import LeadField, LeadRow, LeadStatus, OfferRow

MAX_CONSENT_TEXT = 2000


@dataclass(frozen=True, slots=True)
class RequestLead:
    """A person's word: which offer, which fields may be handed over, and the sentence they agreed to."""

    offer_id: UUID
    agreed_fields: Sequence[LeadField]
    consent_text: str


async def request_lead(uow: UnitOfWork, clock: Clock, command: RequestLead) -> LeadRow:
    """Record a lead with its consent. Nothing but the agreed fields is handed over.

    Raises NotFoundError, ConsentMismatchError, LeadExistsError.
    """
    offer = (
        await uow.session.execute(select(OfferRow).where(OfferRow.id == command.offer_id, OfferRow.is_active))
    ).scalar_one_or_none()
    if offer is None:
        raise NotFoundError("There is no such offer.", field="offerId")
    if {field.value for field in command.agreed_fields} != set(offer.requested_fields):
        needed = ", ".join(offer.requested_fields)
        raise ConsentMismatchError(f"This offer needs your consent to hand over: {needed}.", field="agreedFields")
    text = command.consent_text.strip()
    if not 0 < len(text) <= MAX_CONSENT_TEXT:
        raise ConsentMismatchError("The sentence of the consent is missing.", field="consentText")
    user = await user_by_id(uow.session, uow.person)
    lead = LeadRow(
        id=new_id(),
        user_id=uow.person,
        offer_id=offer.id,
        status=LeadStatus.SENT,
        consent_text=text,
        consented_at=clock.now(),
        handed_over={field.value: _value(user, field) for field in command.agreed_fields},
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(lead)
            await uow.session.flush()
    except IntegrityError:
        raise LeadExistsError("You have asked for this offer already.", field="offerId") from None
    details = {"offer": str(offer.id), "fields": sorted(offer.requested_fields)}
    uow.record(KeyAction(uow.person, "lead.requested", "lead", lead.id, uow.person, details))
    return lead


async def withdraw_lead(uow: UnitOfWork, clock: Clock, lead_id: UUID) -> LeadRow:
    """Take a consent back: what was handed over is erased here. Repeating it is no error. Raises NotFoundError."""
    lead = (
        await uow.session.execute(
            select(LeadRow).where(LeadRow.user_id == uow.person, LeadRow.id == lead_id).with_for_update()
        )
    ).scalar_one_or_none()
    if lead is None:
        raise NotFoundError("There is no such lead.", field="leadId")
    if lead.status is not LeadStatus.WITHDRAWN:
        lead.status = LeadStatus.WITHDRAWN
        lead.withdrawn_at = clock.now()
        lead.handed_over = {}
        uow.record(KeyAction(uow.person, "lead.withdrawn", "lead", lead.id, uow.person))
        await uow.session.flush()
    return lead


def _value(user: UserRow, field: LeadField) -> str:
    match field:
        case LeadField.NAME:
            return user.display_name
        case LeadField.EMAIL:
            return user.email
        case LeadField.BASE_CURRENCY:
            return user.base_currency
