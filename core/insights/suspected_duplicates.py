"""Movements that may be in the books twice, as importing suggested them."""

from uuid import UUID

from sqlalchemy import cast, exists, literal, select, update
from sqlalchemy.types import Text

from core.accounts.models import LinkKind, LinkStatus, TransactionLinkRow, TransactionRow
from core.clock import Clock
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.insights.models import InsightKind, InsightRow
from core.insights.noticed import Noticed

MOST = 100
_PREFIX = "duplicate_suspected:"


async def suspected_duplicates(read: ReadSession, user_id: UUID) -> list[Noticed]:
    """The newest suggestions that wait for the person's word; each is about the row that came second."""
    rows = (
        await read.session.execute(
            select(TransactionLinkRow.id.label("link_id"), TransactionRow)
            .join(TransactionRow, TransactionRow.id == TransactionLinkRow.to_id)
            .where(
                TransactionLinkRow.user_id == user_id,
                TransactionRow.user_id == user_id,
                TransactionLinkRow.kind == LinkKind.DUPLICATE,
                TransactionLinkRow.status == LinkStatus.SUGGESTED,
                TransactionRow.deleted_at.is_(None),
            )
            .order_by(TransactionLinkRow.created_at.desc(), TransactionLinkRow.id.desc())
            .limit(MOST)
        )
    ).tuples()
    return [
        Noticed(
            InsightKind.DUPLICATE_SUSPECTED,
            f"{_PREFIX}{link_id}",
            row.account_id,
            (row.counterparty or row.description).strip(),
            row.booked_on,
            row.amount_minor,
            row.currency,
            transaction_id=row.id,
        )
        for link_id, row in rows
    ]


async def dismiss_decided(uow: UnitOfWork, clock: Clock) -> None:
    """Take back what the person has decided meanwhile."""
    waits = exists().where(
        TransactionLinkRow.user_id == uow.person,
        literal(_PREFIX) + cast(TransactionLinkRow.id, Text) == InsightRow.key,
        TransactionLinkRow.status == LinkStatus.SUGGESTED,
    )
    await uow.session.execute(
        update(InsightRow)
        .where(
            InsightRow.user_id == uow.person,
            InsightRow.kind == InsightKind.DUPLICATE_SUSPECTED,
            InsightRow.dismissed_at.is_(None),
            ~waits,
        )
        .values(dismissed_at=(now := clock.now()), acted_at=now)
        .execution_options(synchronize_session=False)
    )
