import asyncio

from sqlalchemy.orm import undefer

from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.documents.chunk_text import TextPiece, chunk_pages
from core.documents.messages import IndexDocument
from core.documents.models import DocumentRow
from core.documents.repository import own_documents
from core.documents.store_reading import mark_failed, mark_indexed
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.ports.search_index import Chunk
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Makes a document findable. The index replaces a document's pieces at once, so a second try does no harm."""
    platform = tools.platform

    async def handle(run: JobRun, message: IndexDocument) -> None:
        async with run.read() as read:
            document = await _with_text(read, run, message)
        pieces = chunk_pages(document.page_texts, document.line_boxes) or [TextPiece(1, document.filename)]
        vectors = await asyncio.to_thread(tools.embedder.embed, [piece.text for piece in pieces])
        chunks = [
            Chunk(ordinal, piece.page, piece.text, vector, piece.box)
            for ordinal, (piece, vector) in enumerate(zip(pieces, vectors, strict=True))
        ]
        await platform.index.replace(run.person, document.id, tools.embedder.version, chunks)
        async with run.finish({"chunks": len(chunks)}) as uow:
            await mark_indexed(uow, platform.clock, message.document_id)

    async def _with_text(read: ReadSession, run: JobRun, message: IndexDocument) -> DocumentRow:
        with_places = (undefer(DocumentRow.page_texts), undefer(DocumentRow.line_boxes))
        statement = own_documents(run.person).where(DocumentRow.id == message.document_id)
        return (await read.session.execute(statement.options(*with_places))).scalar_one()

    async def on_dead(uow: UnitOfWork, message: IndexDocument, failure: JobFailure) -> None:
        await mark_failed(uow, message.document_id, failure)

    return JobHandler(IndexDocument, handle, on_dead)
