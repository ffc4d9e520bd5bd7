"""Statement lines into the books: exact both ways.

No line comes in twice, and two real identical purchases both stay. A bank's id decides where there is one. Where there
is none, twins are counted: when a source tells of three identical lines on a day and the books have two, one is new.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Text, any_, cast, insert, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from core.accounts.fingerprint import fingerprint, merchant_key
from core.accounts.models import AccountRow, TransactionRow, TransactionSource
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.money import Currency, Money
from core.ports.categoriser import DecidedBy
from core.ports.statement_parser import StatementLine

INSERT_BATCH = 1000
_TABLE = TransactionRow.metadata.tables[TransactionRow.__tablename__]


@dataclass(slots=True)
class MergeCounts:
    """What became of the lines."""

    new: int = 0
    duplicate: int = 0
    changed: int = 0  # pending became booked, or the bank corrected an amount
    suspicious: int = 0  # new, but of the same day and amount as a movement already there
    new_sum_minor: int = 0

    def add(self, other: "MergeCounts") -> None:
        """Sum with the counts of another account."""
        self.new += other.new
        self.duplicate += other.duplicate
        self.changed += other.changed
        self.suspicious += other.suspicious


@dataclass(slots=True)
class _Known:
    """The movements already in the books that these lines could be."""

    by_bank_id: dict[str, TransactionRow] = field(default_factory=dict)
    by_fingerprint: dict[bytes, list[TransactionRow]] = field(default_factory=dict)
    days_and_amounts: set[tuple[date, int]] = field(default_factory=set)
    next_occurrence: Counter[bytes] = field(default_factory=Counter)


async def merge_lines(
    uow: UnitOfWork, account: AccountRow, lines: Sequence[StatementLine], source: TransactionSource
) -> MergeCounts:
    """Add what is new of one account's lines. The account's row must be locked by this transaction.

    Raises MoneyError for an amount that its currency can't have.
    """
    counts = MergeCounts()
    if not lines:
        return counts
    currency = Currency(account.currency)
    known = await _known(uow, account, lines)
    seen: Counter[bytes] = Counter()
    fresh: list[dict[str, Any]] = []
    for line in lines:
        amount = Money.from_decimal(line.amount, currency).minor
        digest = fingerprint(line.booked_on, amount, currency.code, line.description)
        twin = _find(known, seen, line, digest)
        if twin is not None:
            changed = _take_over(twin, line, amount)
            counts.changed += changed
            counts.duplicate += not changed
            continue
        counts.new += 1
        counts.new_sum_minor += amount
        counts.suspicious += (line.booked_on, amount) in known.days_and_amounts
        place = {"fingerprint": digest, "occurrence": known.next_occurrence[digest]}
        known.next_occurrence[digest] += 1
        fresh.append(place | _values(account, line, amount, source))
    await uow.session.flush()
    for start in range(0, len(fresh), INSERT_BATCH):
        # Into the table and not the mapped class: the latter sends rows with other empty columns one group at a time.
        await uow.session.execute(insert(_TABLE), fresh[start : start + INSERT_BATCH])
    return counts


async def _known(uow: UnitOfWork, account: AccountRow, lines: Sequence[StatementLine]) -> _Known:
    days = [line.booked_on for line in lines]
    ids = [line.bank_id for line in lines if line.bank_id]
    rows: Iterable[TransactionRow] = (
        await uow.session.execute(
            select(TransactionRow)
            .where(
                TransactionRow.user_id == uow.person,
                TransactionRow.account_id == account.id,
                or_(
                    TransactionRow.booked_on.between(min(days), max(days)),
                    # One array, not one parameter an id: the protocol carries 32,767 parameters at most.
                    TransactionRow.bank_id == any_(cast(ids, ARRAY(Text))),
                ),
            )
            .order_by(TransactionRow.occurrence)
        )
    ).scalars()
    known = _Known()
    for row in rows:
        if row.bank_id is not None:
            known.by_bank_id[row.bank_id] = row
        known.by_fingerprint.setdefault(row.fingerprint, []).append(row)
        known.next_occurrence[row.fingerprint] = max(known.next_occurrence[row.fingerprint], row.occurrence + 1)
        known.days_and_amounts.add((row.booked_on, row.amount_minor))
    return known


def _find(known: _Known, seen: Counter[bytes], line: StatementLine, digest: bytes) -> TransactionRow | None:
    """The movement that this line is, if the books have it."""
    if line.bank_id:
        if line.bank_id in known.by_bank_id:
            return known.by_bank_id[line.bank_id]
        # Seen before in a source that gives no ids: take the first twin that has none yet.
        for row in known.by_fingerprint.get(digest, ()):
            if row.bank_id is None:
                row.bank_id = line.bank_id
                known.by_bank_id[line.bank_id] = row
                return row
        return None
    twins = known.by_fingerprint.get(digest, ())
    position = seen[digest]
    seen[digest] += 1
    return twins[position] if position < len(twins) else None


def _take_over(row: TransactionRow, line: StatementLine, amount_minor: int) -> bool:
    """What the source knows better: that a pending movement is booked, when, and at what amount."""
    changed = False
    if row.status is not line.status and line.status.value == "booked":
        row.status = line.status
        changed = True
    if (
        line.bank_id
        and row.bank_id == line.bank_id
        and (row.amount_minor, row.booked_on) != (amount_minor, line.booked_on)
    ):
        row.amount_minor, row.booked_on = amount_minor, line.booked_on
        changed = True
    return changed


def _values(account: AccountRow, line: StatementLine, amount_minor: int, source: TransactionSource) -> dict[str, Any]:
    original = _original(line.original_amount, line.original_currency)
    return {
        "id": new_id(),
        "user_id": account.user_id,
        "account_id": account.id,
        "booked_on": line.booked_on,
        "value_on": line.value_date,
        "amount_minor": amount_minor,
        "currency": account.currency,
        "original_amount_minor": original.minor if original else None,
        "original_currency": original.currency.code if original else None,
        "description": line.description,
        "merchant_key": merchant_key(line.description),
        "counterparty": line.counterparty,
        "counterparty_account": line.counterparty_account,
        "mcc": line.mcc,
        "status": line.status,
        "source": source,
        "bank_id": line.bank_id,
        "decided_by": DecidedBy.NONE,
    }


def _original(amount: Decimal | None, currency: str | None) -> Money | None:
    return Money.from_decimal(amount, Currency.parse(currency)) if amount is not None and currency else None
