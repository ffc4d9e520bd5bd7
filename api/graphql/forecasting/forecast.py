from datetime import date, datetime
from enum import Enum
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


@strawberry.enum(description="Why a forecast expects a change.")
class ForecastEventSource(Enum):
    """What an event comes of."""

    RECURRING = strawberry.enum_value("recurring", description="It comes back.")
    INVOICE = strawberry.enum_value("invoice", description="A planned invoice.")
    INCOME = strawberry.enum_value("income", description="Planned income.")
    PAYMENT = strawberry.enum_value("payment", description="A planned payment.")
    TAX = strawberry.enum_value("tax", description="A planned tax.")
    SCENARIO = strawberry.enum_value("scenario", description="The scenario supposes it.")
    EVERYDAY = strawberry.enum_value("everyday", description="All that no item explains.")


@strawberry.type(description="A reason for a change of the forecast.")
class ForecastEvent:
    """An event."""

    day: date = strawberry.field(description="The day.")
    label: str = strawberry.field(description="What it is; empty for all that no item explains.")
    amount: Money = strawberry.field(description="Its effect, signed. All of them sum to the change of p50.")
    source: ForecastEventSource = strawberry.field(description="Why it is expected.")
    kind: str = strawberry.field(
        description="`recurring`, `scenario`, a planned item's kind, or `everyday` for all that no item explains.",
        deprecation_reason="Use `source`. Removed on 2027-06-01.",
    )
    balance: Money = strawberry.field(description="The p50 at the end of that day.")


@strawberry.type(description="Whether a balance falls below zero within the horizon.")
class Shortfall:
    """A shortfall."""

    chance: float = strawberry.field(description="How likely, 0 to 1.")
    first_day: date | None = strawberry.field(description="The day by which it is more likely than not; null for none.")
    first_chance_day: date | None = strawberry.field(
        description="The day by which one chance in ten is reached; null for none."
    )


@strawberry.type(description="The sum of accounts: quantiles of the sum, which are not sums of quantiles.")
class ForecastTotal:
    """A total."""

    currency: str = strawberry.field(description="ISO 4217 code.")
    accounts: int = strawberry.field(description="Number of accounts in it.")
    balance: Money = strawberry.field(description="What was on them on the last known day.")
    days: list[ForecastDay] = strawberry.field(description="One entry a day.")
    shortfall: Shortfall = strawberry.field(description="Whether the sum falls below zero.")


def _shortfall_or_none(stored: dict[str, Any] | None) -> Shortfall | None:
    return _shortfall(stored) if stored is not None else None


def _shortfall(stored: dict[str, Any]) -> Shortfall:
    return Shortfall(
        chance=stored["chance"],
        first_day=_day_or_none(stored["first_day"]),
        first_chance_day=_day_or_none(stored["first_chance_day"]),
    )


def _day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _events(stored: list[dict[str, Any]], currency: str) -> list[ForecastEvent]:
    return [
        ForecastEvent(
            day=date.fromisoformat(item["day"]),
            label=item["label"],
            amount=money(item["amount_minor"], currency),
            source=ForecastEventSource(item["kind"]),
            kind=item["kind"],
            balance=money(item["balance_minor"], currency),
        )
        for item in stored
    ]


def _totals(stored: list[dict[str, Any]]) -> list[ForecastTotal]:
    return [
        ForecastTotal(
            currency=item["currency"],
            accounts=len(item["account_ids"]),
            balance=money(item["balance_minor"], item["currency"]),
            days=_days(item["days"], item["currency"]),
            shortfall=_shortfall(item["shortfall"]),
        )
        for item in stored
    ]


def _is_supposed(stored: dict[str, Any] | None) -> bool:
    return stored is not None


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
    events: list[ForecastEvent] = computed(
        [ForecastSeriesRow.events, ForecastSeriesRow.currency], _events, "Why it goes where it goes, by day."
    )
    shortfall: Shortfall | None = computed(
        [ForecastSeriesRow.shortfall], _shortfall_or_none, "Whether it falls below zero; null in older forecasts."
    )


@strawberry.type(description="A forecast of balances.")
class Forecast(Node):
    """A forecast."""

    row: strawberry.Private[ForecastRow]
    status: ForecastStatus = column(ForecastRow.status, "Where it stands.")
    horizon_days: int = column(ForecastRow.horizon_days, "How many days ahead.")
    as_of: date = column(ForecastRow.as_of, "The last day that was known.")
    model: str | None = column(ForecastRow.model, "Name and version of the model; null until it is ready.")
    is_what_if: bool = computed([ForecastRow.scenario], _is_supposed, "Whether it supposes a scenario.")
    totals: list[ForecastTotal] = computed(
        [ForecastRow.totals],
        _totals,
        "One a currency; of several currencies also one of all in the person's own, when reference rates are known.",
    )
    job: Job | None = relation(
        ForecastRow.job_id,
        lambda loaders: loaders.job_by_id,
        wrap_job,
        "The job that makes it; null where it is long gone.",
    )
    series: list[ForecastSeries] = relation(
        ForecastRow.id,
        lambda loaders: loaders.series_by_forecast_id,
        _wrap_series,
        "One an account, as they become ready.",
        is_list=True,
    )
    created_at: datetime = column(ForecastRow.created_at, "When it was asked for.")
    finished_at: datetime | None = column(ForecastRow.finished_at, "When it was over; null until then.")


def wrap_forecast(row: Any) -> Forecast:
    """The GraphQL type of a row."""
    return Forecast(row=row)
