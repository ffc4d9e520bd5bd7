from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby, islice
from operator import itemgetter
from typing import Final, NamedTuple, Protocol, runtime_checkable

from core.adapters.statements.currencies import minor_digits
from core.adapters.statements.spooled_lines import SpooledLines
from core.ports.statement_parser import (
    BookingStatus,
    ParsedStatements,
    Statement,
    StatementError,
    StatementFormat,
    StatementLine,
    StatementWarning,
)

_MOST_WARNINGS: Final = 100
"""A file that is odd in every line must not fill the memory with warnings."""


_BATCH: Final = 500
_KEY: Final = itemgetter(0)


class StatementKey(NamedTuple):
    """Which statement of a file a movement belongs to. `ordinal` parts two statements of one account in one file."""

    account: str | None
    currency: str
    ordinal: int = 0


@dataclass(slots=True)
class StatementFacts:
    """What a file tells about a whole statement. Balances are in major units."""

    opening_balance: Decimal | None = None
    closing_balance: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    account_name: str | None = None
    told_at: datetime | None = None
    line: int | None = None


@dataclass(slots=True)
class WarningLog:
    """Collects warnings, a hundred at most."""

    warnings: list[StatementWarning] = field(default_factory=list)
    dropped: int = 0

    def add(self, code: str, message: str, line: int | None = None) -> None:
        """Keep a warning, or count it when there are a hundred already."""
        if len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(StatementWarning(code, line, message))
        else:
            self.dropped += 1

    def finished(self) -> tuple[StatementWarning, ...]:
        """All that were kept, and one that counts the rest."""
        if not self.dropped:
            return tuple(self.warnings)
        rest = StatementWarning("MORE_WARNINGS", None, f"{self.dropped} more warnings are not shown.")
        return (*self.warnings, rest)


class StatementReading(Protocol):
    """A file being read: iterate to its end, then `facts` and `warnings` are complete.

    A StatementError can come at any movement, so a consumer that stores as it goes must be able to roll back.
    """

    encoding: str
    facts: dict[StatementKey, StatementFacts]
    warnings: WarningLog

    def __iter__(self) -> Iterator[tuple[StatementKey, StatementLine]]:
        """Each movement with the statement it belongs to, in file order, in bounded memory."""
        ...


@runtime_checkable
class BatchReading(Protocol):
    """A reading that has many movements ready at a time."""

    def batches(self) -> Iterator[Sequence[tuple[StatementKey, StatementLine]]]:
        """The movements as `__iter__` gives them, many at a time."""
        ...


def collect(format_: StatementFormat, reading: StatementReading) -> ParsedStatements:
    """Read to the end and put the movements of each statement together, in bounded memory. Raises StatementError."""
    tallies: dict[StatementKey, _Tally] = {}
    for batch in _batches(reading):
        for key, movements in groupby(batch, key=_KEY):
            tally = tallies.get(key)
            if tally is None:
                tally = tallies[key] = _Tally(key)
            tally.extend([line for _, line in movements])
    for key in reading.facts:
        tallies.setdefault(key, _Tally(key))
    statements = tuple(_statement(key, tally, reading) for key, tally in tallies.items())
    return ParsedStatements(format_, reading.encoding, statements, reading.warnings.finished())


def _batches(reading: StatementReading) -> Iterator[Sequence[tuple[StatementKey, StatementLine]]]:
    """The movements as the reading has them ready, or some hundreds at a time."""
    if isinstance(reading, BatchReading):
        yield from reading.batches()
        return
    movements = iter(reading)
    while batch := list(islice(movements, _BATCH)):
        yield batch


class _Tally:
    """One statement's movements, and what is to be known of all of them."""

    __slots__ = ("_usual", "booked", "first", "is_mixed", "key", "last", "lines")

    def __init__(self, key: StatementKey) -> None:
        self.key = key
        self.lines = SpooledLines()
        self.first = date.max
        self.last = date.min
        self.booked = Decimal(0)
        self.is_mixed = False  # booked movements in more than one currency
        self._usual = Decimal(1).scaleb(-minor_digits(key.currency))

    def extend(self, lines: list[StatementLine]) -> None:
        """Take movements. Raises StatementError when an amount would be rounded silently later."""
        currency, usual = self.key.currency, self._usual
        for line in lines:
            if line.currency != currency:
                self.is_mixed = True
                _refuse_excess_digits(line)
            elif not line.amount.same_quantum(usual):
                _refuse_excess_digits(line)
        self.booked += sum(line.amount for line in lines if line.status is BookingStatus.BOOKED)
        days = {line.booked_on for line in lines}
        self.first = min(self.first, *days)
        self.last = max(self.last, *days)
        self.lines.extend(lines)


def _statement(key: StatementKey, tally: _Tally, reading: StatementReading) -> Statement:
    facts = reading.facts.get(key) or StatementFacts()
    _check_balance(tally, facts, reading.warnings)
    has_lines = len(tally.lines) > 0
    return Statement(
        account=key.account,
        currency=key.currency,
        transactions=tally.lines,
        opening_balance=facts.opening_balance,
        closing_balance=facts.closing_balance,
        date_from=facts.date_from or (tally.first if has_lines else None),
        date_to=facts.date_to or (tally.last if has_lines else None),
        account_name=facts.account_name,
        told_at=facts.told_at,
    )


def _refuse_excess_digits(line: StatementLine) -> None:
    digits = minor_digits(line.currency)
    if line.amount != round(line.amount, digits):
        raise StatementError("BAD_AMOUNT", f"{line.amount} has more digits than {line.currency} has.", line=line.line)


def _check_balance(tally: _Tally, facts: StatementFacts, warnings: WarningLog) -> None:
    """Warn when opening balance and movements don't make the closing balance. Pending rows are not in a balance yet."""
    if facts.opening_balance is None or facts.closing_balance is None or tally.is_mixed:
        return
    total = facts.opening_balance + tally.booked
    if total != facts.closing_balance:
        whose = tally.key.account or "the account"
        warnings.add(
            "BALANCE_MISMATCH",
            f"Opening balance {facts.opening_balance} and the movements of {whose} make {total}, "
            f"but the closing balance is {facts.closing_balance} {tally.key.currency}.",
            facts.line,
        )
