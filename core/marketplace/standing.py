"""What a person's own data say of them, as far as offers may ask: gathered once a request, for all offers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select

from core.accounts.models import TransactionRow
from core.db.database import ReadSession
from core.identity.models import UserRow
from core.marketplace.eligibility import MOST_MONTHS
from core.reports.figures import Span
from core.reports.load_accounts import load_accounts
from core.reports.load_movements import Moved, Side, load_movements
from core.reports.rules import months_of, period_before
from core.taxes.find_profile import own_tax_profiles
from core.taxes.models import TaxProfileRow

LEAD_MONTHS: Final = 6
"""Whole months that the average income of a lead is of."""


@dataclass(frozen=True, slots=True)
class TaxStanding:
    """A tax profile of now."""

    country: str
    regime: str
    vat: str


@dataclass(frozen=True, slots=True)
class MonthSums:
    """A month of one currency, in minor units. Only what a bank or a statement tells of is earned or spent.

    `unsorted_in` and `unsorted_out` (both positive) are movements nobody has sorted; `by_hand` is income that nothing
    confirms.
    """

    earned: int = 0
    spent: int = 0
    unsorted_in: int = 0
    unsorted_out: int = 0
    by_hand: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose `books_since` is None has no books; who has no tax profile has no `taxes`.

    `months`: the last 24 whole months, oldest first, each by currency. `gaps`: days of them that no statement tells of.
    """

    name: str
    email: str
    base_currency: str
    taxes: Sequence[TaxStanding] = ()
    books_since: date | None = None
    months: Sequence[Mapping[str, MonthSums]] = ()
    starts: Sequence[date] = ()
    gaps: Sequence[Span] = field(default=())

    @property
    def whole_months(self) -> int:
        """How many whole months the books go back, 24 at most."""
        if self.books_since is None:
            return 0
        return sum(1 for start in self.starts if start >= self.books_since)


async def load_standing(read: ReadSession, user_id: UUID, today: date) -> Standing:
    """A person's standing on a day."""
    user = (
        await read.session.execute(
            select(UserRow.display_name, UserRow.email, UserRow.base_currency).where(UserRow.id == user_id)
        )
    ).one()
    first, last = period_before(today, MOST_MONTHS)
    period = Span(first=first, last=last)
    since = await _books_since(read, user_id)
    starts = months_of(first, MOST_MONTHS)
    if since is None or since > last:
        return Standing(user.display_name, user.email, user.base_currency, await _taxes(read, user_id, today), since)
    movements = await load_movements(read, user_id, period)
    accounts = await load_accounts(read, user_id, period)
    return Standing(
        name=user.display_name,
        email=user.email,
        base_currency=user.base_currency,
        taxes=await _taxes(read, user_id, today),
        books_since=since,
        months=_by_month(starts, movements),
        starts=starts,
        gaps=[gap for account in accounts if not account.is_by_hand for gap in account.gaps],
    )


async def _books_since(read: ReadSession, user_id: UUID) -> date | None:
    statement = select(func.min(TransactionRow.booked_on)).where(
        TransactionRow.user_id == user_id, TransactionRow.deleted_at.is_(None)
    )
    return (await read.session.execute(statement)).scalar_one()


async def _taxes(read: ReadSession, user_id: UUID, today: date) -> Sequence[TaxStanding]:
    now = own_tax_profiles(user_id).where(
        TaxProfileRow.starts_on <= today, or_(TaxProfileRow.ends_on.is_(None), TaxProfileRow.ends_on >= today)
    )
    rows = (await read.session.execute(now.order_by(TaxProfileRow.starts_on, TaxProfileRow.id))).scalars()
    return [TaxStanding(row.country, row.regime, row.vat.value) for row in rows]


def _by_month(starts: Sequence[date], movements: Sequence[Moved]) -> Sequence[Mapping[str, MonthSums]]:
    found: dict[date, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for moved in movements:
        sums = found[moved.month][moved.currency]
        if moved.side is Side.UNSORTED:
            sums["unsorted_in"] += moved.paid_in
            sums["unsorted_out"] += moved.paid_out
        elif moved.side is Side.INCOME:
            sums["earned" if moved.is_confirmed else "by_hand"] += moved.earned
        elif moved.side is Side.EXPENSE:
            sums["spent"] -= moved.earned
    return [{code: MonthSums(**sums) for code, sums in found[start].items()} for start in starts]
