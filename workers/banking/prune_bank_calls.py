from core.banking.messages import PruneBankCalls
from core.banking.prune_calls import BATCH, prune_calls
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools

MOST_BATCHES = 200


def bind(tools: Tools) -> JobHandler:
    """Drops old entries of the bank status log, a batch a transaction; what is left waits for tomorrow."""
    platform = tools.platform

    async def handle(run: JobRun, message: PruneBankCalls) -> None:
        total = 0
        for _ in range(MOST_BATCHES):
            async with run.piece(run.cursor, 50) as uow:
                gone = await prune_calls(uow, platform.clock)
            total += gone
            if gone < BATCH:
                break
        async with run.finish({"dropped": total}):
            return

    return JobHandler(PruneBankCalls, handle)
