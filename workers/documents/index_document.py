from core.db.uow import UnitOfWork
from core.documents.messages import IndexDocument
from core.documents.store_reading import mark_failed, mark_indexed
from core.errors import NotFoundError
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from workers.documents.make_chunks import make_chunks, with_text
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Makes a document findable. The index replaces a document's pieces at once, so a second try does no harm."""
    platform = tools.platform

    async def handle(run: JobRun, message: IndexDocument) -> None:
        async with run.read() as read:
            document = await with_text(read, run.person, message.document_id)
        if document is None:
            raise NotFoundError("There is no such document.", field="documentId")
        chunks = await make_chunks(tools.embedder, document)
        await platform.index.replace(run.person, document.id, tools.embedder.version, chunks)
        async with run.finish({"chunks": len(chunks)}) as uow:
            await mark_indexed(uow, platform.clock, message.document_id)

    async def on_dead(uow: UnitOfWork, message: IndexDocument, failure: JobFailure) -> None:
        await mark_failed(uow, message.document_id, failure)

    return JobHandler(IndexDocument, handle, on_dead)
