from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.webhooks.messages import PruneWebhooks
from core.webhooks.prune_webhooks import BATCH, prune_webhooks
from workers.runtime import Tools

MOST_BATCHES = 200
"""A run: the next run goes on."""


def bind(tools: Tools) -> JobHandler:
    """Forgets old deliveries, a batch a transaction."""
    kept_days = tools.platform.settings.webhooks.kept_days

    async def handle(run: JobRun, message: PruneWebhooks) -> None:
        for _ in range(MOST_BATCHES):
            async with run.piece(run.cursor, 50) as uow:
                pruned = await prune_webhooks(uow, kept_days)
            if pruned < BATCH:
                break

    return JobHandler(PruneWebhooks, handle)
