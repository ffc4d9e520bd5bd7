import re
from typing import Final

from core.adapters.statements.delimited.column_mapping import ColumnMapping
from core.adapters.statements.delimited.date_cells import looks_like_date
from core.adapters.statements.delimited.labelled_facts import LabelledFacts
from core.adapters.statements.delimited.table_sample import TableSample
from core.adapters.statements.delimited.value_words import IS_PENDING, STATUS_WORDS, is_totals
from core.ports.statement_parser import StatementError

_WORDS_ALONE: Final = re.compile(r"[^\W\d_][^\d_;|,\t]*")
"""Without digits and marks that could part cells: nothing of a movement is in it."""


class OutsideRows:
    """Tells rows that are no movements, and reads the balances and the period that they tell into `labelled`."""

    def __init__(self, mapping: ColumnMapping, sample: TableSample) -> None:
        self.labelled: LabelledFacts = sample.facts()
        self._mapping = mapping
        self._header = tuple(filter(None, sample.header.raw)) if sample.header else None
        self._refusal: StatementError | None = None

    def refuse_movement(self) -> None:
        """Raise when what looked like the closing words of the file stands before a movement: it is a broken row."""
        if self._refusal is not None:
            raise self._refusal

    def passes_title(self, cells: list[str]) -> bool:
        """Whether a row above the first movement is words alone, as `Posted transactions`: it is no broken row."""
        filled = [cell for cell in cells if cell.strip()]
        is_title = len(filled) == 1 and bool(_WORDS_ALONE.fullmatch(filled[0].strip()))
        if is_title:
            self._refusal = None
        return is_title

    def is_pending_without_date(self, cells: list[str]) -> bool:
        """Whether a row says in the place of its date that it is not booked yet."""
        word = cells[self._mapping.date].strip().lower()
        return STATUS_WORDS.get(word) == IS_PENDING and self._has_amount(cells)

    def has(self, line: int, cells: list[str]) -> bool:
        """Whether a row without a date in its place is no movement: blank, a repeated header, totals, or closing words.

        Closing words are believed only at the end of the file: a movement after them makes them a broken row.
        """
        date_text = cells[self._mapping.date]
        if date_text and date_text[0].isdigit():
            return False
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled or tuple(filled) == self._header:
            return True
        value_date = self._mapping.value_date
        second = cells[value_date] if value_date is not None and not date_text.strip() else date_text
        if looks_like_date(second):
            return False
        self.labelled.read(cells)
        return any(map(is_totals, filled)) or self._is_closing_word(line, cells, filled[0])

    def _is_closing_word(self, line: int, cells: list[str], first: str) -> bool:
        if first[0].isdigit() or not any(map(str.isalpha, first)) or self._has_amount(cells):
            return False
        if self._refusal is None:
            text = cells[self._mapping.date].strip()
            shown = f"{text[:40]!r} is not a date" if text else "The row has no date"
            self._refusal = StatementError("BAD_DATE", f"{shown}, and movements follow.", line=line)
        return True

    def has_dated_balance(self, cells: list[str]) -> bool:
        """Whether a row with a date but without an amount tells a balance, as some banks begin and end a table."""
        if any(cells[column].strip() for column in self._mapping.money_columns()) or not any(map(is_totals, cells)):
            return False
        self.labelled.read(cells)
        return True

    def _has_amount(self, cells: list[str]) -> bool:
        mapping = self._mapping
        return any(cells[column].strip() for column in mapping.money_columns() if column != mapping.date)
