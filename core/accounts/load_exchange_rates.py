"""Reference rates of the day, as central banks publish them in a table: a column a currency, in units per euro."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Final

from sqlalchemy.dialects.postgresql import insert

from core.accounts.models import ExchangeRateRow
from core.db.uow import UnitOfWork
from core.errors import DomainError
from core.money import Currency, MoneyError
from core.ports.rate_feed import EURO, Rate, RatePublisher

_UNKNOWN: Final = frozenset({"", "N/A", "-"})
_BATCH: Final = 5000


class ExchangeRateError(DomainError):
    """The table of rates can't be read. The message names the line."""

    code = "BAD_EXCHANGE_RATES"


def read_rates(lines: Iterable[str]) -> Iterator[Rate]:
    """Rows for `load_rates` of a CSV whose header is `Date,USD,…`. Columns of unknown currencies are left out.

    Raises ExchangeRateError.
    """
    rows = csv.reader(lines)
    header = [name.strip() for name in next(rows, [])]
    if not header or header[0].lower() != "date":
        raise ExchangeRateError("Line 1: the first column must be Date.")
    columns = [(place, code) for place, name in enumerate(header) if place and (code := _code(name)) is not None]
    if not columns:
        raise ExchangeRateError("Line 1: no column is a currency.")
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        day = _day(cells[0], rows.line_num)
        yield Rate(day, EURO, Decimal(1))
        for place, code in columns:
            text = cells[place].strip() if place < len(cells) else ""
            if text not in _UNKNOWN and code != EURO:
                yield Rate(day, code, _rate(text, code, rows.line_num))


async def load_rates(uow: UnitOfWork, publisher: RatePublisher, rates: Iterable[Rate]) -> int:
    """Store rates of the system's unit of work, replacing the publisher's of the same day. Returns how many.

    What is no currency of ours is left out.
    """
    count = 0
    known = ({"publisher": publisher, **asdict(rate)} for rate in rates if _code(rate.currency) == rate.currency)
    while batch := list(islice(known, _BATCH)):
        put = insert(ExchangeRateRow)
        replaced = put.on_conflict_do_update(
            index_elements=["currency", "day", "publisher"], set_={"per_euro": put.excluded.per_euro}
        )
        await uow.session.execute(replaced, batch)
        count += len(batch)
    return count


def _code(name: str) -> str | None:
    try:
        return Currency.parse(name).code
    except MoneyError:
        return None


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ExchangeRateError(f"Line {line}: {text[:40]!r} is not a day as 2026-03-02.") from None


def _rate(text: str, code: str, line: int) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise ExchangeRateError(f"Line {line}: {text[:40]!r} is not a rate of {code}.")
    return rate
