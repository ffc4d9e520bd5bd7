from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFoundError
from core.forecasting.models import PlannedItemRow


def own_planned_items(user_id: UUID) -> Select[tuple[PlannedItemRow]]:
    """What a person has planned."""
    return select(PlannedItemRow).where(PlannedItemRow.user_id == user_id)


async def planned_item_of(session: AsyncSession, user_id: UUID, item_id: UUID) -> PlannedItemRow:
    """One planned item, locked. Raises NotFoundError, also for somebody else's."""
    statement = own_planned_items(user_id).where(PlannedItemRow.id == item_id).with_for_update()
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such planned item.", field="id")
    return row
