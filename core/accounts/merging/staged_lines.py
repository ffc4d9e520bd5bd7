"""The lines of one source on their way into the books, in a table of the transaction's own: memory stays small."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.fingerprint import digest_of, merchant_key, plain_text
from core.accounts.merging.source import Source
from core.db.driver import LONG_TIMEOUT, driver_of
from core.ids import new_row_id
from core.money import Currency, Money
from core.ports.statement_parser import BookingStatus, StatementLine

_CREATE: Final = text("""
CREATE TEMPORARY TABLE IF NOT EXISTS staged_lines (
    n integer NOT NULL, id uuid NOT NULL, booked_on date NOT NULL, value_on date, amount_minor bigint NOT NULL,
    original_amount_minor bigint, original_currency text, description text NOT NULL, merchant_key text NOT NULL,
    counterparty text, counterparty_account text, mcc text, status text NOT NULL, bank_id text,
    fingerprint bytea NOT NULL
) ON COMMIT DELETE ROWS
""")
_CREATE_FRESH: Final = text("""
CREATE TEMPORARY TABLE IF NOT EXISTS fresh_lines (n integer NOT NULL) ON COMMIT DELETE ROWS
""")
_EMPTY: Final = text("TRUNCATE staged_lines, fresh_lines")
_ANALYZE: Final = text("ANALYZE staged_lines")
COLUMNS: Final = (
    "n",
    "id",
    "booked_on",
    "value_on",
    "amount_minor",
    "original_amount_minor",
    "original_currency",
    "description",
    "merchant_key",
    "counterparty",
    "counterparty_account",
    "mcc",
    "status",
    "bank_id",
    "fingerprint",
)
_MEMORY: Final = 65_536


@dataclass(slots=True)
class Staged:
    """What was staged. `pending` and `with_id` tell which of the merge's steps have work to do."""

    lines: int = 0
    pending: int = 0
    with_id: int = 0

    def add_pending(self, lines: int) -> None:
        """Pending lines with ids that were staged besides."""
        self.lines += lines
        self.pending += lines
        self.with_id += lines


async def stage_lines(session: AsyncSession, lines: Iterable[StatementLine], currency: str, source: Source) -> Staged:
    """Copy the lines into `staged_lines`, emptied first. Raises MoneyError for an amount its currency can't have."""
    for statement in (_CREATE, _CREATE_FRESH, _EMPTY):
        await session.execute(statement)
    staged = Staged()
    driver = await driver_of(session)
    records = _records(lines, Currency(currency), source, staged)
    await driver.copy_records_to_table("staged_lines", records=records, columns=COLUMNS, timeout=LONG_TIMEOUT)
    await session.execute(_ANALYZE)
    return staged


def _records(
    lines: Iterable[StatementLine], currency: Currency, source: Source, staged: Staged
) -> Iterator[tuple[Any, ...]]:
    minor = _minor_units(currency)
    prefix = source.scoped("")
    code = currency.code
    for line in lines:
        amount = minor(line.amount)
        plain, merchant = _text_keys(line.description)
        staged.lines += 1
        if line.status is BookingStatus.PENDING:
            staged.pending += 1
        bank_id = None
        if line.bank_id:
            bank_id = prefix + line.bank_id
            staged.with_id += 1
        original = _original(line) if line.original_currency else None
        yield (
            staged.lines,
            new_row_id(),
            line.booked_on,
            line.value_date,
            amount,
            original.minor if original is not None else None,
            original.currency.code if original is not None else None,
            line.description,
            merchant,
            line.counterparty,
            line.counterparty_account,
            line.mcc,
            line.status,
            bank_id,
            digest_of(_iso(line.booked_on), amount, code, plain),
        )


def _minor_units(currency: Currency) -> Any:
    """A fast `Money.from_decimal(…).minor`, which it falls back to for the error."""
    factor = 10**currency.exponent

    def convert(amount: Decimal) -> int:
        scaled = amount * factor
        minor = int(scaled) if scaled.is_finite() and scaled.adjusted() < 18 else None  # noqa: PLR2004 int() of 1E+999999 is slow
        if minor is None or minor != scaled:
            return Money.from_decimal(amount, currency).minor
        return minor

    return convert


def _original(line: StatementLine) -> Money | None:
    if line.original_amount is None or line.original_currency is None:
        return None
    return Money.from_decimal(line.original_amount, Currency.parse(line.original_currency))


@lru_cache(maxsize=_MEMORY)
def _text_keys(description: str) -> tuple[str, str]:
    """Statements repeat themselves: both keys of a text are found once."""
    return plain_text(description), merchant_key(description)


@lru_cache(maxsize=4096)
def _iso(day: date) -> str:
    return day.isoformat()
