"""What the model is told of the accounts of a forecast."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from core.accounts.models import AccountRow, TransactionRow
from core.accounts.repository import own_accounts
from core.db.database import ReadSession
from core.forecasting.models import ForecastRow
from core.ports.forecaster import AccountHistory, Movement

LOOK_BACK = timedelta(days=3 * 366)


async def forecast_of(read: ReadSession, user_id: UUID, forecast_id: UUID) -> ForecastRow:
    """The forecast."""
    return (
        await read.session.execute(
            select(ForecastRow).where(ForecastRow.user_id == user_id, ForecastRow.id == forecast_id)
        )
    ).scalar_one()


async def load_history(read: ReadSession, forecast: ForecastRow, account_id: UUID) -> AccountHistory | None:
    """One account's movements of the last three years; None when it was erased meanwhile.

    The balance at the end of `as_of` is today's balance less what was booked after.
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
    later = await read.session.execute(
        select(func.coalesce(func.sum(TransactionRow.amount_minor), 0)).where(
            *of_account, TransactionRow.booked_on > forecast.as_of
        )
    )
    rows = await read.session.execute(
        select(
            TransactionRow.booked_on,
            TransactionRow.amount_minor,
            TransactionRow.description,
            TransactionRow.counterparty,
        )
        .where(*of_account, TransactionRow.booked_on.between(forecast.as_of - LOOK_BACK, forecast.as_of))
        .order_by(TransactionRow.booked_on, TransactionRow.id)
    )
    return AccountHistory(
        account=str(account_id),
        currency=account.currency,
        as_of=forecast.as_of,
        balance_minor=account.balance_minor - int(later.scalar_one()),
        movements=[Movement(row.booked_on, row.amount_minor, row.description, row.counterparty or "") for row in rows],
    )
