from datetime import date, datetime
from typing import Any

import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.jobs.job import Job, wrap_job
from api.graphql.scalars import Money, money
from core.forecasting.models import ForecastRow, ForecastSeriesRow, ForecastStatus
from core.ports.forecaster import Period


@strawberry.type(description="The balance at the end of a day: in one case of ten below p10, in one of ten above p90.")
class ForecastDay:
    """A day."""

    day: date = strawberry.field(description="The day.")
    p10: Money = strawberry.field(description="Lower edge of the 80 % band.")
    p50: Money = strawberry.field(description="As likely to be above as below.")
    p90: Money = strawberry.field(description="Upper edge of the 80 % band.")


@strawberry.type(description="Something that comes back.")
class RecurringItem:
    """A recurring movement."""

    label: str = strawberry.field(description="What it is.")
    period: Period = strawberry.field(description="How often it comes.")
    amount: Money = strawberry.field(description="Its typical amount, signed.")
    next_date: date = strawberry.field(description="When it is next.")
    confidence: float = strawberry.field(description="How sure it is, 0 to 1.")


def _days(stored: list[list[Any]], currency: str) -> list[ForecastDay]:
    return [
        ForecastDay(
            day=date.fromisoformat(day), p10=money(p10, currency), p50=money(p50, currency), p90=money(p90, currency)
        )
        for day, p10, p50, p90 in stored
    ]


def _recurring(stored: list[dict[str, Any]], currency: str) -> list[RecurringItem]:
    return [
        RecurringItem(
            label=item["label"],
            period=Period(item["period"]),
            amount=money(item["amount_minor"], currency),
            next_date=date.fromisoformat(item["next_date"]),
            confidence=item["confidence"],
        )
        for item in stored
    ]


def _wrap_series(row: Any) -> "ForecastSeries":
    return ForecastSeries(row=row)


@strawberry.type(description="One account's part of a forecast.")
class ForecastSeries:
    """A series."""

    row: strawberry.Private[ForecastSeriesRow]
    account: Account = relation(
        ForecastSeriesRow.account_id, lambda loaders: loaders.account_by_id, wrap_account, "The account."
    )
    days: list[ForecastDay] = computed(
        [ForecastSeriesRow.days, ForecastSeriesRow.currency], _days, "One entry a day, from the day after `asOf`."
    )
    recurring: list[RecurringItem] = computed(
        [ForecastSeriesRow.recurring, ForecastSeriesRow.currency], _recurring, "What comes back."
    )
    warnings: list[str] = column(ForecastSeriesRow.warnings, "What makes it less certain than it looks.")


@strawberry.type(description="A forecast of balances.")
class Forecast(Node):
    """A forecast."""

    row: strawberry.Private[ForecastRow]
    status: ForecastStatus = column(ForecastRow.status, "Where it stands.")
    horizon_days: int = column(ForecastRow.horizon_days, "How many days ahead.")
    as_of: date = column(ForecastRow.as_of, "The last day that was known.")
    model: str | None = column(ForecastRow.model, "Name and version of the model.")
    job: Job | None = relation(
        ForecastRow.job_id, lambda loaders: loaders.job_by_id, wrap_job, "The job that makes it."
    )
    series: list[ForecastSeries] = relation(
        ForecastRow.id,
        lambda loaders: loaders.series_by_forecast_id,
        _wrap_series,
        "One an account, as they become ready.",
        is_list=True,
    )
    created_at: datetime = column(ForecastRow.created_at, "When it was asked for.")
    finished_at: datetime | None = column(ForecastRow.finished_at, "When it was ready.")


def wrap_forecast(row: Any) -> Forecast:
    """The GraphQL type of a row."""
    return Forecast(row=row)
