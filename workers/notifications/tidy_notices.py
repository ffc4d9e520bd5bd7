from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.messages import HandOverLate, PruneNotices
from core.notifications.tidy_notices import BATCH, LATE, drop_old, hand_over_late
from workers.runtime import Tools

MOST_BATCHES = 200
"""A run: the next run goes on."""


def bind_late(tools: Tools) -> JobHandler:
    """Sees to what should have been handed over."""
    platform = tools.platform

    async def handle(run: JobRun, message: HandOverLate) -> None:
        now = platform.clock.now()
        async with run.finish() as uow:
            await hand_over_late(uow, now, slot=int(now.timestamp() // LATE.total_seconds()))

    return JobHandler(HandOverLate, handle)


def bind_prune(tools: Tools) -> JobHandler:
    """Drops what is old, a batch a transaction."""
    platform = tools.platform

    async def handle(run: JobRun, message: PruneNotices) -> None:
        total = 0
        for _ in range(MOST_BATCHES):
            async with run.piece({}, 50) as uow:
                dropped = await drop_old(uow, platform.clock.now())
            total += dropped
            if dropped < BATCH:
                break
        async with run.finish({"dropped": total}):
            return

    return JobHandler(PruneNotices, handle)
