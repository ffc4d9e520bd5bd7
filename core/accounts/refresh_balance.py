"""An account's balance: what the bank last stated, and what was booked since."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import text

from core.accounts.models import AccountRow
from core.db.uow import UnitOfWork

_SINCE: Final = text("""
SELECT coalesce(sum(amount_minor), 0) FROM transactions
WHERE user_id = :user_id AND account_id = :account_id AND booked_on > :stated_on AND status = 'booked'
AND deleted_at IS NULL
""")
_BY_HAND: Final = text("""
SELECT coalesce(sum(t.amount_minor), 0) FROM transactions t
WHERE t.user_id = :user_id AND t.account_id = :account_id AND t.source = 'manual' AND t.booked_on <= :stated_on
AND t.deleted_at IS NULL AND t.bank_id IS NULL
AND NOT EXISTS (SELECT FROM transaction_sightings s WHERE s.user_id = :user_id AND s.transaction_id = t.id)
""")


@dataclass(frozen=True, slots=True)
class StatedBalance:
    """What a bank says is on an account at a moment, in minor units."""

    minor: int
    at: datetime


def end_of(day: date) -> datetime:
    """A file's closing balance holds at the end of its last day; banks' days are taken as UTC's."""
    return datetime.combine(day, time.max, UTC)


async def refresh_balance(
    uow: UnitOfWork, account: AccountRow, stated: StatedBalance | None, last_day: date | None
) -> None:
    """Work the balance out anew. The account's row must be locked by this transaction.

    Of several statements the latest holds, whichever came first. A movement written by hand that no bank has told of
    counts whatever its day: the bank does not know it.
    """
    if stated is not None and _is_later(account, stated):
        account.stated_minor, account.stated_at = stated.minor, stated.at
    days = [account.balance_on, last_day, stated.at.astimezone(UTC).date() if stated is not None else None]
    account.balance_on = max((day for day in days if day is not None), default=None)
    await uow.session.flush()
    stated_on = account.stated_at.astimezone(UTC).date() if account.stated_at is not None else date.min
    values = {"user_id": account.user_id, "account_id": account.id, "stated_on": stated_on}
    moved = 0
    for statement in (_SINCE, _BY_HAND):
        moved += int((await uow.session.execute(statement, values)).scalar_one())
    account.balance_minor = (account.stated_minor or 0) + moved


def _is_later(account: AccountRow, stated: StatedBalance) -> bool:
    if account.stated_at is None:
        return True
    return (stated.at, stated.minor) > (account.stated_at, account.stated_minor or 0)
