"""What a person earned and spent in business, by day, in the currency of the country's tax."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DayTotals:
    """One day. All amounts are zero or more, except for a day on which more was refunded than earned."""

    day: date
    income: Decimal = Decimal(0)
    expenses: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Books:
    """The days with movements, in any order, and the last day that is known."""

    days: tuple[DayTotals, ...]
    as_of: date

    @classmethod
    def of(cls, days: Iterable[DayTotals], as_of: date) -> "Books":
        """Books of these days."""
        return cls(tuple(days), as_of)

    def income(self, start: date, end: date) -> Decimal:
        """Earned from `start` to `end`, both included."""
        return sum((one.income for one in self.days if start <= one.day <= end), Decimal(0))

    def expenses(self, start: date, end: date) -> Decimal:
        """Spent in business from `start` to `end`, both included."""
        return sum((one.expenses for one in self.days if start <= one.day <= end), Decimal(0))
