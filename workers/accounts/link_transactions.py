from core.accounts.linking.link_transactions import link_transactions
from core.accounts.messages import LinkTransactions
from core.documents.matching.request_matching import request_matching
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(_: Tools) -> JobHandler:
    """Finds what belongs together, in one transaction: it is a handful of statements over one person's books.

    Receipts come after: a transfer between own accounts is of no receipt.
    """

    async def handle(run: JobRun, message: LinkTransactions) -> None:
        async with run.finish() as uow:
            await link_transactions(uow, message.since)
            await request_matching(uow)

    return JobHandler(LinkTransactions, handle)
