from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from typing import Final, NamedTuple

from core.adapters.statements.currencies import read_currency
from core.adapters.statements.delimited.amount_cells import currency_in
from core.adapters.statements.delimited.amount_columns import compile_amount_columns, compile_filled_amounts
from core.adapters.statements.delimited.convert_row import RowConverter, read_mcc
from core.adapters.statements.delimited.date_cells import compile_dates
from core.adapters.statements.delimited.value_words import IS_BOOKED, IS_PENDING, MONEY_OUT, STATUS_WORDS
from core.adapters.statements.statement_reading import StatementKey
from core.ports.statement_parser import BookingStatus, StatementLine

_ODD_SPACES: Final = tuple(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " ")
Columns = Sequence[Sequence[str]]


class ConvertedRows(NamedTuple):
    """Movements, the statement of each, and the running balance after each; `balances` is None without such a column.

    `key` is the one statement of all of them, or None where they belong to several. `has_all_balances` says that no
    balance is None.
    """

    key: StatementKey | None
    keys: Iterable[StatementKey]
    lines: list[StatementLine]
    balances: list[Decimal | None] | None
    has_all_balances: bool


class ColumnsConverter:
    """Turns the cells of many rows into movements, a column at a time: three times as fast as row by row.

    It gives exactly what RowConverter gives, or ValueError where any row needs RowConverter's eye: a cell that can't
    be read, a payment that was never made, a word that is not known.
    """

    def __init__(self, by_row: RowConverter) -> None:
        mapping = self._mapping = by_row.mapping
        self._by_row = by_row
        self._day = compile_dates(mapping.date_order)
        self._amounts = compile_amount_columns(mapping.decimal_mark, mapping.sign_rule)
        self._filled_amounts = compile_filled_amounts(mapping.decimal_mark)

    def convert(self, numbers: Sequence[int], rows: list[list[str]]) -> ConvertedRows:
        """The movements of rows that all are as wide as the mapping says. Raises ValueError."""
        mapping = self._mapping
        columns: Columns = list(zip(*rows, strict=True))
        amounts = self._signed_amounts(columns)
        only_key, keys = self._keys(columns, len(rows))
        currencies: Iterable[str] = repeat(only_key.currency) if only_key else [key.currency for key in keys]
        originals: tuple[Iterable[Decimal | None], Iterable[str | None]] = (repeat(None), repeat(None))
        if mapping.original_amount is not None:
            originals = self._originals(columns, amounts, currencies)
        names, accounts, tax_ids = self._other_sides(columns, amounts)
        lines = list(
            map(
                StatementLine,
                map(self._day, columns[mapping.date]),
                amounts,
                currencies,
                self._descriptions(columns, rows),
                self._value_dates(columns),
                *originals,
                names,
                accounts,
                self._mccs(columns),
                _texts(columns, mapping.bank_id),
                _texts(columns, mapping.category),
                self._statuses(columns),
                numbers,
                tax_ids,
            )
        )
        if mapping.balance is None:
            return ConvertedRows(only_key, keys, lines, None, has_all_balances=False)
        cells = columns[mapping.balance]
        return ConvertedRows(only_key, keys, lines, self._filled_amounts(cells), has_all_balances="" not in cells)

    def _value_dates(self, columns: Columns) -> Iterable[date | None]:
        column = self._mapping.value_date
        if column is None:
            return repeat(None)
        return [self._day(cell) if cell else None for cell in columns[column]]

    def _signed_amounts(self, columns: Columns) -> list[Decimal]:
        mapping = self._mapping
        if mapping.amount is None:
            return self._from_two_columns(columns)
        amounts = self._amounts(columns[mapping.amount])
        if mapping.direction is None:
            return amounts
        pairs = zip(amounts, columns[mapping.direction], strict=True)
        return [-abs(amount) if amount and _is_out(word) else amount for amount, word in pairs]

    def _from_two_columns(self, columns: Columns) -> list[Decimal]:
        mapping = self._mapping
        blank: list[Decimal | None] = [None] * len(columns[0])
        debits = blank if mapping.debit is None else self._filled_amounts(columns[mapping.debit])
        credits_ = blank if mapping.credit is None else self._filled_amounts(columns[mapping.credit])
        are_negative = mapping.debit_is_negative
        amounts = []
        for debit, credit in zip(debits, credits_, strict=True):
            if debit:
                if credit:
                    raise ValueError("money in and money out at once")
                amounts.append(debit if are_negative else -debit)
            elif credit is not None:
                amounts.append(credit)
            elif debit is not None:
                amounts.append(debit)
            else:
                raise ValueError("no amount")
        return amounts

    def _keys(self, columns: Columns, count: int) -> tuple[StatementKey | None, Iterable[StatementKey]]:
        """The one statement of all rows if there is one, and the statement of each."""
        mapping = self._mapping
        if mapping.currency is None and mapping.account is None:
            return self._by_row.key, repeat(self._by_row.key)
        accounts = ("",) * count if mapping.account is None else columns[mapping.account]
        currencies = ("",) * count if mapping.currency is None else columns[mapping.currency]
        pairs = list(zip(accounts, currencies, strict=True))
        found = {pair: self._by_row.statement_of(*pair) for pair in set(pairs)}
        if len(found) == 1:
            (only,) = found.values()
            return only, repeat(only)
        return None, [found[pair] for pair in pairs]

    def _originals(
        self, columns: Columns, amounts: list[Decimal], currencies: Iterable[str]
    ) -> tuple[list[Decimal | None], list[str | None]]:
        """Amounts and currencies before conversion, where they differ from the movement's."""
        mapping = self._mapping
        cells = columns[mapping.original_amount or 0]
        names = ("",) * len(cells) if mapping.original_currency is None else columns[mapping.original_currency]
        values: list[Decimal | None] = []
        codes: list[str | None] = []
        for cell, name, value, amount, currency in zip(
            cells, names, self._filled_amounts(cells), amounts, currencies, strict=False
        ):
            code = _known_currency(name)
            if value is not None and code is None:
                code = currency_in(cell)
            if value is None or code is None or code == currency:
                values.append(None)
                codes.append(None)
            else:
                size = abs(value)
                values.append(-size if amount < 0 and size else size)
                codes.append(code)
        return values, codes

    def _other_sides(self, columns: Columns, amounts: list[Decimal]) -> list[Iterable[str | None]]:
        """Names, accounts and tax ids of the other side; payer or payee by the sign where the file names both."""
        mapping = self._mapping
        return [
            _side(columns, own, payer, payee, amounts)
            for own, payer, payee in (
                (mapping.counterparty, mapping.payer, mapping.payee),
                (mapping.counterparty_account, mapping.payer_account, mapping.payee_account),
                (mapping.counterparty_tax_id, mapping.payer_tax_id, mapping.payee_tax_id),
            )
        ]

    def _descriptions(self, columns: Columns, rows: list[list[str]]) -> Iterable[str]:
        column = self._mapping.description
        if column is None:
            return [self._by_row.description(cells) for cells in rows]
        cells = columns[column]
        texts = cells if _are_single_spaced(cells) else [" ".join(cell.split()) for cell in cells]
        if "" not in texts:
            return texts
        return [text or self._by_row.description(row) for text, row in zip(texts, rows, strict=True)]

    def _mccs(self, columns: Columns) -> Iterable[str | None]:
        column = self._mapping.mcc
        return repeat(None) if column is None else map(read_mcc, columns[column])

    def _statuses(self, columns: Columns) -> Iterable[BookingStatus]:
        column = self._mapping.status
        if column is None:
            return repeat(BookingStatus.BOOKED)
        found = {text: self._status(text) for text in set(columns[column])}
        return [found[text] for text in columns[column]]

    def _status(self, text: str) -> BookingStatus:
        word = text.strip().lower()
        meaning = STATUS_WORDS.get(word)
        if meaning == IS_PENDING:
            return BookingStatus.PENDING
        if meaning == IS_BOOKED or not word or word in self._by_row.unknown_statuses:
            return BookingStatus.BOOKED
        raise ValueError(text)


def _side(
    columns: Columns, own: int | None, payer: int | None, payee: int | None, amounts: list[Decimal]
) -> Iterable[str | None]:
    if payer is None and payee is None:
        return _texts(columns, own)
    blank = ("",) * len(amounts)
    owns, payers, payees = (blank if column is None else columns[column] for column in (own, payer, payee))
    return [
        (mine or (to if amount < 0 else from_)).strip() or None
        for mine, from_, to, amount in zip(owns, payers, payees, amounts, strict=True)
    ]


def _texts(columns: Columns, column: int | None) -> Iterable[str | None]:
    if column is None:
        return repeat(None)
    return [cell.strip() or None for cell in columns[column]]


def _are_single_spaced(cells: Sequence[str]) -> bool:
    """Whether the only white space in all cells is single spaces inside."""
    text = "|".join(cells)
    if "  " in text or "| " in text or " |" in text or text[:1] == " " or text[-1:] == " ":
        return False
    return not any(space in text for space in _ODD_SPACES)


@lru_cache(maxsize=1024)
def _is_out(text: str) -> bool:
    return text.strip().lower() in MONEY_OUT


def _known_currency(text: str) -> str | None:
    """The currency a cell names, None for a blank one. Raises ValueError for other text."""
    found = read_currency(text)
    if found is None and text.strip():
        raise ValueError(text)
    return found
