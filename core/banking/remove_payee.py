from uuid import UUID

from core.banking.add_payee import shown
from core.banking.payees import payee_of
from core.db.uow import UnitOfWork
from core.key_action import KeyAction


async def remove_payee(uow: UnitOfWork, payee_id: UUID) -> None:
    """Forget whom the person paid. Payments that were written down keep what they say. Raises NotFoundError."""
    row = await payee_of(uow.session, uow.person, payee_id, "id")
    uow.record(KeyAction(uow.person, "payee.removed", "payee", row.id, uow.person, shown(row)))
    await uow.session.delete(row)
    await uow.session.flush()
