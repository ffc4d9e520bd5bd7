"""A CSV of movements as the histories of its accounts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from cli.commands.csv_table import CsvError, CsvTable, open_csv, read_day, read_minor
from core.money import Currency, MoneyError
from core.ports.forecaster import AccountHistory, Movement

_REQUIRED: Final = ("account", "date", "amount")
_USUAL_DIGITS: Final = 2
"""Minor digits where the file names no currency."""
_LATEST_BALANCES: Final = 30
_AGREEING: Final = 3
NO_BALANCE: Final = "The file has no balance of this account: it is taken to begin at 0."


@dataclass(slots=True)
class _Account:
    """One account's rows: movement and the balance after it, None where the file has none."""

    currency: str
    rows: list[tuple[Movement, int | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account's history, with what should be said about how it was read."""

    history: AccountHistory
    digits: int
    warnings: Sequence[str]


def read_movements(path: Path, as_of: date | None, currency: str | None, today: date) -> Iterator[KnownAccount]:
    """Every account of the file, in the file's order.

    `as_of` is the last day that is known: by default the file's latest, but not after `today`. `currency` is that of
    rows which name none. Raises CsvError, MoneyError.
    """
    accounts = _read(path, Currency.parse(currency).code if currency else "")
    if not accounts:
        raise CsvError(f"{path} has no rows.")
    latest = max(movement.day for account in accounts.values() for movement, _ in account.rows)
    day = as_of or min(latest, today)
    for name, account in accounts.items():
        rows = _oldest_first(account.rows)
        movements = [movement for movement, _ in rows]
        known = _balance(rows, day)
        balance = known if known is not None else sum(row.amount_minor for row in movements if row.day <= day)
        history = AccountHistory(name, account.currency, day, balance, movements)
        yield KnownAccount(history, _digits(account.currency), () if known is not None else (NO_BALANCE,))


def _read(path: Path, usual: str) -> dict[str, _Account]:
    accounts: dict[str, _Account] = {}
    with open_csv(path, _REQUIRED) as table:
        for line, cells in table.rows:
            name = table.value(cells, "account")
            if not name:
                raise CsvError("the account is empty.", line=line)
            currency = _currency(table.value(cells, "currency"), line) or usual
            account = accounts.setdefault(name, _Account(currency))
            if account.currency != currency:
                raise CsvError(
                    f"account {name} was in {account.currency or 'no currency'} before, "
                    f"here it is in {currency or 'none'}: an account has one currency.",
                    line=line,
                )
            account.rows.append(_row(table, cells, line, _digits(currency)))
    return accounts


def _row(table: CsvTable, cells: Sequence[str], line: int, digits: int) -> tuple[Movement, int | None]:
    movement = Movement(
        day=read_day(table.value(cells, "date"), line),
        amount_minor=read_minor(table.value(cells, "amount"), digits, line),
        description=table.value(cells, "description"),
        counterparty=table.value(cells, "counterparty"),
    )
    balance = table.value(cells, "balance")
    return movement, read_minor(balance, digits, line) if balance else None


def _currency(text: str, line: int) -> str:
    try:
        return Currency.parse(text).code if text else ""
    except MoneyError as error:
        raise CsvError(error.message, line=line) from None


def _digits(currency: str) -> int:
    return Currency(currency).exponent if currency else _USUAL_DIGITS


def _oldest_first(rows: list[tuple[Movement, int | None]]) -> list[tuple[Movement, int | None]]:
    """Rows by day. Many banks write the newest first: then the rows of one day stand the other way round too."""
    turned = rows[::-1]
    first, last = rows[0][0].day, rows[-1][0].day
    is_newest_first = first > last or (first == last and _chain(rows) < _chain(turned))
    return sorted(turned if is_newest_first else rows, key=lambda row: row[0].day)


def _chain(rows: Sequence[tuple[Movement, int | None]]) -> int:
    """How many balances follow from the balance before and the amount."""
    return sum(
        after is not None and before is not None and before + movement.amount_minor == after
        for (_, before), (movement, after) in pairwise(rows)
    )


def _agreed_opening(rows: Sequence[tuple[Movement, int | None]], known: Sequence[tuple[int, int]]) -> int | None:
    """The balance before the first row that most of these known balances agree on; None where they do not.

    Some banks write the rows of one day in no order: then the last of them need not have the day's closing balance, but
    the row that has it agrees with those of other days.
    """
    through_day: dict[date, int] = {}
    so_far = 0
    for movement, _ in rows:
        so_far += movement.amount_minor
        through_day[movement.day] = so_far
    openings = Counter(balance - through_day[rows[place][0].day] for place, balance in known)
    (opening, count), *_ = openings.most_common(1) or [(0, 0)]
    on_latest_day = {
        balance - through_day[rows[place][0].day]
        for place, balance in known
        if rows[place][0].day == rows[known[-1][0]][0].day
    }
    return opening if count >= _AGREEING and opening in on_latest_day else None


def _balance(rows: Sequence[tuple[Movement, int | None]], as_of: date) -> int | None:
    """The balance at the end of a day, from the nearest known one before it, else the first after; None: unknown."""
    known = [(place, balance) for place, (_, balance) in enumerate(rows) if balance is not None]
    if not known:
        return None
    amounts = [movement.amount_minor for movement, _ in rows]
    count = sum(movement.day <= as_of for movement, _ in rows)
    before = [(place, balance) for place, balance in known if place < count]
    if (agreed := _agreed_opening(rows, before[-_LATEST_BALANCES:])) is not None:
        return agreed + sum(amounts[:count])
    if before:
        place, balance = before[-1]
        return balance + sum(amounts[place + 1 : count])
    place, balance = known[0]
    return balance - sum(amounts[count : place + 1])
