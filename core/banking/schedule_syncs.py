"""Asking for the reads that are due by the clock."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from core.banking.messages import SyncBankUnattended
from core.banking.models import BankConnectionRow, ConnectionStatus
from core.db.uow import UnitOfWork
from core.identity.models import UserRow, UserStatus
from core.ids import JobId
from core.jobs.enqueue import enqueue

BATCH: Final = 500
AT_LATEST: Final = timedelta(days=1)
"""When a connection's turn comes again if its sync, whose end sets the next turn, should never end."""


async def enqueue_due_syncs(uow: UnitOfWork, now: datetime) -> list[JobId]:
    """Enqueue one batch of due reads; two schedulers take different rows. The system role's work."""
    rows = (
        await uow.session.execute(
            select(BankConnectionRow)
            .join(UserRow, UserRow.id == BankConnectionRow.user_id)
            .where(
                BankConnectionRow.status == ConnectionStatus.ACTIVE,
                BankConnectionRow.next_sync_at <= now,
                UserRow.status == UserStatus.ACTIVE,
            )
            .order_by(BankConnectionRow.next_sync_at)
            .limit(BATCH)
            .with_for_update(of=BankConnectionRow, skip_locked=True)
        )
    ).scalars()
    added: list[JobId] = []
    for row in rows:
        row.next_sync_at = now + AT_LATEST
        job_id = await enqueue(uow, SyncBankUnattended(connection_id=row.id), user_id=row.user_id)
        if job_id is not None:
            added.append(job_id)
    return added
