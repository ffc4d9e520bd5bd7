"""What the model is told of the accounts of a forecast."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from core.accounts.models import AccountRow, ExchangeRateRow, TransactionRow
from core.accounts.repository import own_accounts
from core.db.database import ReadSession
from core.forecasting.models import ForecastRow, PlannedItemRow
from core.identity.models import UserRow
from core.money import Currency
from core.ports.forecaster import AccountHistory, KnownItem, Movement
from core.ports.statement_parser import BookingStatus

LOOK_BACK = timedelta(days=3 * 366)
WAITS_AT_MOST = timedelta(days=14)
RATE_AGE = timedelta(days=10)
MOST_PLANNED = 1000


async def forecast_of(read: ReadSession, user_id: UUID, forecast_id: UUID) -> ForecastRow:
    """The forecast."""
    return (
        await read.session.execute(
            select(ForecastRow).where(ForecastRow.user_id == user_id, ForecastRow.id == forecast_id)
        )
    ).scalar_one()


async def load_history(read: ReadSession, forecast: ForecastRow, account_id: UUID) -> AccountHistory | None:
    """One account's movements of the last three years; None when it was erased meanwhile.

    The balance at the end of `as_of` is today's less what was booked after, with what waits to be booked: the books'
    balance does not hold that yet. What has waited for weeks never comes.
    """
    statement = own_accounts(forecast.user_id).where(AccountRow.id == account_id)
    account = (await read.session.execute(statement)).scalar_one_or_none()
    if account is None:
        return None
    of_account = (
        TransactionRow.user_id == forecast.user_id,
        TransactionRow.account_id == account_id,
        TransactionRow.deleted_at.is_(None),
    )
    booked = TransactionRow.status == BookingStatus.BOOKED
    waits = and_(
        TransactionRow.status == BookingStatus.PENDING,
        TransactionRow.booked_on.between(forecast.as_of - WAITS_AT_MOST, forecast.as_of),
    )
    moved = (
        await read.session.execute(
            select(
                _sum_where(booked, TransactionRow.booked_on > forecast.as_of).label("later"),
                _sum_where(waits).label("waiting"),
            ).where(*of_account, TransactionRow.booked_on >= forecast.as_of - WAITS_AT_MOST)
        )
    ).one()
    rows = await read.session.execute(
        select(
            TransactionRow.booked_on,
            TransactionRow.amount_minor,
            TransactionRow.description,
            TransactionRow.counterparty,
        )
        .where(
            *of_account,
            TransactionRow.booked_on.between(forecast.as_of - LOOK_BACK, forecast.as_of),
            or_(booked, waits),
        )
        .order_by(TransactionRow.booked_on, TransactionRow.id)
    )
    return AccountHistory(
        account=str(account_id),
        currency=account.currency,
        as_of=forecast.as_of,
        balance_minor=account.balance_minor - int(moved.later) + int(moved.waiting),
        movements=[Movement(row.booked_on, row.amount_minor, row.description, row.counterparty or "") for row in rows],
        known_items=await _known_items(read, forecast, account_id),
    )


def _sum_where(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(TransactionRow.amount_minor).filter(*conditions), 0)


async def _known_items(read: ReadSession, forecast: ForecastRow, account_id: UUID) -> list[KnownItem]:
    """What the person has planned on the account within the horizon."""
    until = forecast.as_of + timedelta(days=forecast.horizon_days)
    rows = await read.session.execute(
        select(PlannedItemRow)
        .where(
            PlannedItemRow.user_id == forecast.user_id,
            PlannedItemRow.account_id == account_id,
            PlannedItemRow.due_on > forecast.as_of,
            PlannedItemRow.due_on <= until,
        )
        .order_by(PlannedItemRow.due_on, PlannedItemRow.id)
        .limit(MOST_PLANNED)
    )
    return [KnownItem(row.due_on, row.amount_minor, row.label, row.kind.value) for row in rows.scalars()]


async def load_rates(read: ReadSession, user_id: UUID, as_of: date) -> tuple[str, dict[str, Decimal]]:
    """The person's own currency, and what a minor unit of each currency is worth in its minor units.

    By the latest reference rates of the ten days before; none where no rates were loaded.
    """
    own = (await read.session.execute(select(UserRow.base_currency).where(UserRow.id == user_id))).scalar_one()
    rows = await read.session.execute(
        select(ExchangeRateRow)
        .where(ExchangeRateRow.day <= as_of, ExchangeRateRow.day > as_of - RATE_AGE)
        .order_by(ExchangeRateRow.currency, ExchangeRateRow.day.desc(), ExchangeRateRow.publisher.desc())
        .distinct(ExchangeRateRow.currency)
    )
    per_euro = {row.currency: row.per_euro for row in rows.scalars()}
    if own not in per_euro:
        return own, {}
    return own, {code: _minor_rate(code, rate, own, per_euro[own]) for code, rate in per_euro.items()}


def _minor_rate(code: str, per_euro: Decimal, own: str, own_per_euro: Decimal) -> Decimal:
    return own_per_euro / per_euro * Decimal(10) ** (Currency(own).exponent - Currency(code).exponent)
