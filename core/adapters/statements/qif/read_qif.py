from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Final

from core.adapters.statements.currencies import currency_of_account
from core.adapters.statements.delimited.amount_cells import compile_amounts
from core.adapters.statements.qif.account_names import account_number
from core.adapters.statements.qif.movement_record import MovementRecord, QifReaders
from core.adapters.statements.qif.qif_dates import compile_qif_dates
from core.adapters.statements.qif.qif_sections import FIRST_SECTION, Section, SectionKind, read_header
from core.adapters.statements.qif.survey_qif import BLANKS, QifStyle
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog
from core.adapters.statements.text_lines import read_lines
from core.ports.statement_parser import StatementError, StatementLine

_MOST_LINES: Final = 5_000
"""Of one record: a movement with more parts is none."""
_MOST_ACCOUNTS: Final = 10_000

Movement = tuple[StatementKey, StatementLine]


@dataclass(slots=True)
class _Account:
    """An account of the file: named by `!Account`, or unnamed and known by its type alone."""

    key: StatementKey
    facts: StatementFacts = field(default_factory=StatementFacts)
    type_name: str = "bank"
    last_day: date | None = None
    has_movements: bool = False


class QifReading:
    """One QIF file being read: a StatementReading."""

    def __init__(self, source: BinaryIO, encoding: str, style: QifStyle, fallback_currency: str) -> None:
        self.encoding = encoding
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = WarningLog()
        self._source = source
        self._readers = QifReaders(compile_qif_dates(style.date_order), compile_amounts(style.decimal_mark))
        self._style = style
        self._fallback_currency = fallback_currency
        self._accounts: dict[tuple[str | None, str], _Account] = {}
        self._section = FIRST_SECTION
        self._name: str | None = None
        self._record: MovementRecord | None = None
        self._record_lines = 0
        self._described: dict[str, tuple[str, int]] = {}
        self._stated: dict[str, tuple[date, Decimal]] = {}
        self._skipped: set[str] = set()
        self._has_header = False
        self._is_currency_guessed = False

    def __iter__(self) -> Iterator[Movement]:
        """Each movement in file order.

        Raises:
            StatementError: TRUNCATED when the last record does not end, NO_STATEMENT when the file has no account,
                BAD_DATE, BAD_AMOUNT, BAD_STRUCTURE.
        """
        if not self._style.is_date_order_certain:
            self.warnings.add(
                "DATE_ORDER_GUESSED", f"Every day is 12 or less; the dates are read as {self._style.date_order.value}."
            )
        for number, raw in enumerate(read_lines(self._source, self.encoding), start=1):
            text = raw.strip(BLANKS)
            if not text:
                continue
            first = text[0]
            if first == "!":
                self._begin_section(text, number)
            elif self._section.kind is SectionKind.MOVEMENTS:
                if first == "^":
                    found = self._end_record()
                    if found is not None:
                        yield found
                else:
                    self._take(text, number)
            elif self._section.kind is SectionKind.ACCOUNTS:
                self._describe(text, number)
        if self._record is not None:
            raise StatementError("TRUNCATED", "The last movement is not ended.", line=self._record.line)
        self._finish()

    def _begin_section(self, text: str, number: int) -> None:
        if self._record is not None and self._has_header:
            raise StatementError("BAD_STRUCTURE", "The movement before this header is not ended.", line=number)
        self._record = None  # what stands before the first header without an end is a preamble
        self._end_description()
        self._has_header = True
        section = read_header(text)
        if section is None:
            return
        self._section = section
        if section.kind is SectionKind.SKIPPED and section.name not in self._skipped:
            self._skipped.add(section.name)
            self.warnings.add("SECTION_SKIPPED", f"The list {section.name[:40]!r} holds no payments.", number)
        elif section.kind is SectionKind.MOVEMENTS and not section.is_known and section.name not in self._skipped:
            self._skipped.add(section.name)
            self.warnings.add("UNKNOWN_SECTION", f"{section.name[:40]!r} is read as an account.", number)
        if section.kind is SectionKind.MOVEMENTS:
            self._account(section, number)

    def _take(self, text: str, number: int) -> None:
        if self._record is None:
            self._record = MovementRecord(number)
            self._record_lines = 0
        self._record_lines += 1
        if self._record_lines > _MOST_LINES:
            raise StatementError("BAD_STRUCTURE", "A movement has too many lines.", line=self._record.line)
        self._record.add(text, number, self._readers)

    def _end_record(self) -> Movement | None:
        record, self._record = self._record, None
        if record is None or not (record.fields or record.parts_count):
            return None
        account = self._account(self._section, record.line)
        if not account.has_movements and account.facts.opening_balance is None:
            opened = record.opening_account
            if opened is not None:
                self._take_opening(record, opened)
                return None
        line = record.to_line(account.key.currency, self._readers, self.warnings)
        account.has_movements = True
        if account.last_day is None or line.booked_on > account.last_day:
            account.last_day = line.booked_on
        return account.key, line

    def _take_opening(self, record: MovementRecord, name: str) -> None:
        if self._name is None and name:
            # The account is only named by the record of its opening balance, before any movement.
            del self._accounts[None, self._section.name]
            self._name = name
        account = self._account(self._section, record.line)
        account.facts.opening_balance = record.amount(self._readers, self.warnings)
        account.facts.line = record.line

    def _describe(self, text: str, number: int) -> None:
        if text[0] == "^":
            self._end_description()
        elif len(self._described) < _MOST_LINES and text[1:].strip():
            self._described.setdefault(text[0], (text[1:].strip(), number))

    def _end_description(self) -> None:
        """One account of an `!Account` list: it is the one whose movements follow, unless another comes."""
        described, self._described = self._described, {}
        if "N" not in described:
            return
        self._name = described["N"][0]
        balance, day = described.get("$"), described.get("/")
        if balance is None or day is None or len(self._stated) >= _MOST_ACCOUNTS:
            return
        try:
            self._stated[self._name] = self._readers.read_date(day[0]), self._readers.read_amount(balance[0])
        except ValueError:
            self.warnings.add("BALANCE_UNREADABLE", f"{balance[0][:40]!r} on {day[0][:40]!r}.", balance[1])

    def _account(self, section: Section, line: int) -> _Account:
        # A named account is the same whatever type its sections give; unnamed ones are told apart by type only.
        identity = (self._name, "" if self._name is not None else section.name)
        found = self._accounts.get(identity)
        if found is None:
            if len(self._accounts) >= _MOST_ACCOUNTS:
                raise StatementError("BAD_STRUCTURE", "The file has too many accounts.", line=line)
            number = account_number(self._name) if self._name else None
            currency = (currency_of_account(number) if number else None) or self._style.currency
            if currency is None:
                currency = self._fallback_currency
                if not self._is_currency_guessed:
                    self.warnings.add("CURRENCY_GUESSED", f"QIF names no currency; it is read as {currency}.", line)
                self._is_currency_guessed = True
            found = _Account(StatementKey(number, currency, len(self._accounts)), type_name=section.name)
            found.facts.account_name = None if number else self._name
            self._accounts[identity] = found
        return found

    def _finish(self) -> None:
        unnamed = sum(name is None for name, _ in self._accounts)
        for (name, _), account in self._accounts.items():
            if name is None:
                account.facts.account_name = account.type_name if unnamed > 1 else None
            elif name in self._stated:
                day, balance = self._stated[name]
                # A balance that is older than the last movement says nothing about the end of the statement.
                if account.last_day is None or account.last_day <= day:
                    account.facts.closing_balance, account.facts.date_to = balance, day
            self.facts[account.key] = account.facts
        if not self.facts:
            raise StatementError("NO_STATEMENT", "The file has no account with movements.")
