from uuid import UUID

from sqlalchemy import select

from core.banking.begin_import import BeginImport, begin_import
from core.banking.models import StatementImportRow
from core.db.uow import UnitOfWork
from core.documents.models import DocumentRow, UploadRow
from core.documents.repository import document_of


async def hand_to_importer(uow: UnitOfWork, document_id: UUID) -> StatementImportRow:
    """Have a statement that was sent as a document brought into the books. Repeating it returns the first import."""
    document = await document_of(uow.session, uow.person, document_id)
    earlier = await uow.session.execute(
        select(StatementImportRow).where(
            StatementImportRow.user_id == uow.person, StatementImportRow.storage_key == document.storage_key
        )
    )
    found = earlier.scalar_one_or_none()
    if found is not None:
        return found
    return await begin_import(
        uow, BeginImport(document.storage_key, document.filename, await _account_of(uow, document))
    )


async def _account_of(uow: UnitOfWork, document: DocumentRow) -> UUID | None:
    upload = await uow.session.execute(
        select(UploadRow.account_id).where(UploadRow.user_id == uow.person, UploadRow.id == document.upload_id)
    )
    return upload.scalar_one_or_none()
