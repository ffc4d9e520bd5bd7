from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, Protocol

from core.adapters.statements.currencies import minor_digits
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
    """Read to the end and put the movements of each statement together. Raises StatementError."""
    lines: dict[StatementKey, list[StatementLine]] = {}
    for key, line in reading:
        found = lines.get(key)
        if found is None:
            lines[key] = [line]
        else:
            found.append(line)
    for key in reading.facts:
        lines.setdefault(key, [])
    statements = tuple(_statement(key, found, reading) for key, found in lines.items())
    return ParsedStatements(format_, reading.encoding, statements, reading.warnings.finished())


def _statement(key: StatementKey, lines: list[StatementLine], reading: StatementReading) -> Statement:
    facts = reading.facts.get(key) or StatementFacts()
    _check_digits(key, lines)
    _check_balance(key, lines, facts, reading.warnings)
    days = [line.booked_on for line in lines]
    return Statement(
        account=key.account,
        currency=key.currency,
        transactions=tuple(lines),
        opening_balance=facts.opening_balance,
        closing_balance=facts.closing_balance,
        date_from=facts.date_from or (min(days) if days else None),
        date_to=facts.date_to or (max(days) if days else None),
        account_name=facts.account_name,
    )


def _check_digits(key: StatementKey, lines: list[StatementLine]) -> None:
    """Refuse an amount with more digits than its currency has: it would be rounded silently later."""
    usual = Decimal(1).scaleb(-minor_digits(key.currency))
    for line in lines:
        if line.currency == key.currency and line.amount.same_quantum(usual):
            continue
        digits = minor_digits(line.currency)
        if line.amount != round(line.amount, digits):
            raise StatementError(
                "BAD_AMOUNT", f"{line.amount} has more digits than {line.currency} has.", line=line.line
            )


def _check_balance(key: StatementKey, lines: list[StatementLine], facts: StatementFacts, warnings: WarningLog) -> None:
    """Warn when opening balance and movements don't make the closing balance. Pending rows are not in a balance yet."""
    if facts.opening_balance is None or facts.closing_balance is None:
        return
    booked = [line for line in lines if line.status is BookingStatus.BOOKED]
    if any(line.currency != key.currency for line in booked):
        return
    total = facts.opening_balance + sum((line.amount for line in booked), Decimal(0))
    if total != facts.closing_balance:
        whose = key.account or "the account"
        warnings.add(
            "BALANCE_MISMATCH",
            f"Opening balance {facts.opening_balance} and the movements of {whose} make {total}, "
            f"but the closing balance is {facts.closing_balance} {key.currency}.",
            facts.line,
        )
