"""The figures of an income report: what is kept of it, printed, and put into the workbook.

Amounts are whole minor units of the report's currency. What is confirmed was booked, and a bank's feed or a statement
tells of it; what is estimated waits to be booked or was written by hand. The two are never one sum.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict, computed_field


class Figure(BaseModel):
    """A part of a report: plain values that come back from JSON as they went."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Sum(Figure):
    """An amount, the two parts of it apart."""

    confirmed: int = 0
    estimated: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        """Part by part."""
        return Sum(confirmed=self.confirmed + other.confirmed, estimated=self.estimated + other.estimated)


class Span(Figure):
    """Days, both included."""

    first: date
    last: date


class Month(Figure):
    """A month: what the business earned and spent. `is_covered`: no account lacks a day of it."""

    month: date
    income: Sum
    expenses: Sum
    is_covered: bool

    @computed_field  # type: ignore[prop-decorator]  # as pydantic documents it
    @property
    def profit(self) -> Sum:
        """Net profit."""
        return Sum(
            confirmed=self.income.confirmed - self.expenses.confirmed,
            estimated=self.income.estimated - self.expenses.estimated,
        )


class Source(Figure):
    """Somebody who paid. `by_month` is in the order of the report's months; `months_paid` counts those with money."""

    name: str
    by_month: tuple[Sum, ...]
    total: Sum
    months_paid: int
    is_recurring: bool


class NotCounted(Figure):
    """Income that is not the business's, by category, as it is called in the report's language."""

    category: str
    total: Sum


class Unsorted(Figure):
    """Movements without a category: they are in no figure. `paid_in` and `paid_out` are both positive."""

    count: int = 0
    paid_in: int = 0
    paid_out: int = 0


class Elsewhere(Figure):
    """What the business earned and spent in another currency, in that currency: nothing of it is in the totals."""

    currency: str
    income: Sum
    expenses: Sum
    unsorted: int


class Account(Figure):
    """An account that the report rests on. `ending` is the number's last four characters; None where there is none.

    `opening` and `closing` are the balances before the first day and after the last, by what is booked; None where the
    account's bank never stated one. `gaps` are the days of the period that neither a statement nor a bank's feed tells
    of.
    """

    name: str
    bank: str | None
    ending: str | None
    currency: str
    paid_in: int
    paid_out: int
    opening: int | None
    closing: int | None
    gaps: tuple[Span, ...]
    is_by_hand: bool


class Averages(Figure):
    """A month's amount as lenders read it, of confirmed amounts; None where the report has fewer months."""

    mean_12: int | None
    mean_24: int | None
    mean: int
    median: int
    trailing_3: int
    lowest: int
    highest: int


class Shares(Figure):
    """Parts of the confirmed income in basis points (1/100 of a per cent); None where there is none."""

    largest_source: int | None
    recurring: int | None
    recurring_sources: int


class Totals(Figure):
    """The whole period."""

    income: Sum
    expenses: Sum
    profit: Sum


class ReportFigures(Figure):
    """All that a report says."""

    version: int = 1
    holder: str
    currency: str
    starts_on: date
    ends_on: date
    months: tuple[Month, ...]
    sources: tuple[Source, ...]
    not_counted: tuple[NotCounted, ...]
    unsorted: Unsorted
    elsewhere: tuple[Elsewhere, ...]
    accounts: tuple[Account, ...]
    totals: Totals
    income: Averages
    profit: Averages
    shares: Shares

    @property
    def has_gaps(self) -> bool:
        """Whether a day of an account is not covered."""
        return any(account.gaps for account in self.accounts)
