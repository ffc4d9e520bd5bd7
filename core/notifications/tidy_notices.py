"""Keeping the table of notices small, and seeing to it that none waits for ever."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.notifications.messages import HandOverNotices
from core.notifications.models import NoticeRow, NoticeState

KEPT: Final = timedelta(days=400)
"""More than a year: what comes again each year, as a deadline, has another subject then."""
LATE: Final = timedelta(hours=1)
BATCH: Final = 500


async def hand_over_late(uow: UnitOfWork, now: datetime, slot: int) -> int:
    """Have handed over what was due an hour ago, as after a job that died. Returns how many people that is.

    `slot` is the run's: each person has one job of it. The system role's work.
    """
    people = await uow.session.execute(
        select(NoticeRow.user_id)
        .where(NoticeRow.state == NoticeState.WAITING, NoticeRow.due_at < now - LATE)
        .distinct()
        .limit(BATCH)
    )
    ids = people.scalars().all()
    for user_id in ids:
        key = f"{HandOverNotices.name}:{user_id}:{slot}"
        await enqueue(uow, HandOverNotices(), user_id=user_id, deduplication_key=key)
    return len(ids)


async def drop_old(uow: UnitOfWork, now: datetime) -> int:
    """Drop a batch of what was told long ago. Returns how many there were. The system role's work."""
    old = select(NoticeRow.id).where(NoticeRow.created_at < now - KEPT, NoticeRow.state != NoticeState.WAITING)
    gone = await uow.session.execute(
        delete(NoticeRow)
        .where(NoticeRow.id.in_(old.limit(BATCH).with_for_update(skip_locked=True)))
        .returning(NoticeRow.id)
    )
    return len(gone.all())
