import asyncio

from core.db.uow import UnitOfWork
from core.documents.messages import ReadDocument
from core.documents.repository import document_of
from core.documents.store_reading import mark_failed, store_reading
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Reads a document off the event loop, so that its lease is kept while OCR holds a core."""
    platform = tools.platform

    async def handle(run: JobRun, message: ReadDocument) -> None:
        async with run.read() as read:
            document = await document_of(read.session, run.person, message.document_id)
        await run.progress(5, "fetching")
        content = await platform.blobs.get(document.storage_key)
        await run.progress(10, "reading")
        loop = asyncio.get_running_loop()

        def on_progress(share: float) -> None:
            asyncio.run_coroutine_threadsafe(run.progress(10 + int(80 * share), "reading"), loop)

        reading = await asyncio.to_thread(lambda: tools.reader.read(content, document.filename, on_progress))
        async with run.finish({"pages": reading.pages, "engine": reading.engine}) as uow:
            await store_reading(uow, platform.clock, message.document_id, reading)

    async def on_dead(uow: UnitOfWork, message: ReadDocument, failure: JobFailure) -> None:
        await mark_failed(uow, message.document_id, failure)

    return JobHandler(ReadDocument, handle, on_dead)
