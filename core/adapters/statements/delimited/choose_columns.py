from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from core.adapters.statements.currencies import read_currency
from core.adapters.statements.delimited.column_role import Role
from core.adapters.statements.delimited.table_sample import TableSample
from core.adapters.statements.delimited.value_words import MONEY_IN, MONEY_OUT

_NEARLY_ALL: Final = 0.9
_LEAST_ALONE: Final = 3
"""Without a header so many rows must agree before a column is believed."""


@dataclass(slots=True)
class ColumnChoice:
    """Columns by meaning, each checked against its cells. `taken` are the columns that already mean something."""

    sample: TableSample
    by_role: dict[Role, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def named(self, *roles: Role, fits: Callable[[int], bool] | None = None) -> int | None:
        """The surest column that the header gives one of the meanings, in their order, and whose cells fit."""
        header = self.sample.header
        if header is None:
            return None
        for role in roles:
            for column in header.columns(role):
                if column not in self.taken and (fits is None or fits(column)):
                    return self._take(role, column)
        return None

    def alike(self, role: Role, fits: Callable[[int], bool]) -> int | None:
        """The first column without a known heading whose cells fit."""
        header = self.sample.header
        for column in range(self.sample.width):
            is_named = header is not None and column < len(header.cells) and header.cells[column] is not None
            if column not in self.taken and not is_named and fits(column):
                return self._take(role, column)
        return None

    def _take(self, role: Role, column: int) -> int:
        self.by_role[role] = column
        self.taken.add(column)
        return column

    def is_dates(self, column: int) -> bool:
        """Nearly all filled cells are dates; an empty table fits anything."""
        evidence = self.sample.dates(column)
        return evidence.dates >= _NEARLY_ALL * (evidence.dates + evidence.other) and (
            evidence.dates > 0 or not self.sample.rows
        )

    def is_amounts(self, column: int) -> bool:
        """Nearly all filled cells are amounts; a column that is blank so far fits, as one of two can be."""
        evidence = self.sample.amounts(column)
        return evidence.amounts >= _NEARLY_ALL * (evidence.amounts + evidence.other)

    def is_filled_amounts(self, column: int) -> bool:
        """As `is_amounts`, and hardly any cell is blank."""
        evidence = self.sample.amounts(column)
        return self.is_amounts(column) and evidence.amounts >= _NEARLY_ALL * len(self.sample.rows)

    def is_directions(self, column: int) -> bool:
        """Nearly all cells are words for money in and money out, and money out is among them."""
        cells = [cell.lower() for cell in self.sample.cells(column) if cell]
        out = sum(cell in MONEY_OUT for cell in cells)
        known = out + sum(cell in MONEY_IN for cell in cells)
        return out > 0 and known >= _NEARLY_ALL * len(cells) and len(cells) >= _NEARLY_ALL * len(self.sample.rows)

    def is_currencies(self, column: int) -> bool:
        """Every filled cell names a currency."""
        cells = {cell for cell in self.sample.cells(column) if cell}
        return all(read_currency(cell) for cell in cells) and (bool(cells) or not self.sample.rows)

    def is_money_written(self, column: int) -> bool:
        """Amounts that can't be numbers of another kind: with decimals or a minus, or few digits that vary."""
        evidence = self.sample.amounts(column)
        return (
            self.is_filled_amounts(column)
            and len(self.sample.rows) > 0
            and bool(evidence.comma or evidence.point or evidence.minus or evidence.with_currency)
        )

    def is_text(self, column: int) -> bool:
        """Cells of letters, most of them different or long: a description."""
        cells = self.sample.cells(column)
        return sum(any(map(str.isalpha, cell)) for cell in cells) >= 0.5 * len(cells) > 0

    def longest_text(self) -> int | None:
        """The free column with the longest texts."""
        lengths = {
            column: sum(map(len, self.sample.cells(column)))
            for column in range(self.sample.width)
            if column not in self.taken and self.is_text(column) and not self.is_currencies(column)
        }
        return max(lengths, key=lambda column: lengths[column]) if lengths else None
