from collections.abc import Iterator, Sequence
from typing import Final

from core.adapters.statements.delimited.column_mapping import ColumnMapping
from core.adapters.statements.delimited.convert_columns import ColumnsConverter, ConvertedRows
from core.adapters.statements.delimited.convert_row import Converted, RowConverter
from core.adapters.statements.delimited.date_cells import looks_like_date
from core.adapters.statements.delimited.labelled_facts import LabelledFacts
from core.adapters.statements.delimited.outside_rows import OutsideRows
from core.adapters.statements.delimited.row_source import RowBatch, RowSource
from core.adapters.statements.delimited.running_balance import BalanceChain
from core.adapters.statements.delimited.table_sample import TableSample
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog
from core.ports.statement_parser import BookingStatus, StatementError, StatementLine

Movements = list[tuple[StatementKey, StatementLine]]
_SMALL_BATCH: Final = 64
"""Around an odd row so many go the slow way."""


class TableReading:
    """One table being read under a mapping: a StatementReading."""

    def __init__(self, source: RowSource, mapping: ColumnMapping, sample: TableSample, warnings: WarningLog) -> None:
        self.encoding = source.encoding
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = warnings
        self.mapping = mapping
        self._source = source
        self._outside = OutsideRows(mapping, sample)
        self._by_row = RowConverter(mapping, self._outside.labelled.account, warnings)
        # An amount that carries its currency is taken apart cell by cell anyway.
        self._by_column = None if mapping.currency_in_amount else ColumnsConverter(self._by_row)
        self._first_line = _first_line(mapping, sample)
        self._has_short_rows = any(len(cells) < mapping.width for _, cells in sample.rows[:-1])
        self._seen: set[StatementKey] = set()
        self._chains: dict[StatementKey, BalanceChain] = {}
        self._last_line: int | None = None
        self._last_width = mapping.width

    @property
    def labelled(self) -> LabelledFacts:
        """What the rows around the table told, complete after the last movement."""
        return self._outside.labelled

    def __iter__(self) -> Iterator[tuple[StatementKey, StatementLine]]:
        """Each movement, oldest or newest first as the file has them."""
        for movements in self.batches():
            yield from movements

    def batches(self) -> Iterator[Movements]:
        """The movements as `__iter__` gives them, some hundreds at a time: a tenth faster."""
        for batch in self._source.batches():
            movements = self._read(self._inside(batch))
            if movements:
                yield movements
        if self._last_line is not None and self._last_width < self.mapping.width:
            self._refuse_cut_row(self._last_line)
        self._finish()

    def _inside(self, batch: RowBatch) -> RowBatch:
        """The rows from the table's first line on."""
        if not batch.rows or batch.lines[0] >= self._first_line:
            return batch
        skipped = sum(line < self._first_line for line in batch.lines)
        return RowBatch(batch.lines[skipped:], batch.rows[skipped:])

    def _read(self, batch: RowBatch) -> Movements:
        """All rows by columns; where that fails in small parts, and what is odd in a part row by row."""
        movements = self._read_by_column(batch)
        if movements is not None:
            return movements
        movements = []
        for at in range(0, len(batch.rows), _SMALL_BATCH):
            part = RowBatch(batch.lines[at : at + _SMALL_BATCH], batch.rows[at : at + _SMALL_BATCH])
            found = self._read_by_column(part)
            movements += self._read_by_row(part) if found is None else found
        return movements

    def _read_by_column(self, batch: RowBatch) -> Movements | None:
        """None when any row needs a closer look."""
        if self._by_column is None or not batch.rows:
            return None
        lines, rows = _without_blank_rows(batch)
        width = self.mapping.width
        widths = set(map(len, rows))
        if not rows or max(widths) > width:
            return None
        self._last_width = len(batch.rows[-1])
        if len(widths) > 1 or width not in widths:
            rows = [cells if len(cells) == width else cells + [""] * (width - len(cells)) for cells in rows]
        try:
            converted = self._by_column.convert(lines, rows)
        except ValueError:
            return None
        self._outside.refuse_movement()
        self._last_line = lines[-1]
        self._seen.update((converted.key,) if converted.key else converted.keys)
        self._follow_all(converted, lines)
        return list(zip(converted.keys, converted.lines, strict=False))

    def _read_by_row(self, batch: RowBatch) -> Movements:
        movements: Movements = []
        for line, read_cells in zip(batch.lines, batch.rows, strict=True):
            self._last_width = len(read_cells)
            cells = self._made_even(line, read_cells)
            if self._outside.has(line, cells):
                if self._last_line is None and self._outside.passes_title(cells):
                    self.warnings.add("NO_MOVEMENT", "The row is words alone: it is left out.", line)
                continue
            if self._outside.is_pending_without_date(cells):
                self.warnings.add(
                    "PENDING_WITHOUT_DATE", "The row is not booked and has no date: it is left out.", line
                )
                continue
            self._outside.refuse_movement()
            self._last_line = line
            converted = self._convert(line, cells)
            if converted is None:
                continue
            key, movement, balance = converted
            self._seen.add(key)
            if balance is not None and movement.status is BookingStatus.BOOKED:
                self._chain(key).add(movement.amount, balance, line)
            movements.append((key, movement))
        return movements

    def _convert(self, line: int, cells: list[str]) -> Converted | None:
        try:
            return self._by_row.convert(line, cells)
        except StatementError as error:
            if error.reason == "BAD_AMOUNT" and self._outside.has_dated_balance(cells):
                return None
            raise

    def _made_even(self, line: int, cells: list[str]) -> list[str]:
        """The row with exactly the mapping's width; more filled cells than that can't be told apart."""
        width = self.mapping.width
        if len(cells) <= width:
            return cells + [""] * (width - len(cells))
        date_text = cells[self.mapping.date].strip()
        if any(cell.strip() for cell in cells[width:]) and date_text and looks_like_date(date_text):
            raise StatementError("RAGGED_ROW", f"The row has {len(cells)} cells instead of {width}.", line=line)
        return cells[:width]

    def _refuse_cut_row(self, line: int) -> None:
        """A last row shorter than all others and without an end was cut off with its file."""
        if not self._has_short_rows and self._source.is_cut():
            raise StatementError("TRUNCATED", "The file ends in the middle of a row.", line=line)

    def _chain(self, key: StatementKey) -> BalanceChain:
        chain = self._chains.get(key)
        if chain is None:
            chain = self._chains[key] = BalanceChain()
        return chain

    def _follow_all(self, converted: ConvertedRows, lines: Sequence[int]) -> None:
        """Every booked movement with the balance after it."""
        if converted.balances is None:
            return
        if converted.key and converted.has_all_balances and self.mapping.status is None:
            amounts = [movement.amount for movement in converted.lines]
            self._chain(converted.key).extend(amounts, converted.balances, lines)  # type: ignore[arg-type]  # no None is in it
            return
        for key, movement, balance, line in zip(
            converted.keys, converted.lines, converted.balances, lines, strict=False
        ):
            if balance is not None and movement.status is BookingStatus.BOOKED:
                self._chain(key).add(movement.amount, balance, line)

    def _finish(self) -> None:
        """Balances and period of each statement: by the labelled rows, otherwise by the running balance."""
        labelled = self._outside.labelled
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


def _without_blank_rows(batch: RowBatch) -> RowBatch:
    if [] not in batch.rows:
        return batch
    filled = [(line, cells) for line, cells in zip(batch.lines, batch.rows, strict=True) if cells]
    return RowBatch([line for line, _ in filled], [cells for _, cells in filled])


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
