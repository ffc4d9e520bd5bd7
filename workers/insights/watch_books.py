from uuid import UUID

from core.clock import today
from core.insights.messages import WatchBooks
from core.insights.watch_books import enqueue_daily_look
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools

MOST_BATCHES = 5_000
"""A million people a run."""


def bind(tools: Tools) -> JobHandler:
    """Has everybody's books looked through, a batch a transaction. A second try goes on where the first one ended."""
    platform = tools.platform

    async def handle(run: JobRun, message: WatchBooks) -> None:
        day = today(platform.clock)
        after = UUID(run.cursor["after"]) if "after" in run.cursor else None
        for _ in range(MOST_BATCHES):
            cursor: dict[str, str] = {}  # written at the end of the block
            async with run.piece(cursor, 50) as uow:
                after = await enqueue_daily_look(uow, day, after)
                if after is not None:
                    cursor["after"] = str(after)
            if after is None:
                break
        async with run.finish():
            return

    return JobHandler(WatchBooks, handle)
