from uuid import UUID

from core.db.uow import UnitOfWork
from core.forecasting.find_planned_item import planned_item_of
from core.key_action import KeyAction


async def delete_planned_item(uow: UnitOfWork, item_id: UUID) -> UUID:
    """Forget a planned item. Raises NotFoundError."""
    row = await planned_item_of(uow.session, uow.person, item_id)
    await uow.session.delete(row)
    uow.record(KeyAction(uow.person, "planned_item.deleted", "planned_item", item_id, uow.person))
    await uow.session.flush()
    return item_id
