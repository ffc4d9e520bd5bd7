"""Reading what was noticed."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select

from core.db.database import ReadSession
from core.insights.models import InsightKind, InsightRow
from core.insights.mute_insights import muted

AT_ONCE: Final = 50
"""Insights read at once for somebody who watches."""


def own_insights(
    user_id: UUID, *, kinds: Collection[InsightKind] | None = None, with_dismissed: bool = False
) -> Select[tuple[InsightRow]]:
    """A person's insights, of these kinds if any are named; without what was put away, and the kinds that are muted."""
    statement = select(InsightRow).where(InsightRow.user_id == user_id)
    if not with_dismissed:
        statement = statement.where(InsightRow.dismissed_at.is_(None), InsightRow.kind.not_in(muted(user_id)))
    return statement if kinds is None else statement.where(InsightRow.kind.in_(kinds))


async def latest_sequence(read: ReadSession, user_id: UUID) -> int:
    """The number of the last insight; 0 before the first."""
    latest = select(func.coalesce(func.max(InsightRow.sequence), 0)).where(InsightRow.user_id == user_id)
    return int((await read.session.execute(latest)).scalar_one())


async def insights_after(read: ReadSession, user_id: UUID, sequence: int) -> Sequence[InsightRow]:
    """The next insights after one, oldest first, at most AT_ONCE."""
    statement = own_insights(user_id).where(InsightRow.sequence > sequence).order_by(InsightRow.sequence)
    return (await read.session.execute(statement.limit(AT_ONCE))).scalars().all()
