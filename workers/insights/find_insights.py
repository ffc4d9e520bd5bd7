import asyncio
from datetime import date
from typing import Final

from core.accounts.models import AccountRow
from core.clock import today
from core.forecasting.known_until import known_until
from core.forecasting.load_histories import load_history
from core.forecasting.models import ForecastRow
from core.insights.balance_below_zero import balance_below_zero
from core.insights.load_book import load_book, open_accounts
from core.insights.messages import FindInsights
from core.insights.noticed import AccountBook, Noticed
from core.insights.recurring_changes import recurring_changes
from core.insights.settle_insights import settle_insights
from core.insights.store_insights import store_insights
from core.insights.suspected_duplicates import dismiss_decided
from core.insights.unusual_spending import unusual_spending
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.insights.look_beyond import look_beyond
from workers.runtime import Tools

HORIZON_DAYS: Final = 45
FEWEST_TO_FORECAST: Final = 20
"""Lines of an account below which a forecast says little."""


def bind(tools: Tools) -> JobHandler:
    """Looks through a person's accounts, one a piece, and then at what is about none alone."""
    platform = tools.platform

    async def handle(run: JobRun, message: FindInsights) -> None:
        day = today(platform.clock)
        async with run.read() as read:
            accounts = await open_accounts(read, run.person)
        new, done = int(run.cursor.get("new", 0)), int(run.cursor.get("accounts", 0))
        for number, account in enumerate(accounts, start=1):
            if number <= done:
                continue
            found = await _look_through(run, account, day)
            if found:
                cursor = {"accounts": number, "new": new}  # written at the end of the block
                async with run.piece(cursor, 95 * number // len(accounts)) as uow:
                    cursor["new"] = new = new + await store_insights(uow, platform.clock, found)
        beyond = await look_beyond(run, platform, accounts, day)
        result: dict[str, int] = {}  # as above
        async with run.finish(result) as uow:
            await settle_insights(uow, platform.clock, done=beyond.done, over=beyond.over)
            result["new"] = new + await store_insights(uow, platform.clock, beyond.noticed)
            await dismiss_decided(uow, platform.clock)

    async def _look_through(run: JobRun, account: AccountRow, day: date) -> list[Noticed]:
        async with run.read() as read:
            book = await load_book(read, account, day)
        if book is None:
            return []
        return unusual_spending(book) + await _foresee(run, account, book, day)

    async def _foresee(run: JobRun, account: AccountRow, book: AccountBook, day: date) -> list[Noticed]:
        if len(book.lines) < FEWEST_TO_FORECAST:
            return []
        async with run.read() as read:
            as_of = await known_until(read.session, run.person, [account.id], day)
            asked = ForecastRow(user_id=run.person, as_of=as_of, horizon_days=HORIZON_DAYS)
            history = await load_history(read, asked, account.id)
        if history is None:
            return []
        made = await asyncio.to_thread(lambda: tools.forecaster.forecast(history, HORIZON_DAYS))
        below = balance_below_zero(history, made, account, day)
        return [*recurring_changes(book, made.recurring), *below]

    return JobHandler(FindInsights, handle)
