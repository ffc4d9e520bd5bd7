"""Looking through everybody's books once a day: what time alone brings, as a deadline, is found without an import."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select

from core.accounts.models import AccountRow
from core.db.uow import UnitOfWork
from core.identity.models import UserRow, UserStatus
from core.insights.messages import FindInsights
from core.jobs.enqueue import enqueue

BATCH: Final = 200
"""People a transaction."""


async def enqueue_daily_look(uow: UnitOfWork, today: date, after: UUID | None) -> UUID | None:
    """Have the books of one batch of people with accounts looked through, each once a day.

    Returns the last person's id, or None after the last batch. The system role's work.
    """
    has_accounts = exists().where(AccountRow.user_id == UserRow.id, AccountRow.archived_at.is_(None))
    people = await uow.session.execute(
        select(UserRow.id)
        .where(UserRow.status == UserStatus.ACTIVE, has_accounts, *([] if after is None else [UserRow.id > after]))
        .order_by(UserRow.id)
        .limit(BATCH)
    )
    ids = people.scalars().all()
    for user_id in ids:
        message = FindInsights()
        await enqueue(uow, message, user_id=user_id, deduplication_key=f"{message.name}:{user_id}:{today}")
    return ids[-1] if len(ids) == BATCH else None
