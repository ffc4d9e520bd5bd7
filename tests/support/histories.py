"""A person's history as it is sealed."""

from uuid import UUID

from sqlalchemy import select

from core.adapters.wiring import Platform
from core.audit.models import AuditEntryRow
from core.audit.seal_history import seal_history


async def history_of(platform: Platform, user_id: UUID | None) -> list[AuditEntryRow]:
    """All entries in their order, what was just done included."""
    assert user_id is not None
    await seal_history(platform.database, user_id)
    statement = select(AuditEntryRow).where(AuditEntryRow.user_id == user_id).order_by(AuditEntryRow.sequence)
    async with platform.database.read_system() as read:
        return list((await read.session.execute(statement)).scalars())
