from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.clock import Clock, today
from core.db.database import ReadSession
from core.db.idempotency import claim_key
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.marketplace.eligibility import eligibility_of
from core.marketplace.errors import (
    ConsentMismatchError,
    LeadExistsError,
    LeadValueUnknownError,
    NotEligibleError,
    PreviewChangedError,
)
from core.marketplace.find_offer import open_offer
from core.marketplace.judge_offer import judge_offer
from core.marketplace.lead_values import LeadValues, lead_values
from core.marketplace.messages import LeadNews, TellPartner
from core.marketplace.models import LeadField, LeadParty, LeadRow, LeadStatus, LeadStepRow, OfferRow
from core.marketplace.standing import load_standing

MAX_CONSENT_TEXT = 2000


@dataclass(frozen=True, slots=True)
class RequestLead:
    """A person's word: which offer, which fields may be handed over, and the sentence they agreed to.

    `shown_digest` stands for the values they were shown; None where the caller showed none.
    """

    offer_id: UUID
    agreed_fields: Sequence[LeadField]
    consent_text: str
    shown_digest: str | None = None
    idempotency_key: str | None = None


async def request_lead(uow: UnitOfWork, clock: Clock, command: RequestLead) -> LeadRow:
    """Record a lead with its consent and hand it over. Nothing but the agreed fields is handed over, and once.

    Raises NotFoundError, ConsentMismatchError, NotEligibleError, LeadValueUnknownError, PreviewChangedError,
    LeadExistsError, IdempotencyConflictError.
    """
    lead_id = new_id()
    if command.idempotency_key is not None:
        earlier = await claim_key(
            uow.session,
            user_id=uow.person,
            operation="requestLead",
            key=command.idempotency_key,
            command={
                "offer": str(command.offer_id),
                "fields": sorted(field.value for field in command.agreed_fields),
                "text": command.consent_text,
                "shown": command.shown_digest,
            },
            new_result_id=lead_id,
        )
        if earlier is not None:
            return await lead_of(uow, earlier)
    offer = await open_offer(uow.session, command.offer_id)
    text = _checked_consent(offer, command)
    told = await _values_now(uow, clock, offer, command.shown_digest)
    lead = LeadRow(
        id=lead_id,
        user_id=uow.person,
        offer_id=offer.id,
        partner_id=offer.partner_id,
        terms_version=offer.terms_version,
        status=LeadStatus.SENT,
        consent_text=text,
        consented_at=clock.now(),
        changed_at=clock.now(),
        handed_over={field.value: value for field, value in told.values.items()},
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(lead)
            await uow.session.flush()
    except IntegrityError:
        raise LeadExistsError("You have asked for this offer already.", field="offerId") from None
    await take_step(uow, lead, LeadNews.SENT)
    details = {"offer": str(offer.id), "fields": sorted(offer.requested_fields)}
    uow.record(KeyAction(uow.person, "lead.requested", "lead", lead.id, uow.person, details))
    return lead


async def take_step(uow: UnitOfWork, lead: LeadRow, news: LeadNews) -> None:
    """Keep a step that the person made in the lead's history, and have the partner told of it."""
    step = LeadStepRow(
        id=new_id(),
        user_id=lead.user_id,
        lead_id=lead.id,
        status=lead.status,
        party=LeadParty.PERSON,
        created_at=lead.changed_at,
    )
    uow.session.add(step)
    await uow.session.flush()
    await enqueue(uow, TellPartner(partner_id=lead.partner_id, lead_id=lead.id, step_id=step.id, news=news))


async def lead_of(uow: UnitOfWork, lead_id: UUID, *, for_update: bool = False) -> LeadRow:
    """The person's lead. Raises NotFoundError, also for somebody else's."""
    statement = select(LeadRow).where(LeadRow.user_id == uow.person, LeadRow.id == lead_id)
    found = (await uow.session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if found is None:
        raise NotFoundError("There is no such lead.", field="leadId")
    return found


def _checked_consent(offer: OfferRow, command: RequestLead) -> str:
    if {field.value for field in command.agreed_fields} != set(offer.requested_fields):
        needed = ", ".join(offer.requested_fields)
        raise ConsentMismatchError(f"This offer needs your consent to hand over: {needed}.", field="agreedFields")
    text = command.consent_text.strip()
    if not 0 < len(text) <= MAX_CONSENT_TEXT:
        raise ConsentMismatchError("The sentence of the consent is missing.", field="consentText")
    return text


async def _values_now(uow: UnitOfWork, clock: Clock, offer: OfferRow, shown_digest: str | None) -> LeadValues:
    """What is handed over, of a person for whom the offer may be."""
    standing = await load_standing(ReadSession(uow.session, uow.person), uow.person, today(clock))
    if judge_offer(eligibility_of(offer.eligibility), standing).is_refused:
        raise NotEligibleError("What your books say does not fit this offer: see its eligibility.", field="offerId")
    told = lead_values(offer, standing)
    if told.unknown:
        missing = ", ".join(field.value for field in told.unknown)
        raise LeadValueUnknownError(f"The offer asks for what is not known of you: {missing}.", field="agreedFields")
    if shown_digest is not None and shown_digest != told.digest:
        raise PreviewChangedError(
            "What would be handed over has changed since you were shown it: look again.", field="previewDigest"
        )
    return told
