"""Taking what is due, once: the rows are locked, marked and given to their jobs in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.db.uow import UnitOfWork
from core.ids import new_id
from core.notifications.decide import Wishes
from core.notifications.models import NoticeRow, NoticeState
from core.notifications.notice_kind import NoticeChannel, NoticeKind

MOST: Final = 200
"""Notices taken at once: a bound on one transaction and on one mail."""
SKEW: Final = timedelta(seconds=30)
"""So far the clocks of two machines may be apart: who wrote a notice as due now is believed."""
BY_ITSELF: Final = frozenset({NoticeKind.CONSENT_LAPSES, NoticeKind.LEAD_CHANGED})
"""Kinds whose mail is about one thing: two of them are two mails. Others of a kind share one."""
PASSES: Final = frozenset(
    {NoticeKind.TAX_DEADLINE, NoticeKind.CONSENT_LAPSES, NoticeKind.CASH_SHORTFALL, NoticeKind.TAX_LIMIT}
)
"""What is no news after its day."""


@dataclass(slots=True)
class Claimed:
    """What was taken: the mails to send, with their notices, and by kind the notices to push."""

    mails: dict[UUID, list[NoticeRow]] = field(default_factory=dict)
    pushes: dict[NoticeKind, list[NoticeRow]] = field(default_factory=dict)
    taken: int = 0


async def claim_notices(
    uow: UnitOfWork, now: datetime, wishes: Wishes, over: Collection[tuple[NoticeKind, str]]
) -> Claimed:
    """Take what is due to the unit of work's person. What another worker is taking is left to it.

    `over` are the kinds and subjects of what is so no more. It and what the person wants no more is dropped.
    """
    due = (
        select(NoticeRow)
        .where(NoticeRow.user_id == uow.person, NoticeRow.state == NoticeState.WAITING, NoticeRow.due_at <= now + SKEW)
        .order_by(NoticeRow.due_at, NoticeRow.id)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    rows = (await uow.session.execute(due)).scalars().all()
    today, claimed = now.astimezone(wishes.zone).date(), Claimed(taken=len(rows))
    mails: list[NoticeRow] = []
    for row in rows:
        has_passed = row.kind in PASSES and row.day is not None and row.day < today
        if has_passed or (row.kind, row.subject) in over or not wishes.wants(row.kind, row.channel):
            row.state = NoticeState.DROPPED
            continue
        row.state, row.handed_over_at = NoticeState.HANDED_OVER, now
        if row.channel is NoticeChannel.MAIL:
            mails.append(row)
        else:
            claimed.pushes.setdefault(row.kind, []).append(row)
    for group in _grouped(mails):
        mail_id = new_id()
        for row in group:
            row.mail_id = mail_id
        claimed.mails[mail_id] = group
    return claimed


def _grouped(rows: Sequence[NoticeRow]) -> list[list[NoticeRow]]:
    """A mail each: the digest's, one a kind, and one for each of what is about itself alone."""
    groups: defaultdict[object, list[NoticeRow]] = defaultdict(list)
    for row in rows:
        groups["digest" if row.in_digest else row.id if row.kind in BY_ITSELF else row.kind].append(row)
    return list(groups.values())
