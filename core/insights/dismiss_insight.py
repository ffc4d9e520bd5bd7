from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.insights.models import InsightRow


async def dismiss_insight(uow: UnitOfWork, clock: Clock, insight_id: UUID) -> InsightRow:
    """Put an insight away: it is noticed no more. Repeating it is no error. Raises NotFoundError."""
    statement = select(InsightRow).where(InsightRow.user_id == uow.person, InsightRow.id == insight_id)
    row = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such insight.", field="id")
    row.dismissed_at = row.dismissed_at or clock.now()
    await uow.session.flush()
    return row
