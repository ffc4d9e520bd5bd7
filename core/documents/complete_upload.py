from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from core.banking.begin_import import BeginImport, begin_import
from core.banking.models import StatementImportRow
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.documents.errors import UploadExpiredError, UploadMissingError, UploadSizeError
from core.documents.messages import ReadDocument
from core.documents.models import DocumentRow, UploadPurpose, UploadRow, UploadStatus
from core.documents.repository import upload_of
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.blob_store import BlobInfo, BlobMissingError, BlobStore


@dataclass(frozen=True, slots=True)
class CompletedUpload:
    """What became of a file: a document or a statement import, and the job that reads it."""

    upload: UploadRow
    document: DocumentRow | None
    statement_import: StatementImportRow | None


async def complete_upload(uow: UnitOfWork, clock: Clock, blobs: BlobStore, upload_id: UUID) -> CompletedUpload:
    """Confirm that a file was sent, and have it read. Repeating it returns the first answer.

    Locks the upload. Raises NotFoundError, UploadExpiredError, UploadMissingError, UploadSizeError,
    StorageUnavailableError.
    """
    upload = await upload_of(uow.session, uow.person, upload_id)
    if upload.status is UploadStatus.COMPLETED:
        return await _earlier(uow, upload)
    info = await _stored(blobs, upload, clock)
    if info.size != upload.size:
        raise UploadSizeError(f"{info.size} bytes arrived, {upload.size} were announced.", field="uploadId")
    upload.status = UploadStatus.COMPLETED
    if upload.purpose is UploadPurpose.STATEMENT:
        command = BeginImport(upload.storage_key, upload.filename, upload.account_id)
        statement_import = await begin_import(uow, command)
        upload.job_id = statement_import.job_id
        await uow.session.flush()
        return CompletedUpload(upload, None, statement_import)
    if upload.purpose is UploadPurpose.ARCHIVE:  # nothing happens to it until `importMyData` names it
        await uow.session.flush()
        return CompletedUpload(upload, None, None)
    return CompletedUpload(upload, await _begin_reading(uow, upload), None)


async def _stored(blobs: BlobStore, upload: UploadRow, clock: Clock) -> BlobInfo:
    try:
        return await blobs.head(upload.storage_key)
    except BlobMissingError:
        if upload.expires_at <= clock.now():
            raise UploadExpiredError("The upload took too long. Start it again.", field="uploadId") from None
        raise UploadMissingError("The file has not arrived: send it first.", field="uploadId") from None


async def _begin_reading(uow: UnitOfWork, upload: UploadRow) -> DocumentRow:
    document = DocumentRow(
        id=new_id(),
        user_id=uow.person,
        upload_id=upload.id,
        storage_key=upload.storage_key,
        filename=upload.filename,
        content_type=upload.content_type,
        size=upload.size,
    )
    uow.session.add(document)
    await uow.session.flush()
    upload.job_id = await enqueue(uow, ReadDocument(document_id=document.id))
    uow.record(KeyAction(uow.person, "document.uploaded", "document", document.id, uow.person))
    await uow.session.flush()
    return document


async def _earlier(uow: UnitOfWork, upload: UploadRow) -> CompletedUpload:
    document = (
        await uow.session.execute(
            select(DocumentRow).where(DocumentRow.user_id == uow.person, DocumentRow.upload_id == upload.id)
        )
    ).scalar_one_or_none()
    statement_import = (
        await uow.session.execute(
            select(StatementImportRow).where(
                StatementImportRow.user_id == uow.person, StatementImportRow.storage_key == upload.storage_key
            )
        )
    ).scalar_one_or_none()
    return CompletedUpload(upload, document, statement_import)
