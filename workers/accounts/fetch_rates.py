from datetime import timedelta

import structlog

from core.accounts.load_exchange_rates import load_rates
from core.accounts.messages import FetchRates
from core.accounts.rates_wanted import rates_wanted
from core.clock import today
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.ports.rate_feed import RateFeedError
from workers.runtime import Tools

log = structlog.get_logger()


def bind(tools: Tools) -> JobHandler:
    """Reads each publisher's rates, a publisher a piece. What one told stays where another fails and is tried again."""
    platform = tools.platform

    async def handle(run: JobRun, message: FetchRates) -> None:
        counts: dict[str, int] = dict(run.cursor)
        failed: RateFeedError | None = None
        first = today(platform.clock) - timedelta(days=platform.settings.rates.history_days)
        for feed in platform.rate_feeds:
            if feed.publisher.value in counts:
                continue
            async with run.read() as read:
                since = await rates_wanted(read, feed.publisher, first)
            try:
                rates = await feed.rates(since, first)
            except RateFeedError as error:
                log.warning("rates_not_read", publisher=feed.publisher.value, error=error.message)
                failed = error
                continue
            counts[feed.publisher.value] = len(rates)
            async with run.piece(dict(counts), 50) as uow:
                await load_rates(uow, feed.publisher, rates)
        if failed is not None:
            raise failed
        async with run.finish(dict(counts)):
            return

    return JobHandler(FetchRates, handle)
