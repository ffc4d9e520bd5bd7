from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.messages import LinkTransactions
from core.accounts.models import BookSettingsRow
from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


async def pairs_transfers(session: AsyncSession, user_id: UUID) -> bool:
    """Whether transfers between the person's own accounts are paired; so by default."""
    chosen = select(BookSettingsRow.pairs_transfers).where(BookSettingsRow.user_id == user_id)
    choice = (await session.execute(chosen)).scalar_one_or_none()
    return choice is None or choice


async def choose_pairing(uow: UnitOfWork, *, wanted: bool) -> None:
    """Switch pairing on or off. Pairs that were found stay; switched on, it looks at all the books again."""
    values = {"user_id": uow.person, "pairs_transfers": wanted}
    put = insert(BookSettingsRow).values(values)
    await uow.session.execute(put.on_conflict_do_update(index_elements=["user_id"], set_={"pairs_transfers": wanted}))
    if wanted:
        await enqueue(uow, LinkTransactions())
    details = {"pairs_transfers": wanted}
    uow.record(KeyAction(uow.person, "books.settings_changed", "user", uow.person, uow.person, details))
