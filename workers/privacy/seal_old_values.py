from core.adapters.schema import metadata
from core.db.sealing.seal_old_values import seal_old_values
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.privacy.messages import SealOldValues
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Seals what was written before its column was sealed, batch by batch; meanwhile it is read as it is."""
    database = tools.platform.database

    async def handle(run: JobRun, message: SealOldValues) -> None:
        sealed = 0
        while more := await seal_old_values(database, metadata):
            sealed += more
            await run.progress(50, f"{sealed} values")
        async with run.finish({"sealed": sealed}):
            pass

    return JobHandler(SealOldValues, handle)
