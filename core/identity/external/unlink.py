from uuid import UUID

from sqlalchemy import select

from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.external.models import ExternalIdentityRow
from core.key_action import KeyAction


async def unlink(uow: UnitOfWork, identity_id: UUID) -> None:
    """Take a provider away from the person. A new password can always be asked for by mail. Raises NotFoundError."""
    statement = select(ExternalIdentityRow).where(
        ExternalIdentityRow.user_id == uow.person, ExternalIdentityRow.id == identity_id
    )
    row = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such linked account.", field="id")
    await uow.session.delete(row)
    details = {"issuer": row.issuer}
    uow.record(KeyAction(uow.person, "external_identity.unlinked", "external_identity", row.id, uow.person, details))
    await uow.session.flush()
