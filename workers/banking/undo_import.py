from core.banking.messages import UndoImport
from core.banking.undo_import import undo_import
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(_: Tools) -> JobHandler:
    """Takes a file out of the books in one transaction: all of it or nothing."""

    async def handle(run: JobRun, message: UndoImport) -> None:
        async with run.finish() as uow:
            await undo_import(uow, message.import_id)

    return JobHandler(UndoImport, handle)
