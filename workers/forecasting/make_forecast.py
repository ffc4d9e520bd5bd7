import asyncio

from core.db.uow import UnitOfWork
from core.forecasting.load_histories import forecast_of, load_history
from core.forecasting.messages import MakeForecast
from core.forecasting.models import ForecastStatus
from core.forecasting.store_forecast import close_forecast, store_series
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Forecasts one account a piece."""
    platform = tools.platform

    async def handle(run: JobRun, message: MakeForecast) -> None:
        async with run.read() as read:
            forecast = await forecast_of(read, run.person, message.forecast_id)
        done = int(run.cursor.get("accounts", 0))
        for number, account_id in enumerate(forecast.account_ids[done:], start=done + 1):
            async with run.read() as read:
                history = await load_history(read, forecast, account_id)
            if history is None:
                continue
            made = await asyncio.to_thread(tools.forecaster.forecast, history, forecast.horizon_days)
            async with run.piece({"accounts": number}, 95 * number // len(forecast.account_ids)) as uow:
                await store_series(uow, forecast.id, account_id, made)
        async with run.finish() as uow:
            version = tools.forecaster.version
            await close_forecast(uow, platform.clock, forecast.id, ForecastStatus.READY, version)

    async def on_dead(uow: UnitOfWork, message: MakeForecast, failure: JobFailure) -> None:
        await close_forecast(uow, platform.clock, message.forecast_id, ForecastStatus.FAILED, "")

    return JobHandler(MakeForecast, handle, on_dead)
