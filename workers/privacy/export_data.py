import asyncio
import hashlib
import tempfile
from datetime import timedelta
from typing import BinaryIO, cast

from core.audit.seal_history import seal_history
from core.db.uow import UnitOfWork
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify
from core.privacy.keep_export import expired_exports, give_up_export, keep_export, mark_expired
from core.privacy.messages import DropOldExports, ExportData
from core.privacy.models import DataExportRow
from core.privacy.write_archive import ArchiveWriter, write_files, write_tables
from workers.runtime import Tools

ARCHIVE_TYPE = "application/zip"


def bind(tools: Tools) -> JobHandler:
    """Writes everything about a person into an archive: on the disk first, then into the store, never in memory."""
    platform = tools.platform

    async def handle(run: JobRun, message: ExportData) -> None:
        async with run.read() as read:
            row = await read.session.get_one(DataExportRow, message.export_id)
        with tempfile.TemporaryFile() as raw:
            archive = cast("BinaryIO", raw)
            writer = ArchiveWriter(archive)
            await run.progress(5, "reading your books")
            await seal_history(platform.database, run.person)
            async with platform.database.read(run.person, is_snapshot=True) as read:
                files = await write_tables(read, writer, run.person)
            async for done in write_files(platform.blobs, writer, files):
                await run.progress(40 + 50 * done // len(files), f"file {done} of {len(files)}")
            await writer.close(platform.clock.now())
            size, sha256 = await asyncio.to_thread(_measure, archive)
            await run.progress(90, "storing the archive")
            await platform.blobs.upload(row.storage_key, archive, ARCHIVE_TYPE)
        kept_for = timedelta(days=platform.settings.privacy.export_days)
        async with run.finish({"size": size}) as uow:
            await keep_export(uow, platform.clock, message.export_id, size=size, sha256=sha256, kept_for=kept_for)
            now = platform.clock.now()
            notice = Notice(NoticeKind.EXPORT_READY, str(message.export_id), day=(now + kept_for).date())
            await notify(uow, now, [notice])

    async def on_dead(uow: UnitOfWork, message: ExportData, failure: JobFailure) -> None:
        await give_up_export(uow, platform.clock, message.export_id)

    return JobHandler(ExportData, handle, on_dead)


def bind_drop(tools: Tools) -> JobHandler:
    """Removes archives whose time is up: the file first, since without its row nobody would find it."""
    platform = tools.platform

    async def handle(run: JobRun, message: DropOldExports) -> None:
        async with run.read() as read:
            expired = await expired_exports(read, platform.clock)
        for row in expired:
            await platform.blobs.delete(row.storage_key)
        async with run.finish({"removed": len(expired)}) as uow:
            await mark_expired(uow, [row.id for row in expired])

    return JobHandler(DropOldExports, handle)


def _measure(archive: BinaryIO) -> tuple[int, str]:
    """Size in bytes and SHA-256 in hex."""
    size = archive.seek(0, 2)
    archive.seek(0)
    digest = hashlib.sha256()
    while chunk := archive.read(1024 * 1024):
        digest.update(chunk)
    return size, digest.hexdigest()
