"""What was noticed goes by itself when it is done or over."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from core.clock import Clock
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.insights.models import InsightKind, InsightRow

STANDING: Final = frozenset(
    {InsightKind.TAX_DEADLINE, InsightKind.TAX_SET_ASIDE, InsightKind.TAX_LIMIT, InsightKind.CONSENT_LAPSES}
)
"""What is so, or not: each look through the books tells all that is so, and the rest is over."""


async def open_keys(read: ReadSession, user_id: UUID, kinds: Collection[InsightKind]) -> list[str]:
    """The keys of a person's open insights of some kinds."""
    rows = await read.session.execute(
        select(InsightRow.key)
        .where(InsightRow.user_id == user_id, InsightRow.kind.in_(kinds), InsightRow.dismissed_at.is_(None))
        .order_by(InsightRow.sequence)
    )
    return list(rows.scalars())


async def settled_keys(read: ReadSession, user_id: UUID, keys: Collection[str]) -> set[str]:
    """Which of these are the keys of what is done, over or put away."""
    settled = InsightRow.key.in_(keys), InsightRow.dismissed_at.is_not(None)
    return set(
        (await read.session.execute(select(InsightRow.key).where(InsightRow.user_id == user_id, *settled))).scalars()
    )


async def settle_insights(uow: UnitOfWork, clock: Clock, *, done: Collection[str], over: Collection[str] = ()) -> None:
    """Put away by key what was `done`, which counts as acted upon, and what is `over` without that."""
    now = clock.now()
    for keys, acted_at in ((set(done), now), (set(over) - set(done), None)):
        if not keys:
            continue
        await uow.session.execute(
            update(InsightRow)
            .where(InsightRow.user_id == uow.person, InsightRow.key.in_(keys), InsightRow.dismissed_at.is_(None))
            .values(dismissed_at=now, acted_at=acted_at)
            .execution_options(synchronize_session=False)
        )
