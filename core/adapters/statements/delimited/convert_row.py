import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from core.adapters.statements.currencies import read_currency
from core.adapters.statements.delimited.amount_cells import compile_amounts, currency_in
from core.adapters.statements.delimited.column_mapping import ColumnMapping
from core.adapters.statements.delimited.date_cells import compile_dates
from core.adapters.statements.delimited.value_words import IS_PENDING, MONEY_OUT, NOT_EXECUTED, STATUS_WORDS
from core.adapters.statements.statement_reading import StatementKey, WarningLog
from core.ports.statement_parser import BookingStatus, StatementError, StatementLine

_MCC: Final = re.compile(r"0*(\d{1,4})(?:\.0)?")
_NO_CELL: Final = ""

Converted = tuple[StatementKey, StatementLine, Decimal | None]
"""The statement, the movement, and the running balance after it."""


class RowConverter:
    """Turns the cells of one row into a movement. Everything that depends on the file is worked out once, here."""

    def __init__(self, mapping: ColumnMapping, account: str | None, warnings: WarningLog) -> None:
        self.mapping = self._mapping = mapping
        self._warnings = warnings
        self._read_date = compile_dates(mapping.date_order)
        self._read_amount = compile_amounts(mapping.decimal_mark, mapping.sign_rule)
        self._read_plain = compile_amounts(mapping.decimal_mark)
        self.key = StatementKey(account, mapping.default_currency)
        self._keys: dict[tuple[str | None, str], StatementKey] = {(account, mapping.default_currency): self.key}
        self.unknown_statuses: set[str] = set()
        self.description = _first_filled(mapping.description, mapping.description_fallbacks)
        # A column that is not there is read from the blank cell behind the last one: no test in each row.
        blank = mapping.width
        self._counterparty = _or(mapping.counterparty, blank)
        self._counterparty_account = _or(mapping.counterparty_account, blank)
        self._tax_id = _or(mapping.counterparty_tax_id, blank)
        self._category = _or(mapping.category, blank)
        self._bank_id = _or(mapping.bank_id, blank)
        self._mcc = _or(mapping.mcc, blank)
        self._status_column = _or(mapping.status, blank)
        self._names_statement = (
            mapping.currency is not None or mapping.account is not None or mapping.currency_in_amount
        )
        self._has_sides = any(
            column is not None
            for column in (mapping.payer, mapping.payee, mapping.payer_account, mapping.payee_account)
        )
        self._has_original = mapping.original_amount is not None

    def convert(self, line: int, cells: list[str]) -> Converted | None:
        """The movement of a row that is as wide as the mapping says; None for one that was never executed.

        Raises:
            StatementError: BAD_DATE, BAD_AMOUNT or BAD_CURRENCY with the line.
        """
        cells.append(_NO_CELL)
        booked_on, value_date = self._dates(line, cells)
        amount = self._amount(line, cells)
        key = self._statement(line, cells) if self._names_statement else self.key
        currency = key.currency
        status = BookingStatus.BOOKED
        if status_text := cells[self._status_column]:
            found = self._status(line, status_text)
            if found is None:
                return None
            status = found
        original_amount, original_currency = None, None
        if self._has_original:
            original_amount, original_currency = self._original(line, cells, amount, currency)
        counterparty, account, tax_id = (
            cells[self._counterparty],
            cells[self._counterparty_account],
            cells[self._tax_id],
        )
        if self._has_sides:
            counterparty, account, tax_id = self._other_side(cells, is_out=amount < 0)
        # Positional, because keywords cost a tenth of the whole row.
        movement = StatementLine(
            booked_on,
            amount,
            currency,
            self.description(cells),
            value_date,
            original_amount,
            original_currency,
            counterparty.strip() or None,
            account.strip() or None,
            read_mcc(cells[self._mcc]),
            cells[self._bank_id].strip() or None,
            cells[self._category].strip() or None,
            status,
            line,
            tax_id.strip() or None,
        )
        return key, movement, self._balance(line, cells)

    def _other_side(self, cells: list[str], *, is_out: bool) -> tuple[str, str, str]:
        """Name, account and tax id of the other side, in a file that names payer and payee."""
        mapping = self._mapping
        columns = (
            (mapping.payee, mapping.payee_account, mapping.payee_tax_id)
            if is_out
            else (mapping.payer, mapping.payer_account, mapping.payer_tax_id)
        )
        plain = (self._counterparty, self._counterparty_account, self._tax_id)
        name, account, tax_id = (cells[own] or cells[_or(side, -1)] for own, side in zip(plain, columns, strict=True))
        return name, account, tax_id

    def _dates(self, line: int, cells: list[str]) -> tuple[date, date | None]:
        mapping = self._mapping
        text = cells[mapping.date].strip()
        second = cells[mapping.value_date].strip() if mapping.value_date is not None else _NO_CELL
        try:
            value_date = self._read_date(second) if second else None
            return (self._read_date(text) if text or value_date is None else value_date), value_date
        except ValueError:
            raise StatementError("BAD_DATE", f"{(text or second)[:40]!r} is not a possible date.", line=line) from None

    def _amount(self, line: int, cells: list[str]) -> Decimal:
        mapping = self._mapping
        if mapping.amount is None:
            return self._from_two_columns(line, cells)
        text = cells[mapping.amount].strip()
        try:
            amount = self._read_amount(text)
        except ValueError:
            raise _bad_amount(text, line) from None
        if mapping.direction is None:
            return amount
        if cells[mapping.direction].strip().lower() in MONEY_OUT:
            # A bank that writes the minus too means the same; a plus beside "debit" is just an unsigned amount.
            return -abs(amount) if amount else amount
        return amount

    def _from_two_columns(self, line: int, cells: list[str]) -> Decimal:
        mapping = self._mapping
        debit_text = cells[mapping.debit].strip() if mapping.debit is not None else _NO_CELL
        credit_text = cells[mapping.credit].strip() if mapping.credit is not None else _NO_CELL
        if not debit_text and not credit_text:
            raise StatementError("BAD_AMOUNT", "The row has no amount.", line=line)
        try:
            debit = self._read_plain(debit_text) if debit_text else Decimal(0)
            credit = self._read_plain(credit_text) if credit_text else Decimal(0)
        except ValueError:
            raise _bad_amount(f"{debit_text} {credit_text}".strip(), line) from None
        if debit and credit:
            raise StatementError("BAD_AMOUNT", "The row has money in and money out at once.", line=line)
        if debit:
            return debit if mapping.debit_is_negative else -debit
        return credit if credit_text else debit

    def _balance(self, line: int, cells: list[str]) -> Decimal | None:
        if self._mapping.balance is None:
            return None
        text = cells[self._mapping.balance].strip()
        if not text:
            return None
        try:
            return self._read_plain(text)
        except ValueError:
            raise StatementError("BAD_BALANCE", f"{text[:40]!r} is not a balance.", line=line) from None

    def _statement(self, line: int, cells: list[str]) -> StatementKey:
        """The statement of a file that names account or currency in each row."""
        mapping = self._mapping
        account = cells[mapping.account] if mapping.account is not None else _NO_CELL
        currency = cells[mapping.currency] if mapping.currency is not None else _NO_CELL
        if mapping.currency_in_amount and mapping.amount is not None and not currency:
            currency = currency_in(cells[mapping.amount]) or _NO_CELL
        try:
            return self.statement_of(account, currency)
        except ValueError:
            raise StatementError("BAD_CURRENCY", f"{currency.strip()[:20]!r} is not a currency.", line=line) from None

    def statement_of(self, account_text: str, currency_text: str) -> StatementKey:
        """The statement that two cells name; blank ones name the file's own. ValueError for an unknown currency."""
        text = currency_text.strip()
        currency = read_currency(text) if text else self.key.currency
        if currency is None:
            raise ValueError(text)
        pair = (account_text.strip() or self.key.account, currency)
        key = self._keys.get(pair)
        if key is None:
            key = self._keys[pair] = StatementKey(*pair)
        return key

    def _status(self, line: int, text: str) -> BookingStatus | None:
        word = text.strip().lower()
        meaning = STATUS_WORDS.get(word)
        if meaning == IS_PENDING:
            return BookingStatus.PENDING
        if meaning == NOT_EXECUTED:
            self._warnings.add("NOT_EXECUTED", f"The row is {word}: no money moved, it is left out.", line)
            return None
        if (
            meaning is None
            and word
            and word not in self.unknown_statuses
            and len(self.unknown_statuses) < len(STATUS_WORDS)
        ):
            self.unknown_statuses.add(word)
            self._warnings.add("UNKNOWN_STATUS", f"{word[:40]!r} is read as booked.", line)
        return BookingStatus.BOOKED

    def _original(
        self, line: int, cells: list[str], amount: Decimal, currency: str
    ) -> tuple[Decimal | None, str | None]:
        """Amount and currency before conversion, with the sign of the movement; nothing where there was none."""
        mapping = self._mapping
        currency_text = cells[mapping.original_currency].strip() if mapping.original_currency is not None else _NO_CELL
        amount_text = cells[mapping.original_amount].strip() if mapping.original_amount is not None else _NO_CELL
        original_currency = read_currency(currency_text) if currency_text else None
        if currency_text and original_currency is None:
            raise StatementError("BAD_CURRENCY", f"{currency_text[:20]!r} is not a currency.", line=line)
        if not amount_text:
            return None, None
        try:
            value = abs(self._read_plain(amount_text))
        except ValueError:
            raise _bad_amount(amount_text, line) from None
        original_currency = original_currency or currency_in(amount_text)
        if original_currency in (None, currency):
            return None, None
        return (-value if amount < 0 and value else value), original_currency


def _or(column: int | None, blank: int) -> int:
    return blank if column is None else column


def _bad_amount(text: str, line: int) -> StatementError:
    shown = f"{text[:40]!r} is not an amount." if text else "The row has no amount."
    return StatementError("BAD_AMOUNT", shown, line=line)


@lru_cache(maxsize=4096)
def read_mcc(text: str) -> str | None:
    """The four digits of a merchant category code; None for a cell without one."""
    match = _MCC.fullmatch(text.strip())
    return match[1].zfill(4) if match and int(match[1]) else None


def _first_filled(column: int | None, spare: tuple[int, ...]) -> Callable[[list[str]], str]:
    """A reader of the description: the first of the columns that says something, its white space made single."""
    columns = (*(() if column is None else (column,)), *spare)

    def read(cells: list[str]) -> str:
        for index in columns:
            text = cells[index]
            if text:
                text = " ".join(text.split())
                if text:
                    return text
        return ""

    return read
