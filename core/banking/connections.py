"""Finding bank connections of one person."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.banking.consents import consent_of
from core.banking.models import BankConnectionRow, BankConsentRow
from core.db.database import ReadSession
from core.errors import NotFoundError


def own_connections(user_id: UUID) -> Select[tuple[BankConnectionRow]]:
    """A person's connections, ended ones too."""
    return select(BankConnectionRow).where(BankConnectionRow.user_id == user_id)


async def connection_of(
    session: AsyncSession, user_id: UUID, connection_id: UUID, *, for_update: bool = False
) -> BankConnectionRow:
    """A person's connection. Raises NotFoundError, also for somebody else's."""
    statement = own_connections(user_id).where(BankConnectionRow.id == connection_id)
    row = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such bank connection.", field="connectionId")
    return row


async def known_person_ref(read: ReadSession, user_id: UUID, bank_code: str) -> str:
    """Who the person is at a bank that they have connected, or had. Raises NotFoundError."""
    mine = own_connections(user_id).where(BankConnectionRow.bank_code == bank_code)
    newest = mine.order_by(BankConnectionRow.created_at.desc(), BankConnectionRow.id.desc()).limit(1)
    row = (await read.session.execute(newest)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("This bank is not connected: say who you are there.", field="personRef")
    return row.person_ref


async def lock_consent(
    session: AsyncSession, user_id: UUID, consent_id: UUID
) -> tuple[BankConnectionRow, BankConsentRow]:
    """A consent and its connection, locked; the connection always first, so that no two transactions cross.

    Raises NotFoundError.
    """
    seen = await consent_of(session, user_id, consent_id)
    connection = await connection_of(session, user_id, seen.connection_id, for_update=True)
    await session.refresh(seen, with_for_update=True)
    return connection, seen
