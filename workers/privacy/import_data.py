import asyncio
import tempfile
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.documents.messages import IndexDocumentsAgain
from core.documents.models import UploadRow
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.privacy.errors import ArchiveInvalidError
from core.privacy.import_archive import Importer, expect_files, files_of, new_mask, refuse_unless_empty
from core.privacy.messages import ImportData
from core.privacy.read_archive import ReadArchive, open_archive
from core.privacy.request_import import drop_archive
from workers.runtime import Tools

FILE_TYPE = "application/octet-stream"


def bind(tools: Tools) -> JobHandler:
    """Brings an archive into an empty account: its files first, then all rows in one transaction.

    Whatever kills it between leaves files that are noted as uploads which never came: the next attempt writes them to
    the same places, and what nobody takes up is purged as such.
    """
    platform = tools.platform

    async def handle(run: JobRun, message: ImportData) -> None:
        mask = int(run.cursor.get("mask", 0)) or new_mask()
        async with run.read() as read:
            upload = await read.session.get_one(UploadRow, message.upload_id)
        with tempfile.TemporaryFile() as raw:
            content = cast("BinaryIO", raw)
            await run.progress(5, "fetching")
            await platform.blobs.download(upload.storage_key, content)
            archive = await asyncio.to_thread(open_archive, content)
            files = files_of(archive, run.person, mask)
            if not run.cursor:
                async with run.piece({"mask": mask}, 10) as uow:
                    await refuse_unless_empty(uow)
                    expect_files(uow, platform.clock, files.values())
            await _store_files(platform, run, archive, files)
            await run.progress(60, "storing records")
            async with run.finish() as uow:
                await Importer(uow, archive, mask).run()
                await enqueue(uow, IndexDocumentsAgain(every=True))
                await drop_archive(uow, platform.clock, message.upload_id)

    async def on_dead(uow: UnitOfWork, message: ImportData, failure: JobFailure) -> None:
        await drop_archive(uow, platform.clock, message.upload_id)

    return JobHandler(ImportData, handle, on_dead)


async def _store_files(platform: Platform, run: JobRun, archive: ReadArchive, files: Mapping[str, str]) -> None:
    known = await asyncio.to_thread(_uploads, archive)
    for number, (name, place) in enumerate(files.items(), start=1):
        kind = known.get(name.removeprefix("files/"))
        if kind is None:
            raise ArchiveInvalidError("There is a file that no record tells of.")
        with tempfile.TemporaryFile() as raw:
            file = cast("BinaryIO", raw)
            await asyncio.to_thread(archive.copy_file, name, file)
            await platform.blobs.upload(place, file, kind)
        await run.progress(10 + 50 * number // len(files), f"file {number} of {len(files)}")


def _uploads(archive: ReadArchive) -> dict[str, str]:
    """Content types of the archive's uploads by their ids, as the archive says them."""
    found: dict[str, Any] = {row["id"]: row["content_type"] for row in archive.rows("uploads")}
    return {id_: kind if isinstance(kind, str) else FILE_TYPE for id_, kind in found.items()}
