"""Finding uploads and documents of one person."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.documents.models import DocumentRow, UploadRow
from core.errors import NotFoundError


def own_documents(user_id: UUID) -> Select[tuple[DocumentRow]]:
    """A person's documents."""
    return select(DocumentRow).where(DocumentRow.user_id == user_id)


async def document_of(
    session: AsyncSession, user_id: UUID, document_id: UUID, *, for_update: bool = False
) -> DocumentRow:
    """A person's document. Raises NotFoundError, also for somebody else's."""
    statement = own_documents(user_id).where(DocumentRow.id == document_id)
    row = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such document.", field="documentId")
    return row


async def upload_of(session: AsyncSession, user_id: UUID, upload_id: UUID) -> UploadRow:
    """A person's upload, locked. Raises NotFoundError, also for somebody else's."""
    row = (
        await session.execute(
            select(UploadRow).where(UploadRow.user_id == user_id, UploadRow.id == upload_id).with_for_update()
        )
    ).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such upload.", field="uploadId")
    return row
