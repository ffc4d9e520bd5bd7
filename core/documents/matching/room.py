"""How much of a payment is still to be accounted for."""

from uuid import UUID

from sqlalchemy import func, select

from core.accounts.models import TransactionRow
from core.db.uow import UnitOfWork
from core.documents.errors import PaymentCoveredError
from core.documents.matching.models import DocumentMatchRow, MatchStatus
from core.documents.models import DocumentRow


async def room_in(uow: UnitOfWork, payment: TransactionRow, document: DocumentRow) -> int:
    """Minor units of a payment that no other confirmed document accounts for. The person's lock must be held.

    Zero where documents of another kind account for all of it: an act beside the receipt of one payment documents the
    same money again, and is tied with an amount of nothing. Raises PaymentCoveredError where one of this kind does.
    """
    others = (
        await uow.session.execute(
            select(DocumentRow.kind, func.sum(DocumentMatchRow.amount_minor))
            .join_from(
                DocumentMatchRow,
                DocumentRow,
                (DocumentRow.user_id == DocumentMatchRow.user_id) & (DocumentRow.id == DocumentMatchRow.document_id),
            )
            .where(
                DocumentMatchRow.user_id == uow.person,
                DocumentMatchRow.transaction_id == payment.id,
                DocumentMatchRow.document_id != document.id,
                DocumentMatchRow.status == MatchStatus.CONFIRMED,
            )
            .group_by(DocumentRow.kind)
        )
    ).all()
    left = abs(payment.amount_minor) - sum(int(minor) for _, minor in others)
    if left <= 0 and document.kind in {kind for kind, _ in others}:
        raise PaymentCoveredError("Other documents account for all of this payment.", field="transactionId")
    return max(0, left)


async def amounts_of(uow: UnitOfWork, document_id: UUID) -> int:
    """Minor units of all payments that are confirmed for a document."""
    found = await uow.session.execute(
        select(func.coalesce(func.sum(DocumentMatchRow.amount_minor), 0)).where(
            DocumentMatchRow.user_id == uow.person,
            DocumentMatchRow.document_id == document_id,
            DocumentMatchRow.status == MatchStatus.CONFIRMED,
        )
    )
    return int(found.scalar_one())
