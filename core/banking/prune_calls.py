from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from core.banking.sync_models import BankCallRow
from core.clock import Clock
from core.db.uow import UnitOfWork

KEPT: Final = timedelta(days=90)
BATCH: Final = 5_000


async def prune_calls(uow: UnitOfWork, clock: Clock) -> int:
    """Drop a batch of the status log that is older than 90 days. Returns how many entries went."""
    old = select(BankCallRow.id).where(BankCallRow.at < clock.now() - KEPT).order_by(BankCallRow.at).limit(BATCH)
    gone = await uow.session.execute(
        delete(BankCallRow)
        .where(BankCallRow.id.in_(old))
        .returning(BankCallRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.scalars().all())
