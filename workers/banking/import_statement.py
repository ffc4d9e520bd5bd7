import asyncio
import io

from core.adapters.statements.detect import read_statement
from core.banking.apply_statements import apply_statements, refuse_import
from core.banking.messages import ImportStatement
from core.banking.models import StatementImportRow
from core.db.uow import UnitOfWork
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.ports.statement_parser import count_lines
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Reads a statement file and brings it into the books: the whole file in one transaction, or nothing of it."""
    platform = tools.platform

    async def handle(run: JobRun, message: ImportStatement) -> None:
        async with run.read() as read:
            row = await read.session.get_one(StatementImportRow, message.import_id)
        await run.progress(5, "fetching")
        content = await platform.blobs.get(row.storage_key)
        await run.progress(15, "reading")
        parsed = await asyncio.to_thread(read_statement, io.BytesIO(content))
        await run.progress(50, f"storing {count_lines(parsed)} lines")
        async with run.finish({"lines": count_lines(parsed)}) as uow:
            await apply_statements(uow, platform.clock, message.import_id, parsed)

    async def on_dead(uow: UnitOfWork, message: ImportStatement, failure: JobFailure) -> None:
        await refuse_import(uow, platform.clock, message.import_id, failure)

    return JobHandler(ImportStatement, handle, on_dead)
