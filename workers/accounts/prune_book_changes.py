from core.accounts.changes.prune_changes import prune_changes
from core.accounts.messages import PruneBookChanges
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(_: Tools) -> JobHandler:
    """Keeps the outbox of `transactionsChanged` short."""

    async def handle(run: JobRun, message: PruneBookChanges) -> None:
        async with run.finish({}) as uow:
            await prune_changes(uow)

    return JobHandler(PruneBookChanges, handle)
