from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.jobs.prune_jobs import BATCH, PruneJobs, prune_jobs
from workers.runtime import Tools

MOST_BATCHES = 200
"""A run: the next run goes on."""


def bind(tools: Tools) -> JobHandler:
    """Forgets old jobs, a batch a transaction."""
    kept_days = tools.platform.settings.jobs.kept_days

    async def handle(run: JobRun, message: PruneJobs) -> None:
        total = 0
        for _ in range(MOST_BATCHES):
            async with run.piece(run.cursor, 50) as uow:
                pruned = await prune_jobs(uow, kept_days)
            total += pruned
            if pruned < BATCH:
                break
        async with run.finish({"pruned": total}):
            return

    return JobHandler(PruneJobs, handle)
