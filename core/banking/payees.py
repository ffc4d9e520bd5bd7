"""Finding payees of one person."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.banking.payee_models import PayeeRow
from core.errors import NotFoundError


def own_payees(user_id: UUID) -> Select[tuple[PayeeRow]]:
    """A person's payees."""
    return select(PayeeRow).where(PayeeRow.user_id == user_id)


async def payee_of(session: AsyncSession, user_id: UUID, payee_id: UUID, field: str = "payeeId") -> PayeeRow:
    """A person's payee. Raises NotFoundError, also for somebody else's."""
    row = (await session.execute(own_payees(user_id).where(PayeeRow.id == payee_id))).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such payee.", field=field)
    return row
