"""Finding people and sessions."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFoundError
from core.identity.models import UserRow


async def user_by_email(session: AsyncSession, email: str) -> UserRow | None:
    """The person with this normalised address."""
    return (await session.execute(select(UserRow).where(UserRow.email == email))).scalar_one_or_none()


async def user_by_id(session: AsyncSession, user_id: UUID, *, for_update: bool = False) -> UserRow:
    """The person. Raises NotFoundError."""
    statement = select(UserRow).where(UserRow.id == user_id)
    user = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if user is None:
        raise NotFoundError("There is no such person.", field="userId")
    return user
