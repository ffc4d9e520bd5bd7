"""A person's word on which payment a document is of."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, or_, select

from core.accounts.repository import transaction_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.documents.matching.lock_matching import lock_matching
from core.documents.matching.models import DocumentMatchRow, MatchStatus
from core.documents.matching.room import room_in
from core.documents.messages import MatchDocuments
from core.documents.repository import document_of
from core.errors import NotFoundError
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.receipt_matcher import MatchKind

UNDECIDED = (MatchStatus.SUGGESTED, MatchStatus.AUTOMATIC)


async def decide_match(uow: UnitOfWork, clock: Clock, match_id: UUID, *, belongs: bool) -> DocumentMatchRow:
    """Confirm or reject a match, whoever made it. What is one of a sum is confirmed with the rest of the sum.

    A rejected pair is remembered and never offered again. Deciding the same again is no error. Raises NotFoundError,
    PaymentCoveredError.
    """
    await lock_matching(uow)
    match = await _match_of(uow, match_id)
    if not belongs:
        return await reject(uow, clock, match)
    for row in await _together(uow, match):
        await confirm(uow, clock, row)
    return match


async def confirm(uow: UnitOfWork, clock: Clock, match: DocumentMatchRow) -> None:
    """Tie for good, within what is left of the payment. The person's lock must be held. Raises PaymentCoveredError."""
    document = await document_of(uow.session, uow.person, match.document_id)
    payment = await transaction_of(uow.session, uow.person, match.transaction_id)
    match.amount_minor = min(match.amount_minor, await room_in(uow, payment, document))
    match.status, match.decided_at = MatchStatus.CONFIRMED, clock.now()
    await uow.session.flush()
    await _drop_rivals(uow, match)
    await _close(uow, match)


async def reject(uow: UnitOfWork, clock: Clock, match: DocumentMatchRow) -> DocumentMatchRow:
    """Untie for good. The person's lock must be held."""
    if match.group_id is not None:
        await uow.session.execute(
            delete(DocumentMatchRow).where(
                DocumentMatchRow.user_id == uow.person,
                DocumentMatchRow.group_id == match.group_id,
                DocumentMatchRow.id != match.id,
                DocumentMatchRow.status.in_(UNDECIDED),
            )
        )
    match.status, match.decided_at, match.group_id = MatchStatus.REJECTED, clock.now(), None
    await _close(uow, match)
    return match


async def _close(uow: UnitOfWork, match: DocumentMatchRow) -> None:
    """Write it into the history, and have the rest thought over with what was learned."""
    await uow.session.flush()
    details = {"status": match.status.value, "document": str(match.document_id), "payment": str(match.transaction_id)}
    uow.record(KeyAction(uow.person, "document.matched", "document_match", match.id, uow.person, details))
    await enqueue(uow, MatchDocuments())


async def _drop_rivals(uow: UnitOfWork, match: DocumentMatchRow) -> None:
    """Other guesses about this document, and about this payment, end; what still fits is found again at once."""
    same_paper = DocumentMatchRow.document_id == match.document_id
    same_payment = DocumentMatchRow.transaction_id == match.transaction_id
    grouped = DocumentMatchRow.group_id.is_distinct_from(match.group_id) | DocumentMatchRow.group_id.is_(None)
    await uow.session.execute(
        delete(DocumentMatchRow).where(
            DocumentMatchRow.user_id == uow.person,
            DocumentMatchRow.id != match.id,
            DocumentMatchRow.status.in_(UNDECIDED),
            or_(same_paper, same_payment),
            grouped,
        )
    )


async def _together(uow: UnitOfWork, match: DocumentMatchRow) -> Sequence[DocumentMatchRow]:
    """The match, and those of its sum, in one order everywhere."""
    is_in_sum = match.group_id is not None and match.kind in (MatchKind.PART_OF_PAPER, MatchKind.PART_OF_PAYMENT)
    if not is_in_sum or match.status not in UNDECIDED:
        return [match]
    statement = select(DocumentMatchRow).where(
        DocumentMatchRow.user_id == uow.person, DocumentMatchRow.group_id == match.group_id
    )
    return (await uow.session.execute(statement.order_by(DocumentMatchRow.id).with_for_update())).scalars().all()


async def _match_of(uow: UnitOfWork, match_id: UUID) -> DocumentMatchRow:
    statement = select(DocumentMatchRow).where(DocumentMatchRow.user_id == uow.person, DocumentMatchRow.id == match_id)
    match = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if match is None:
        raise NotFoundError("There is no such match.", field="id")
    return match
