"""Kinds that a person is told no more: because they said so, or because they put them away again and again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects.postgresql import insert

from core.clock import Clock
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.insights.models import InsightKind, InsightMuteRow, InsightRow
from core.insights.request_insights import request_insights

TIMES: Final = 3
WITHIN: Final = timedelta(days=90)
NEVER_LEARNT: Final = frozenset({InsightKind.TAX_DEADLINE})
"""A fine follows who forgets one: the person alone can mute them."""


def muted(user_id: UUID) -> Select[tuple[InsightKind]]:
    """The kinds that a person is told no more."""
    return select(InsightMuteRow.kind).where(_is_muted(user_id))


async def list_mutes(read: ReadSession, user_id: UUID) -> Sequence[InsightMuteRow]:
    """What a person is told no more, the last muted first."""
    statement = select(InsightMuteRow).where(_is_muted(user_id))
    ordered = statement.order_by(InsightMuteRow.muted_at.desc(), InsightMuteRow.id.desc())
    return (await read.session.execute(ordered)).scalars().all()


async def mute_insights(uow: UnitOfWork, clock: Clock, kind: InsightKind, *, by_person: bool = True) -> InsightMuteRow:
    """Tell a person nothing of a kind until they unmute it. Repeating it is no error."""
    values = {"by_person": by_person, "muted_at": clock.now(), "unmuted_at": None}
    put = insert(InsightMuteRow).values(id=new_id(), user_id=uow.person, kind=kind, **values)
    await uow.session.execute(
        put.on_conflict_do_update(
            index_elements=["user_id", "kind"], set_=values, where=InsightMuteRow.unmuted_at.is_not(None)
        )
    )
    return (await uow.session.execute(_of_kind(uow, kind))).scalar_one()


async def unmute_insights(uow: UnitOfWork, clock: Clock, kind: InsightKind) -> None:
    """Tell of a kind again, at once what there is to tell; earlier dismissals count no more. Repeating is no error."""
    row = await _mute_of(uow, kind)
    if row is None or row.unmuted_at is not None:
        return
    row.unmuted_at = clock.now()
    await uow.session.flush()
    await request_insights(uow)


async def learn_from_dismissal(uow: UnitOfWork, clock: Clock, kind: InsightKind) -> InsightMuteRow | None:
    """Mute a kind that was put away TIMES within WITHIN, and none of it acted upon; the mute if there is one now."""
    known = await _mute_of(uow, kind)
    if known is not None and known.unmuted_at is None:
        return known
    if kind in NEVER_LEARNT:
        return None
    since = clock.now() - WITHIN
    if known is not None and known.unmuted_at is not None:
        since = max(since, known.unmuted_at)
    put_away = func.count().filter(InsightRow.dismissed_by_person, InsightRow.dismissed_at > since)
    acted_upon = func.count().filter(InsightRow.acted_at > since)
    counts = await uow.session.execute(
        select(put_away, acted_upon).where(InsightRow.user_id == uow.person, InsightRow.kind == kind)
    )
    times, acted = counts.tuples().one()
    return await mute_insights(uow, clock, kind, by_person=False) if times >= TIMES and not acted else None


def _is_muted(user_id: UUID) -> ColumnElement[bool]:
    return (InsightMuteRow.user_id == user_id) & InsightMuteRow.unmuted_at.is_(None)


async def _mute_of(uow: UnitOfWork, kind: InsightKind) -> InsightMuteRow | None:
    """The row of a kind, whether it is muted still or not; nobody else changes it meanwhile."""
    return (await uow.session.execute(_of_kind(uow, kind))).scalar_one_or_none()


def _of_kind(uow: UnitOfWork, kind: InsightKind) -> Select[tuple[InsightMuteRow]]:
    statement = select(InsightMuteRow).where(InsightMuteRow.user_id == uow.person, InsightMuteRow.kind == kind)
    return statement.with_for_update().execution_options(populate_existing=True)
