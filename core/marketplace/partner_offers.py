"""A partner's own offers: made, changed, published, withdrawn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.ids import new_id
from core.key_action import KeyAction
from core.marketplace.eligibility import Eligibility, eligibility_of
from core.marketplace.errors import InvalidOfferError, OfferExistsError, OfferWithoutEligibilityError
from core.marketplace.models import LeadField, OfferRow, OfferState

LONGEST_TITLE: Final = 120
LONGEST_SUMMARY: Final = 600
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG: Final = 60
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class OfferText:
    """What people read: in English and in Russian. None leaves a text as it is."""

    title_en: str | None = None
    title_ru: str | None = None
    summary_en: str | None = None
    summary_ru: str | None = None


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """What a lead rests on. None leaves it as it is."""

    requested_fields: Sequence[LeadField] | None = None
    eligibility: Eligibility | None = None


async def create_offer(uow: UnitOfWork, partner_id: UUID, slug: str, text: OfferText, terms: OfferTerms) -> OfferRow:
    """Draft an offer; nobody else sees it before it is published. Raises InvalidOfferError, OfferExistsError."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise InvalidOfferError("A name has small letters, digits and single hyphens.", field="slug")
    offer = OfferRow(
        id=new_id(),
        partner_id=partner_id,
        slug=slug,
        title_en="",
        title_ru="",
        summary_en="",
        summary_ru="",
        requested_fields=[],
        state=OfferState.DRAFT,
        eligibility=(terms.eligibility or Eligibility()).model_dump(mode="json"),
    )
    _write(offer, text)
    offer.requested_fields = _checked_fields(terms.requested_fields or ())
    try:
        async with uow.session.begin_nested():
            uow.session.add(offer)
            await uow.session.flush()
    except IntegrityError:
        raise OfferExistsError("You have an offer of this name already.", field="slug") from None
    await uow.session.refresh(offer)
    _record(uow, offer, "offer.created")
    return offer


async def update_offer(uow: UnitOfWork, clock: Clock, offer_id: UUID, text: OfferText, terms: OfferTerms) -> OfferRow:
    """Change an offer. New terms hold for leads from now on; those of before rest on what they were told.

    Raises NotFoundError, InvalidOfferError, OfferWithoutEligibilityError.
    """
    offer = await own_offer(uow, offer_id)
    _write(offer, text)
    fields = offer.requested_fields if terms.requested_fields is None else _checked_fields(terms.requested_fields)
    rules = offer.eligibility if terms.eligibility is None else terms.eligibility.model_dump(mode="json")
    if (fields, rules) != (offer.requested_fields, offer.eligibility):
        offer.requested_fields, offer.eligibility = fields, rules
        offer.terms_version += 1
    if offer.state is OfferState.PUBLISHED:
        _check_published(offer)
    offer.updated_at = clock.now()
    await uow.session.flush()
    _record(uow, offer, "offer.updated")
    return offer


async def publish_offer(uow: UnitOfWork, clock: Clock, offer_id: UUID) -> OfferRow:
    """Show an offer to people. Repeating it is no error.

    Raises NotFoundError, OfferWithoutEligibilityError, InvalidOfferError.
    """
    offer = await own_offer(uow, offer_id)
    _check_published(offer)
    if offer.state is not OfferState.PUBLISHED:
        offer.state = OfferState.PUBLISHED
        offer.published_at = offer.updated_at = clock.now()
        await uow.session.flush()
        _record(uow, offer, "offer.published")
    return offer


async def withdraw_offer(uow: UnitOfWork, clock: Clock, offer_id: UUID) -> OfferRow:
    """Let nobody ask for an offer any more; leads of before go on. Repeating it is no error. Raises NotFoundError."""
    offer = await own_offer(uow, offer_id)
    if offer.state is not OfferState.WITHDRAWN:
        offer.state = OfferState.WITHDRAWN
        offer.updated_at = clock.now()
        await uow.session.flush()
        _record(uow, offer, "offer.withdrawn")
    return offer


async def own_offer(uow: UnitOfWork, offer_id: UUID) -> OfferRow:
    """An offer of the partner whose transaction it is, locked: row-level security shows no other. NotFoundError."""
    found = (
        await uow.session.execute(select(OfferRow).where(OfferRow.id == offer_id).with_for_update())
    ).scalar_one_or_none()
    if found is None:
        raise NotFoundError("There is no such offer.", field="id")
    return found


def _check_published(offer: OfferRow) -> None:
    if not eligibility_of(offer.eligibility).criteria:
        raise OfferWithoutEligibilityError("Say for whom the offer is: at least one rule.", field="eligibility")
    if not all((offer.title_en, offer.title_ru, offer.summary_en, offer.summary_ru)):
        raise InvalidOfferError("A published offer has its title and summary in both languages.", field="titleEn")
    if not offer.requested_fields:
        raise InvalidOfferError("A published offer asks for at least one field.", field="requestedFields")


def _write(offer: OfferRow, text: OfferText) -> None:
    for name, field, longest in (
        ("title_en", "titleEn", LONGEST_TITLE),
        ("title_ru", "titleRu", LONGEST_TITLE),
        ("summary_en", "summaryEn", LONGEST_SUMMARY),
        ("summary_ru", "summaryRu", LONGEST_SUMMARY),
    ):
        told = getattr(text, name)
        if told is None:
            continue
        cleaned = told.strip()
        if len(cleaned) > longest or _CONTROL.search(cleaned):
            raise InvalidOfferError(f"A text of up to {longest} characters, on one line.", field=field)
        setattr(offer, name, cleaned)


def _checked_fields(fields: Sequence[LeadField]) -> list[str]:
    return [field.value for field in LeadField if field in set(fields)]


def _record(uow: UnitOfWork, offer: OfferRow, action: str) -> None:
    """In the history of the partner's person, where there is one."""
    if uow.user_id is not None:
        details = {"slug": offer.slug, "terms_version": offer.terms_version, "state": offer.state.value}
        uow.record(KeyAction(uow.user_id, action, "offer", offer.id, uow.user_id, details))
