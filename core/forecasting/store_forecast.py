from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.forecasting.models import ForecastRow, ForecastSeriesRow, ForecastStatus
from core.ids import new_id
from core.ports.forecaster import AccountForecast, DayQuantiles, Shortfall, TotalForecast
from core.webhooks.event_kind import EventKind
from core.webhooks.write_event import write_event


async def store_series(uow: UnitOfWork, forecast_id: UUID, account_id: UUID, made: AccountForecast) -> None:
    """Keep one account's forecast: the bounded piece of the job."""
    values = {
        "id": new_id(),
        "user_id": uow.person,
        "forecast_id": forecast_id,
        "account_id": account_id,
        "currency": made.currency,
        "days": _days(made.days),
        "recurring": [
            {
                "label": item.label,
                "period": item.period.value,
                "amount_minor": item.amount_minor,
                "next_date": item.next_date.isoformat(),
                "confidence": item.confidence,
            }
            for item in made.recurring
        ],
        "warnings": list(made.warnings),
        "events": [
            {
                "day": event.day.isoformat(),
                "label": event.label,
                "amount_minor": event.amount_minor,
                "kind": event.kind,
                "balance_minor": event.balance_minor,
            }
            for event in made.events
        ],
        "shortfall": _shortfall(made.shortfall) if made.shortfall is not None else None,
    }
    await uow.session.execute(
        insert(ForecastSeriesRow)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["user_id", "forecast_id", "account_id"])
    )


def _days(days: Sequence[DayQuantiles]) -> list[list[Any]]:
    return [[day.day.isoformat(), day.p10_minor, day.p50_minor, day.p90_minor] for day in days]


def _shortfall(found: Shortfall) -> dict[str, Any]:
    return {
        "chance": found.chance,
        "first_day": found.first_day.isoformat() if found.first_day else None,
        "first_chance_day": found.first_chance_day.isoformat() if found.first_chance_day else None,
    }


async def close_forecast(
    uow: UnitOfWork,
    clock: Clock,
    forecast_id: UUID,
    status: ForecastStatus,
    model: str,
    *,
    totals: Sequence[TotalForecast] = (),
) -> None:
    """Mark a forecast ready, with its totals, or failed."""
    row = (
        await uow.session.execute(
            select(ForecastRow)
            .where(ForecastRow.user_id == uow.person, ForecastRow.id == forecast_id)
            .with_for_update()
        )
    ).scalar_one()
    row.status = status
    row.model = model or row.model
    row.finished_at = clock.now()
    if status is ForecastStatus.READY:
        await write_event(uow, uow.person, EventKind.FORECAST_MADE, [row.id])
    row.totals = [
        {
            "currency": total.currency,
            "balance_minor": total.balance_minor,
            "account_ids": list(total.accounts),
            "days": _days(total.days),
            "shortfall": _shortfall(total.shortfall),
        }
        for total in totals
    ]
