from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from core.adapters.statements.delimited.column_mapping import ColumnMapping
from core.adapters.statements.delimited.convert_row import RowConverter
from core.adapters.statements.delimited.date_cells import looks_like_date
from core.adapters.statements.delimited.labelled_facts import LabelledFacts
from core.adapters.statements.delimited.row_stream import Row, read_rows
from core.adapters.statements.delimited.running_balance import BalanceChain
from core.adapters.statements.delimited.table_sample import TableSample
from core.adapters.statements.delimited.value_words import is_totals
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog
from core.ports.statement_parser import BookingStatus, StatementError, StatementLine


class TableReading:
    """One file of rows being read under a mapping: a StatementReading."""

    def __init__(self, source: BinaryIO, mapping: ColumnMapping, sample: TableSample, warnings: WarningLog) -> None:
        self.encoding = mapping.dialect.codec
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = warnings
        self.mapping = mapping
        self._source = source
        self._labelled = sample.facts()
        self._header = sample.header.raw if sample.header else None
        self._first_line = _first_line(mapping, sample)
        self._has_short_rows = any(len(cells) < mapping.width for _, cells in sample.rows[:-1])
        self._seen: set[StatementKey] = set()
        self._chains: dict[StatementKey, BalanceChain] = {}
        self._refusal: StatementError | None = None

    def __iter__(self) -> Iterator[tuple[StatementKey, StatementLine]]:
        """Each movement, oldest or newest first as the file has them."""
        convert = RowConverter(self.mapping, self._labelled.account, self.warnings).convert
        has_balance = self.mapping.balance is not None
        last_key: StatementKey | None = None
        for line, cells in self._rows():
            try:
                converted = convert(line, cells)
            except StatementError as error:
                if error.reason == "BAD_AMOUNT" and self._is_dated_balance(cells):
                    continue
                raise
            if converted is None:
                continue
            key, movement, balance = converted
            if key is not last_key:
                self._seen.add(key)
                last_key = key
            if has_balance and balance is not None and movement.status is BookingStatus.BOOKED:
                self._follow(key, movement.amount, balance, line)
            yield key, movement
        self._finish()

    def _rows(self) -> Iterator[Row]:
        """The rows that must be movements, each exactly as wide as the mapping says."""
        mapping = self.mapping
        width = mapping.width
        last_line, last_width = 0, width
        for line, read_cells in read_rows(self._source, mapping.dialect):
            if line < self._first_line:
                continue
            last_width = len(read_cells)
            cells = read_cells if last_width == width else self._made_even(line, read_cells)
            date_text = cells[mapping.date]
            if (not date_text or not date_text[0].isdigit()) and self._is_outside(line, cells):
                continue
            if self._refusal is not None:
                raise self._refusal
            last_line = line
            yield line, cells
        if last_line and last_width < width:
            self._refuse_cut_row(last_line)

    def _made_even(self, line: int, cells: list[str]) -> list[str]:
        """The row with exactly the mapping's width; more filled cells than that can't be told apart."""
        width = self.mapping.width
        if any(cell.strip() for cell in cells[width:]):
            if cells[self.mapping.date].strip() and looks_like_date(cells[self.mapping.date]):
                raise StatementError("RAGGED_ROW", f"The row has {len(cells)} cells instead of {width}.", line=line)
            return cells[:width]
        return cells[:width] + [""] * (width - len(cells))

    def _is_outside(self, line: int, cells: list[str]) -> bool:
        """Whether a row without a date in its place is no movement: blank, a repeated header, totals, or closing words.

        Closing words are believed only at the end of the file: a movement after them makes them a broken row.
        """
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled or (self._header is not None and tuple(filled) == tuple(filter(None, self._header))):
            return True
        if looks_like_date(cells[self.mapping.date]):
            return False
        value_date = self.mapping.value_date
        if value_date is not None and not cells[self.mapping.date].strip() and looks_like_date(cells[value_date]):
            return False
        self._labelled.read(cells)
        if any(map(is_totals, filled)):
            return True
        if not filled[0][0].isdigit() and any(map(str.isalpha, filled[0])) and not self._has_amount(cells):
            if self._refusal is None:
                text = cells[self.mapping.date].strip()
                shown = f"{text[:40]!r} is not a date" if text else "The row has no date"
                self._refusal = StatementError("BAD_DATE", f"{shown}, and movements follow.", line=line)
            return True
        return False

    def _has_amount(self, cells: list[str]) -> bool:
        mapping = self.mapping
        columns = [column for column in (mapping.amount, mapping.debit, mapping.credit) if column is not None]
        return any(cells[column].strip() for column in columns if column != mapping.date)

    def _is_dated_balance(self, cells: list[str]) -> bool:
        """Whether a row with a date but without an amount tells a balance, as some banks begin and end a table."""
        mapping = self.mapping
        columns = [column for column in (mapping.amount, mapping.debit, mapping.credit) if column is not None]
        if any(cells[column].strip() for column in columns) or not any(map(is_totals, cells)):
            return False
        self._labelled.read(cells)
        return True

    def _refuse_cut_row(self, line: int) -> None:
        """A last row shorter than all others and without a line end was cut off with its file."""
        if self._has_short_rows:
            return
        self._source.seek(-4, 2)
        if not self._source.read(4).rstrip(b"\x00").endswith((b"\n", b"\r")):
            raise StatementError("TRUNCATED", "The file ends in the middle of a row.", line=line)

    def _follow(self, key: StatementKey, amount: Decimal, balance: Decimal, line: int) -> None:
        chain = self._chains.get(key)
        if chain is None:
            chain = self._chains[key] = BalanceChain()
        chain.add(amount, balance, line)

    def _finish(self) -> None:
        """Balances and period of each statement: by the labelled rows, otherwise by the running balance."""
        labelled = self._labelled
        if len(self._seen) <= 1:
            # The labels speak of one statement; with several in the file nothing tells of which.
            only = next(iter(self._seen), StatementKey(labelled.account, self.mapping.default_currency))
            _take_labelled(self.facts.setdefault(only, StatementFacts()), labelled)
        for key, chain in self._chains.items():
            found = self.facts.setdefault(key, StatementFacts())
            if not chain.holds:
                self.warnings.add(
                    "BALANCE_ORDER_UNKNOWN", "The running balance does not follow the movements.", chain.first_break
                )
                continue
            opening, closing = chain.ends()
            found.line = chain.first_break
            found.opening_balance = opening if found.opening_balance is None else found.opening_balance
            found.closing_balance = closing if found.closing_balance is None else found.closing_balance


def _take_labelled(facts: StatementFacts, labelled: LabelledFacts) -> None:
    facts.opening_balance = labelled.opening_balance
    facts.closing_balance = labelled.closing_balance
    facts.date_from, facts.date_to = labelled.date_from, labelled.date_to
    facts.account_name = labelled.account_name


def _first_line(mapping: ColumnMapping, sample: TableSample) -> int:
    """The line the table's rows begin in."""
    if mapping.header_line is not None:
        return mapping.header_line + 1
    return sample.rows[0][0] if sample.rows else 1
