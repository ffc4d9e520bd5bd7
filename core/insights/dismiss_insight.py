from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.insights.models import InsightMuteRow, InsightRow
from core.insights.mute_insights import learn_from_dismissal
from core.insights.store_insights import lock_insights


async def dismiss_insight(uow: UnitOfWork, clock: Clock, insight_id: UUID) -> tuple[InsightRow, InsightMuteRow | None]:
    """Put an insight away: it is noticed no more. Repeating it is no error. Raises NotFoundError.

    Given too is the mute of its kind, if the person is told no more of it from now on.
    """
    await lock_insights(uow)  # of two dismissals at once the later one counts the earlier
    statement = select(InsightRow).where(InsightRow.user_id == uow.person, InsightRow.id == insight_id)
    row = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such insight.", field="id")
    if row.dismissed_at is None:
        row.dismissed_at, row.dismissed_by_person = clock.now(), True
    await uow.session.flush()
    return row, await learn_from_dismissal(uow, clock, row.kind)
