import asyncio

from core.db.uow import UnitOfWork
from core.forecasting.load_histories import forecast_of, load_history, load_rates
from core.forecasting.messages import MakeForecast
from core.forecasting.models import ForecastStatus
from core.forecasting.scenario import scenario_from_stored
from core.forecasting.store_forecast import close_forecast, store_series
from core.insights.request_insights import request_insights
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Forecasts all accounts at once, so that totals come from one simulation; stores one account a piece."""
    platform = tools.platform

    async def handle(run: JobRun, message: MakeForecast) -> None:
        async with run.read() as read:
            forecast = await forecast_of(read, run.person, message.forecast_id)
            currency, rates = await load_rates(read, run.person, forecast.as_of)
        histories = {}
        for account_id in forecast.account_ids:
            async with run.read() as read:
                history = await load_history(read, forecast, account_id)
            if history is not None:
                histories[account_id] = history
        made = await asyncio.to_thread(
            tools.forecaster.forecast_together,
            list(histories.values()),
            forecast.horizon_days,
            scenario_from_stored(forecast.scenario),
            rates,
            currency,
        )
        done = int(run.cursor.get("accounts", 0))
        for number, (account_id, series) in enumerate(zip(histories, made.accounts, strict=True), start=1):
            if number <= done:
                continue
            async with run.piece({"accounts": number}, 95 * number // len(histories)) as uow:
                await store_series(uow, forecast.id, account_id, series)
        async with run.finish() as uow:
            version = tools.forecaster.version
            await close_forecast(uow, platform.clock, forecast.id, ForecastStatus.READY, version, totals=made.totals)
            if forecast.scenario is None:
                await request_insights(uow)

    async def on_dead(uow: UnitOfWork, message: MakeForecast, failure: JobFailure) -> None:
        await close_forecast(uow, platform.clock, message.forecast_id, ForecastStatus.FAILED, "")

    return JobHandler(MakeForecast, handle, on_dead)
