"""The accounts that a report rests on: their balances at both ends of the period, and the days nothing tells of."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, bindparam, select, text

from core.accounts.models import AccountRow
from core.db.database import ReadSession
from core.reports.figures import Account, Span
from core.reports.rules import gaps_in

ENDING: Final = 4

_SUMS: Final = text(
    """
    SELECT t.account_id,
           CAST(coalesce(sum(t.amount_minor) FILTER (WHERE t.booked_on > :end), 0) AS bigint) AS after,
           CAST(coalesce(sum(t.amount_minor) FILTER (WHERE t.booked_on <= :end AND t.amount_minor > 0), 0) AS bigint)
               AS paid_in,
           CAST(coalesce(-sum(t.amount_minor) FILTER (WHERE t.booked_on <= :end AND t.amount_minor < 0), 0) AS bigint)
               AS paid_out,
           count(*) FILTER (WHERE t.booked_on <= :end) AS entries
    FROM transactions t
    WHERE t.user_id = :user_id AND t.deleted_at IS NULL AND t.status = 'booked' AND t.booked_on >= :start
    GROUP BY t.account_id
    """
).bindparams(bindparam("start", type_=Date), bindparam("end", type_=Date))

# A file covers the days it says it does, else those from its first movement to its last; a bank's feed those from the
# first movement that it told of to the day it was last read, since each reading begins before the one before it ended.
_COVERED: Final = text(
    """
    WITH told AS (
        SELECT t.account_id, t.source, t.source_id, t.booked_on FROM transactions t
        WHERE t.user_id = :user_id AND t.source <> 'manual' AND t.source_id IS NOT NULL
        UNION ALL
        SELECT t.account_id, s.source, s.source_id, t.booked_on
        FROM transaction_sightings s JOIN transactions t ON t.user_id = s.user_id AND t.id = s.transaction_id
        WHERE s.user_id = :user_id AND s.source <> 'manual'
    ), spans AS (
        SELECT account_id, source, source_id, min(booked_on) AS first, max(booked_on) AS last
        FROM told GROUP BY account_id, source, source_id
    )
    SELECT s.account_id, s.first, greatest(s.last, (
        SELECT max(l.read_on) FROM bank_account_links l
        WHERE l.user_id = :user_id AND l.account_id = s.account_id AND l.connection_id = s.source_id
          AND s.source = 'feed')) AS last
    FROM spans s
    UNION ALL
    SELECT CAST(c ->> 'account_id' AS uuid), CAST(c ->> 'from' AS date), CAST(c ->> 'to' AS date)
    FROM statement_imports i CROSS JOIN jsonb_array_elements(i.covered) c
    WHERE i.user_id = :user_id AND i.status = 'done'
    """
)


async def load_accounts(read: ReadSession, user_id: UUID, period: Span) -> Sequence[Account]:
    """Accounts that were open in the period or moved in it, in order of their names."""
    values = {"user_id": user_id, "start": period.first, "end": period.last}
    sums = {row.account_id: row for row in await read.session.execute(_SUMS, values)}
    covered: dict[UUID, list[Span]] = defaultdict(list)
    for row in await read.session.execute(_COVERED, {"user_id": user_id}):
        covered[row.account_id].append(Span(first=row.first, last=row.last))
    statement = select(AccountRow).where(AccountRow.user_id == user_id).order_by(AccountRow.name, AccountRow.id)
    accounts = (await read.session.execute(statement)).scalars()
    return [
        _account(account, sums.get(account.id), covered[account.id], period)
        for account in accounts
        if _is_of_period(account, sums.get(account.id), period)
    ]


def _is_of_period(account: AccountRow, moved: Any, period: Span) -> bool:
    is_open = account.archived_at is None or account.archived_at.date() >= period.first
    return is_open or (moved is not None and moved.entries > 0)


def _account(account: AccountRow, moved: Any, covered: Sequence[Span], period: Span) -> Account:
    paid_in, paid_out, after = (moved.paid_in, moved.paid_out, moved.after) if moved is not None else (0, 0, 0)
    closing = account.balance_minor - after if account.stated_at is not None else None
    return Account(
        name=account.name,
        bank=account.institution,
        ending=_ending(account.number),
        currency=account.currency,
        paid_in=paid_in,
        paid_out=paid_out,
        opening=closing - paid_in + paid_out if closing is not None else None,
        closing=closing,
        gaps=gaps_in(period, covered),
        is_by_hand=not covered,
    )


def _ending(number: str | None) -> str | None:
    """The last characters of a number, of which no more is told to anybody."""
    plain = "".join(character for character in number or "" if character.isalnum())
    return plain[-ENDING:] if len(plain) > ENDING else None
