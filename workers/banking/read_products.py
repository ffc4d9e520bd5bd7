import structlog

from core.banking.keep_journal import keeping_journal
from core.banking.messages import ReadProducts
from core.banking.store_holdings import store_products
from core.ids import new_id
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.ports.bank_feed import BankError
from workers.runtime import Tools

log = structlog.get_logger()


def bind(tools: Tools) -> JobHandler:
    """Reads every bank's catalogue, a bank a piece; one that fails keeps the catalogue it has."""
    platform = tools.platform

    async def handle(run: JobRun, message: ReadProducts) -> None:
        counts: dict[str, int | None] = dict(run.cursor)
        banks = platform.banks.all()
        for number, bank in enumerate(banks, start=1):
            if bank.code in counts:
                continue
            try:
                async with keeping_journal(platform, None, sync_id=new_id(), job_id=run.job.id) as kept:
                    products = await kept.feed.products(bank)
            except BankError as error:
                log.warning("catalogue_not_read", bank=bank.code, code=error.code)
                counts[bank.code] = None
                continue
            counts[bank.code] = len(products)
            async with run.piece(dict(counts), 100 * number // len(banks), bank.name) as uow:
                await store_products(uow, bank.code, products)
        async with run.finish(dict(counts)):
            return

    return JobHandler(ReadProducts, handle)
