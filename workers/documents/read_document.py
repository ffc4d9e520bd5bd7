import asyncio
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from core.adapters.statements.detect import read_statement
from core.db.uow import UnitOfWork
from core.documents.hand_to_importer import hand_to_importer
from core.documents.messages import ReadDocument
from core.documents.repository import document_of
from core.documents.store_reading import mark_failed, store_reading
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.ports import document_reader as port
from core.ports.statement_parser import MappingUnsureError, StatementError, count_lines
from workers.runtime import Tools

_STATEMENT_FILE: Final = "statement-file"
_HANDED_OVER: Final = "This is a statement: its lines are being brought into the books."
_NOT_IMPORTABLE: Final = (
    "This looks like a statement, but its lines can't be imported: send the bank's PDF, CSV or OFX."
)


def bind(tools: Tools) -> JobHandler:
    """Reads a document off the event loop, so that its lease is kept while OCR holds a core.

    A statement whose lines can be read is handed to the importer in the same transaction.
    """
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

        reading, is_importable = await asyncio.to_thread(_read, tools, content, document.filename, on_progress)
        async with run.finish({"pages": reading.pages, "engine": reading.engine}) as uow:
            await store_reading(uow, platform.clock, message.document_id, reading)
            if is_importable:
                await hand_to_importer(uow, message.document_id)

    async def on_dead(uow: UnitOfWork, message: ReadDocument, failure: JobFailure) -> None:
        await mark_failed(uow, message.document_id, failure)

    return JobHandler(ReadDocument, handle, on_dead)


def _read(
    tools: Tools, content: bytes, filename: str, on_progress: Callable[[float], None]
) -> tuple[port.ReadDocument, bool]:
    """The reading, and whether the importer can take the file. Raises what the reader raises."""
    try:
        reading = tools.reader.read(content, filename, on_progress)
    except port.UnreadableDocumentError:
        # No picture and no PDF, but perhaps what a bank exports: CSV, OFX, CAMT, …
        if not _holds_statement_lines(content):
            raise
        reading = port.ReadDocument(port.DocumentKind.STATEMENT, "und", 1, _STATEMENT_FILE, 0.0, ("",), {})
    if reading.kind is not port.DocumentKind.STATEMENT:
        return reading, False
    is_importable = reading.engine == _STATEMENT_FILE or _holds_statement_lines(content)
    said = _HANDED_OVER if is_importable else _NOT_IMPORTABLE
    return replace(reading, warnings=(*reading.warnings, said)), is_importable


def _holds_statement_lines(content: bytes) -> bool:
    try:
        return count_lines(read_statement(io.BytesIO(content))) > 0
    except (StatementError, MappingUnsureError):
        return False
