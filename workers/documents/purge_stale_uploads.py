from sqlalchemy import delete, select

from core.documents.messages import PurgeStaleUploads
from core.documents.models import UploadRow, UploadStatus
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools

BATCH = 500


def bind(tools: Tools) -> JobHandler:
    """Drops files that were sent but never confirmed, then their rows: without its row a file can't be found."""
    platform = tools.platform

    async def handle(run: JobRun, message: PurgeStaleUploads) -> None:
        async with run.read() as read:
            statement = (
                select(UploadRow.id, UploadRow.storage_key)
                .where(UploadRow.status == UploadStatus.WAITING, UploadRow.expires_at < platform.clock.now())
                .limit(BATCH)
            )
            stale = (await read.session.execute(statement)).all()
        for upload in stale:
            await platform.blobs.delete(upload.storage_key)
        async with run.finish({"purged": len(stale)}) as uow:
            await uow.session.execute(delete(UploadRow).where(UploadRow.id.in_([upload.id for upload in stale])))

    return JobHandler(PurgeStaleUploads, handle)
