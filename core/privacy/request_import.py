from uuid import UUID

from sqlalchemy import update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.documents.models import UploadPurpose, UploadRow, UploadStatus
from core.documents.repository import upload_of
from core.ids import JobId
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.privacy.errors import NotAnArchiveError
from core.privacy.import_archive import refuse_unless_empty
from core.privacy.messages import ImportData


async def request_import(uow: UnitOfWork, upload_id: UUID) -> UUID:
    """Have an uploaded archive brought into the person's empty account. Repeating it returns the first job.

    Raises NotFoundError, NotAnArchiveError, AccountNotEmptyError.
    """
    upload = await upload_of(uow.session, uow.person, upload_id)
    if upload.purpose is not UploadPurpose.ARCHIVE or upload.status is not UploadStatus.COMPLETED:
        raise NotAnArchiveError("Send an archive with the purpose ARCHIVE, and complete it first.", field="uploadId")
    if upload.job_id is not None:
        return upload.job_id
    await refuse_unless_empty(uow)
    job_id: JobId | None = await enqueue(uow, ImportData(upload_id=upload_id))
    if job_id is None:
        raise RuntimeError("a job without a key was not added")
    upload.job_id = job_id
    uow.record(KeyAction(uow.person, "data.import_requested", "upload", upload_id, uow.person))
    await uow.session.flush()
    return job_id


async def drop_archive(uow: UnitOfWork, clock: Clock, upload_id: UUID) -> None:
    """Let go of an archive that was read or refused: as an upload that was never completed it is purged, file first."""
    await uow.session.execute(
        update(UploadRow)
        .where(UploadRow.user_id == uow.person, UploadRow.id == upload_id)
        .values(status=UploadStatus.WAITING, expires_at=clock.now())
    )
