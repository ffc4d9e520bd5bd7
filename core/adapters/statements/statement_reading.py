from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple, Protocol

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


def collect(format_: StatementFormat, reading: StatementReading) -> ParsedStatements:
    """Read to the end and put the movements of each statement together, in bounded memory. Raises StatementError."""
    tallies: dict[StatementKey, _Tally] = {}
    for key, line in reading:
        tally = tallies.get(key)
        if tally is None:
            tally = tallies[key] = _Tally(key)
        tally.add(line)
    for key in reading.facts:
        tallies.setdefault(key, _Tally(key))
    statements = tuple(_statement(key, tally, reading) for key, tally in tallies.items())
    return ParsedStatements(format_, reading.encoding, statements, reading.warnings.finished())


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

    def add(self, line: StatementLine) -> None:
        """Take a movement. Raises StatementError when its amount would be rounded silently later."""
        amount, day = line.amount, line.booked_on
        if line.currency != self.key.currency:
            _refuse_excess_digits(line)
            self.is_mixed = True
        elif not amount.same_quantum(self._usual):
            _refuse_excess_digits(line)
        if line.status is BookingStatus.BOOKED:
            self.booked += amount
        self.first = min(self.first, day)
        self.last = max(self.last, day)
        self.lines.append(line)


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
