"""Tying a document to a payment by hand, and untying it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.accounts.errors import DeletedError
from core.accounts.models import TransactionRow
from core.accounts.repository import transaction_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.documents.errors import PaymentCoveredError
from core.documents.matching.decide_match import confirm, reject
from core.documents.matching.lock_matching import lock_matching
from core.documents.matching.models import DocumentMatchRow, MatchStatus
from core.documents.matching.room import amounts_of, room_in
from core.documents.models import DocumentRow
from core.documents.repository import document_of
from core.errors import NotFoundError
from core.ids import new_id
from core.money import Currency, Money, MoneyError
from core.ports.receipt_matcher import MatchKind

MOST_TIP: Final = Decimal("1.35")
"""A payment that is larger by more is of other documents too."""


@dataclass(frozen=True, slots=True)
class LinkDocument:
    """A document and a payment that belong together. `amount`, in major units, is the part of the payment; or all."""

    document_id: UUID
    transaction_id: UUID
    amount: Decimal | None = None


async def link_document(uow: UnitOfWork, clock: Clock, command: LinkDocument) -> DocumentMatchRow:
    """Tie by hand; also what was rejected before. Repeating it changes nothing but the amount.

    Raises NotFoundError, DeletedError, MoneyError, PaymentCoveredError.
    """
    await lock_matching(uow)
    document = await document_of(uow.session, uow.person, command.document_id)
    payment = await transaction_of(uow.session, uow.person, command.transaction_id)
    if payment.deleted_at is not None:
        raise DeletedError("The transaction is deleted. Restore it first.", field="transactionId")
    match = await _pair(uow, document.id, payment.id)
    if match is None:
        match = DocumentMatchRow(id=new_id(), user_id=uow.person, document_id=document.id, transaction_id=payment.id)
        uow.session.add(match)
    room = await room_in(uow, payment, document)
    match.kind, match.score, match.currency = MatchKind.BY_HAND, Decimal(1), payment.currency
    match.group_id = match.model_version = None
    if command.amount is None:
        match.amount_minor = await _usual_part(uow, document, payment, match, room)
    else:
        match.amount_minor = _given_part(command.amount, payment.currency, room)
    match.status = MatchStatus.CONFIRMED
    await confirm(uow, clock, match)
    return match


async def unlink_document(uow: UnitOfWork, clock: Clock, document_id: UUID, transaction_id: UUID) -> DocumentMatchRow:
    """Untie; the pair is never offered again. Repeating it is no error. Raises NotFoundError."""
    await lock_matching(uow)
    match = await _pair(uow, document_id, transaction_id)
    if match is None:
        raise NotFoundError("This document and this payment are not linked.", field="transactionId")
    return await reject(uow, clock, match)


async def _pair(uow: UnitOfWork, document_id: UUID, transaction_id: UUID) -> DocumentMatchRow | None:
    statement = select(DocumentMatchRow).where(
        DocumentMatchRow.user_id == uow.person,
        DocumentMatchRow.document_id == document_id,
        DocumentMatchRow.transaction_id == transaction_id,
    )
    return (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()


def _given_part(amount: Decimal, currency: str, room: int) -> int:
    minor = Money.from_decimal(amount, Currency(currency)).minor
    if minor <= 0:
        raise MoneyError("The part of a payment is more than nothing.", field="amount")
    if minor > room:
        left = Money(room, Currency(currency)).amount
        raise PaymentCoveredError(f"Of this payment {left} {currency} are left.", field="amount")
    return minor


async def _usual_part(
    uow: UnitOfWork, document: DocumentRow, payment: TransactionRow, match: DocumentMatchRow, room: int
) -> int:
    """All that is left of the payment, unless the document says so much less that other documents must follow."""
    if document.total_minor is None or document.currency != payment.currency:
        return room
    paid = await amounts_of(uow, document.id)
    already = match.amount_minor if match.status is MatchStatus.CONFIRMED else 0
    asked = document.total_minor - paid + already
    return min(room, asked) if asked > 0 and asked * MOST_TIP < room else room
