import asyncio
import hashlib
import io
import tempfile
from typing import BinaryIO, cast

from core.adapters.statements.delimited.open_table import Corrections
from core.adapters.statements.detect import read_statement
from core.banking.apply_statements import apply_statements, refuse_import
from core.banking.keep_statement_table import corrections_of, keep_statement_table
from core.banking.messages import ImportStatement
from core.banking.models import StatementImportRow
from core.db.uow import UnitOfWork
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify
from core.ports.statement_parser import MappingUnsureError, ParsedStatements, count_lines
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Reads a statement file and brings it into the books: the whole file in one transaction, or nothing of it.

    Neither the file nor its lines are ever held in memory whole.
    """
    platform = tools.platform

    async def handle(run: JobRun, message: ImportStatement) -> None:
        async with run.read() as read:
            row = await read.session.get_one(StatementImportRow, message.import_id)
            corrections = await corrections_of(read, run.person)
        await run.progress(5, "fetching")
        with tempfile.TemporaryFile() as file:
            content = cast("BinaryIO", file)
            await platform.blobs.download(row.storage_key, content)
            await run.progress(15, "reading")
            try:
                digest, parsed = await asyncio.to_thread(_read, content, corrections)
            except MappingUnsureError as unsure:
                async with run.piece({}, 15) as uow:
                    await keep_statement_table(uow, message.import_id, [unsure.table])
                raise
        await run.progress(50, f"storing {count_lines(parsed)} lines")
        async with run.finish({"lines": count_lines(parsed)}) as uow:
            await apply_statements(uow, platform.clock, message.import_id, parsed, digest)
            await keep_statement_table(uow, message.import_id, parsed.tables)
            await _tell(uow, NoticeKind.IMPORT_FINISHED, row)

    async def on_dead(uow: UnitOfWork, message: ImportStatement, failure: JobFailure) -> None:
        await refuse_import(uow, platform.clock, message.import_id, failure)
        row = await uow.session.get_one(StatementImportRow, message.import_id)
        await _tell(uow, NoticeKind.IMPORT_FAILED, row)

    async def _tell(uow: UnitOfWork, kind: NoticeKind, row: StatementImportRow) -> None:
        notice = Notice(kind, str(row.id), row.filename)
        await notify(uow, platform.clock.now(), [notice], user_id=row.user_id)

    return JobHandler(ImportStatement, handle, on_dead)


def _read(content: BinaryIO, corrections: Corrections) -> tuple[bytes, ParsedStatements]:
    """The file's SHA-256 and what it holds."""
    content.seek(0)
    digest = hashlib.file_digest(cast("io.BufferedReader", content), "sha256").digest()
    content.seek(0)
    return digest, read_statement(content, corrections)
