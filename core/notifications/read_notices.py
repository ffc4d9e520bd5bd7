"""Reading what a person was told, and marking it as read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update

from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.notifications.models import NoticeRow, NoticeState
from core.notifications.notice_kind import NoticeChannel, NoticeKind
from core.ports.events import Topic

MOST_WAITING: Final = 2000


def own_notices(user_id: UUID, *, is_unread: bool = False) -> Select[tuple[NoticeRow]]:
    """What a person was told in the app; what was not read alone, if so wanted."""
    statement = select(NoticeRow).where(NoticeRow.user_id == user_id, NoticeRow.channel == NoticeChannel.IN_APP)
    return statement.where(NoticeRow.read_at.is_(None)) if is_unread else statement


async def count_unread(read: ReadSession, user_id: UUID) -> int:
    """How much of it was not read."""
    unread = own_notices(user_id, is_unread=True).with_only_columns(func.count())
    return int((await read.session.execute(unread)).scalar_one())


async def mark_read(uow: UnitOfWork, now: datetime, ids: Collection[UUID] | None) -> int:
    """Mark these as read, or all. What was read stays read since then. Returns how many were unread till now.

    Raises NotFoundError where one of the ids is none of the person's.
    """
    if ids is not None:
        found = own_notices(uow.person).where(NoticeRow.id.in_(ids)).with_only_columns(func.count())
        if (await uow.session.execute(found)).scalar_one() != len(set(ids)):
            raise NotFoundError("There is no such Notification.", field="ids")
    which: list[ColumnElement[bool]] = [] if ids is None else [NoticeRow.id.in_(ids)]
    marked = await uow.session.execute(
        update(NoticeRow)
        .where(
            NoticeRow.user_id == uow.person,
            NoticeRow.channel == NoticeChannel.IN_APP,
            NoticeRow.read_at.is_(None),
            *which,
        )
        .values(read_at=now)
        .returning(NoticeRow.id)
        .execution_options(synchronize_session=False)
    )
    count = len(marked.all())
    if count:
        uow.announce(uow.person, Topic.NOTICES)
    return count


async def waiting_subjects(read: ReadSession, user_id: UUID) -> list[tuple[NoticeKind, str]]:
    """What waits for its moment."""
    rows = await read.session.execute(
        select(NoticeRow.kind, NoticeRow.subject)
        .where(NoticeRow.user_id == user_id, NoticeRow.state == NoticeState.WAITING)
        .order_by(NoticeRow.due_at)
        .limit(MOST_WAITING)
    )
    return list(dict.fromkeys((kind, subject) for kind, subject in rows.tuples()))


async def notices_of_mail(read: ReadSession, user_id: UUID, mail_id: UUID) -> Sequence[NoticeRow]:
    """The notices that a mail took, in their order."""
    mine = select(NoticeRow).where(NoticeRow.user_id == user_id, NoticeRow.mail_id == mail_id)
    return (await read.session.execute(mine.order_by(NoticeRow.due_at, NoticeRow.id))).scalars().all()
