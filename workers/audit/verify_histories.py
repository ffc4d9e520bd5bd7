from core.audit.messages import HistoryBrokenError, VerifyHistories
from core.audit.verify_chain import verify_histories
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Checks every history once a night."""
    database = tools.platform.database

    async def handle(run: JobRun, message: VerifyHistories) -> None:
        report = await verify_histories(database)
        if report.breaks:
            first = report.breaks[0]
            raise HistoryBrokenError(
                f"{len(report.breaks)} histories are broken; the first is {first.user_id} at entry {first.sequence}."
            )
        async with run.finish({"people": report.people, "entries": report.entries}):
            pass

    return JobHandler(VerifyHistories, handle)
