"""A person's word on what belongs together."""

from uuid import UUID

from sqlalchemy import delete, or_, select

from core.accounts.hand_over import hand_over
from core.accounts.linking.pair_transfers import CATEGORISE, UNCATEGORISE, sort_by_pair
from core.accounts.messages import CategoriseTransactions
from core.accounts.models import (
    LinkKind,
    LinkStatus,
    TransactionLinkRow,
    TransactionSightingRow,
)
from core.accounts.move_receipts import move_receipts
from core.accounts.refresh_balance import refresh_balance
from core.accounts.repository import account_of, transaction_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


async def decide_link(uow: UnitOfWork, clock: Clock, link_id: UUID, *, belongs: bool) -> TransactionLinkRow:
    """Confirm or reject a link, suggested or automatic. Raises NotFoundError.

    A confirmed duplicate leaves one row in the books, with the person's own words and category; a rejected pair is
    remembered and never offered again.
    """
    link = await _link_of(uow, link_id)
    if not belongs and link.kind is LinkKind.TRANSFER:
        await _sort_again(uow, link)
    link.status = LinkStatus.CONFIRMED if belongs else LinkStatus.REJECTED
    link.decided_at = clock.now()
    if belongs and link.kind is LinkKind.TRANSFER:
        await _drop_rivals(uow, link)
    await uow.session.flush()
    if belongs and link.kind is LinkKind.TRANSFER:
        await sort_by_pair(uow, CATEGORISE)
    if belongs and link.kind in (LinkKind.DUPLICATE, LinkKind.SETTLEMENT):
        await _fold(uow, clock, link)
    details = {"kind": link.kind.value, "status": link.status.value}
    uow.record(KeyAction(uow.person, "transactions.linked", "transaction_link", link.id, uow.person, details))
    await uow.session.flush()
    return link


async def _link_of(uow: UnitOfWork, link_id: UUID) -> TransactionLinkRow:
    statement = select(TransactionLinkRow).where(
        TransactionLinkRow.user_id == uow.person, TransactionLinkRow.id == link_id
    )
    link = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if link is None:
        raise NotFoundError("There is no such link.", field="id")
    return link


async def _sort_again(uow: UnitOfWork, link: TransactionLinkRow) -> None:
    """What the pair made of its two sides is undone: they are to be sorted as any other movement."""
    await sort_by_pair(uow, UNCATEGORISE, [link.from_id, link.to_id])
    await enqueue(uow, CategoriseTransactions())


async def _drop_rivals(uow: UnitOfWork, link: TransactionLinkRow) -> None:
    """A movement is in one transfer: other pairs with either side end."""
    sides = [link.from_id, link.to_id]
    await uow.session.execute(
        delete(TransactionLinkRow).where(
            TransactionLinkRow.user_id == uow.person,
            TransactionLinkRow.kind == LinkKind.TRANSFER,
            TransactionLinkRow.id != link.id,
            TransactionLinkRow.status != LinkStatus.REJECTED,
            or_(TransactionLinkRow.from_id.in_(sides), TransactionLinkRow.to_id.in_(sides)),
        )
    )


async def _fold(uow: UnitOfWork, clock: Clock, link: TransactionLinkRow) -> None:
    """Two rows of one payment: a duplicate's first stays, a settlement's booked one does.

    The other leaves the books as a deleted row does: its source is still recognised and brings it back no more.
    """
    first = await transaction_of(uow.session, uow.person, link.from_id, for_update=True)
    second = await transaction_of(uow.session, uow.person, link.to_id, for_update=True)
    kept, gone = (first, second) if link.kind is LinkKind.DUPLICATE else (second, first)
    hand_over(kept, gone)
    await move_receipts(uow.session, uow.person, kept.id, gone.id)
    gone.deleted_at = gone.deleted_at or clock.now()
    for row in (kept, gone):
        uow.touch(row.account_id, row.id)
    if gone.source_id is not None and gone.source_id != kept.source_id:
        values = {"user_id": uow.person, "transaction_id": kept.id, "source_id": gone.source_id}
        if await uow.session.get(TransactionSightingRow, tuple(values.values())) is None:
            uow.session.add(TransactionSightingRow(**values, source=gone.source))
    account = await account_of(uow.session, uow.person, gone.account_id, for_update=True)
    await refresh_balance(uow, account, None, None)
