"""What reads a bank's statement file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO, Protocol

from core.errors import DomainError


class StatementFormat(StrEnum):
    """A format of statement files."""

    CSV = "csv"
    XLSX = "xlsx"
    OFX = "ofx"
    QIF = "qif"
    MT940 = "mt940"
    MT942 = "mt942"
    CAMT = "camt"
    ONE_C = "1c"
    PDF = "pdf"


class BookingStatus(StrEnum):
    """Whether the bank has booked a movement."""

    BOOKED = "booked"
    PENDING = "pending"


class StatementError(DomainError):
    """The file can't be read whole. `line` is 1-based; `reason` is stable and machine-readable."""

    code = "UNREADABLE_STATEMENT"

    def __init__(self, reason: str, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class StatementWarning:
    """Something odd that did not stop the reading."""

    code: str
    line: int | None
    message: str


@dataclass(slots=True, unsafe_hash=True)
class StatementLine:
    """One movement as the file tells it. `amount` is signed, negative is money out, in major units.

    Nobody changes one once it is made. It is not frozen because making a frozen one takes 2 µs longer, which is a third
    of reading a line of CSV.
    """

    booked_on: date
    amount: Decimal
    currency: str
    description: str
    value_date: date | None = None
    original_amount: Decimal | None = None
    original_currency: str | None = None
    counterparty: str | None = None
    counterparty_account: str | None = None
    mcc: str | None = None
    bank_id: str | None = None
    category: str | None = None
    status: BookingStatus = BookingStatus.BOOKED
    line: int | None = None
    counterparty_tax_id: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One account's statement. `account` is its number; it and the balances are None where the file has none.

    `told_at` is when the bank made the statement, where the file says so. `transactions` may lie on disk.
    """

    account: str | None
    currency: str
    transactions: Sequence[StatementLine]
    opening_balance: Decimal | None = None
    closing_balance: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    account_name: str | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table of a bank that is not known, and how it is read.

    `fingerprint` is the same for every file of this header or shape. `mapping` is what each column means, as JSON that
    a person can correct (`core/adapters/statements/delimited/mapping_json.py`); `preview` its first rows as they are
    read: `{"line", "cells", "date", "amount", "currency", "description", "problem"}`.
    """

    fingerprint: str
    mapping: Mapping[str, Any]
    preview: Sequence[Mapping[str, Any]]


class MappingUnsureError(StatementError):
    """What the columns of a table mean is too much of a guess: a person must look at it first."""

    def __init__(self, table: TableFound, why: str) -> None:
        super().__init__("MAPPING_UNSURE", f"{why} Look at the columns and correct what they mean.")
        self.table = table


@dataclass(frozen=True, slots=True)
class ParsedStatements:
    """All that one file holds. `encoding` is the Python codec that read it."""

    format: StatementFormat
    encoding: str
    statements: Sequence[Statement]
    warnings: Sequence[StatementWarning] = field(default_factory=tuple)
    tables: Sequence[TableFound] = field(default_factory=tuple)


class StatementParser(Protocol):
    """Reads one format."""

    @property
    def format(self) -> StatementFormat:
        """The format it reads."""
        ...

    def recognises(self, head: bytes) -> float:
        """How sure it is, 0..1, from the first 64 KiB: by content, never by name."""
        ...

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """Read the whole file or raise StatementError: never half of it."""
        ...


def count_lines(parsed: ParsedStatements) -> int:
    """Movements in all statements of a file."""
    return sum(len(statement.transactions) for statement in parsed.statements)


def iterate_lines(parsed: ParsedStatements) -> Iterator[tuple[Statement, StatementLine]]:
    """Every movement with the statement it stands in, in file order."""
    for statement in parsed.statements:
        for line in statement.transactions:
            yield statement, line
