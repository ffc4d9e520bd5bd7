"""What an income report says, as GraphQL shows it."""

from datetime import date
from typing import Any, Final

import strawberry

from api.graphql.scalars import Currency, Money, money, money_or_none
from core.reports import figures as kept

MOST_SOURCES: Final = 100


@strawberry.type(description="An amount, in two parts that are never added up.")
class IncomeSum:
    """A sum."""

    confirmed: Money = strawberry.field(description="Booked, and told of by a bank or a statement.")
    estimated: Money = strawberry.field(description="Not booked yet, or written by hand.")


@strawberry.type(description="A month of an income report.")
class IncomeMonth:
    """A month."""

    month: date = strawberry.field(description="Its first day.")
    income: IncomeSum = strawberry.field(description="What the business earned.")
    expenses: IncomeSum = strawberry.field(description="What the business spent.")
    profit: IncomeSum = strawberry.field(description="Net profit.")
    is_covered: bool = strawberry.field(description="Whether there is data for each of its days.")


@strawberry.type(description="A month's amount as lenders read it, of confirmed amounts.")
class IncomeAverages:
    """Averages."""

    mean: Money = strawberry.field(description="Mean of all months.")
    mean_of_12: Money | None = strawberry.field(description="Mean of the last 12; null where there are fewer.")
    mean_of_24: Money | None = strawberry.field(description="Mean of the last 24; null where there are fewer.")
    median: Money = strawberry.field(description="The month in the middle.")
    trailing_3: Money = strawberry.field(description="Mean of the last three.")
    lowest: Money = strawberry.field(description="The worst month.")
    highest: Money = strawberry.field(description="The best month.")


@strawberry.type(description="Somebody who paid.")
class IncomeSource:
    """A source of income."""

    name: str = strawberry.field(description="As the statements name them.")
    total: IncomeSum = strawberry.field(description="What they paid.")
    months_paid: int = strawberry.field(description="In how many months they paid.")
    is_recurring: bool = strawberry.field(description="Whether in three months or more.")


@strawberry.type(description="Days for which neither a statement nor a bank has data.")
class IncomeGap:
    """A gap."""

    account: str = strawberry.field(description="The account, as it is called.")
    first: date = strawberry.field(description="First day without data.")
    last: date = strawberry.field(description="Last day without data.")


@strawberry.type(description="What was earned and spent in another currency: in no sum, and not converted.")
class IncomeElsewhere:
    """Another currency."""

    currency: Currency = strawberry.field(description="The currency.")
    income: IncomeSum = strawberry.field(description="What the business earned.")
    expenses: IncomeSum = strawberry.field(description="What the business spent.")


@strawberry.type(description="What an income report says.")
class IncomeFigures:
    """The figures."""

    income: IncomeSum = strawberry.field(description="What the business earned in the whole period.")
    expenses: IncomeSum = strawberry.field(description="What the business spent.")
    profit: IncomeSum = strawberry.field(description="Net profit.")
    income_averages: IncomeAverages = strawberry.field(description="Of income.")
    profit_averages: IncomeAverages = strawberry.field(description="Of net profit.")
    largest_share: float | None = strawberry.field(
        description="The largest client's part of the confirmed income, 0 to 1; null where there is no income."
    )
    recurring_share: float | None = strawberry.field(
        description="The recurring clients' part of the confirmed income, 0 to 1; null where there is no income."
    )
    months: list[IncomeMonth] = strawberry.field(description="Month by month, oldest first.")
    sources: list[IncomeSource] = strawberry.field(description="Who paid, most first; a hundred at most.")
    gaps: list[IncomeGap] = strawberry.field(description="What the data does not cover.")
    unsorted: int = strawberry.field(description="Number of movements without a category, which are in no sum.")
    elsewhere: list[IncomeElsewhere] = strawberry.field(description="What is in other currencies.")


def show_figures(stored: dict[str, Any] | None) -> IncomeFigures | None:
    """The GraphQL type of the figures that a row holds."""
    if stored is None:
        return None
    found = kept.ReportFigures.model_validate(stored)
    currency, totals = found.currency, found.totals
    return IncomeFigures(
        income=_sum(totals.income, currency),
        expenses=_sum(totals.expenses, currency),
        profit=_sum(totals.profit, currency),
        income_averages=_averages(found.income, currency),
        profit_averages=_averages(found.profit, currency),
        largest_share=_share(found.shares.largest_source),
        recurring_share=_share(found.shares.recurring),
        months=[_month(one, currency) for one in found.months],
        sources=[_source(one, currency) for one in found.sources[:MOST_SOURCES]],
        gaps=[
            IncomeGap(account=account.name, first=gap.first, last=gap.last)
            for account in found.accounts
            for gap in account.gaps
        ],
        unsorted=found.unsorted.count,
        elsewhere=[
            IncomeElsewhere(
                currency=Currency(one.currency),
                income=_sum(one.income, one.currency),
                expenses=_sum(one.expenses, one.currency),
            )
            for one in found.elsewhere
        ],
    )


def _sum(amount: kept.Sum, currency: str) -> IncomeSum:
    return IncomeSum(confirmed=money(amount.confirmed, currency), estimated=money(amount.estimated, currency))


def _averages(averages: kept.Averages, currency: str) -> IncomeAverages:
    return IncomeAverages(
        mean=money(averages.mean, currency),
        mean_of_12=money_or_none(averages.mean_12, currency),
        mean_of_24=money_or_none(averages.mean_24, currency),
        median=money(averages.median, currency),
        trailing_3=money(averages.trailing_3, currency),
        lowest=money(averages.lowest, currency),
        highest=money(averages.highest, currency),
    )


def _month(month: kept.Month, currency: str) -> IncomeMonth:
    return IncomeMonth(
        month=month.month,
        income=_sum(month.income, currency),
        expenses=_sum(month.expenses, currency),
        profit=_sum(month.profit, currency),
        is_covered=month.is_covered,
    )


def _source(source: kept.Source, currency: str) -> IncomeSource:
    return IncomeSource(
        name=source.name,
        total=_sum(source.total, currency),
        months_paid=source.months_paid,
        is_recurring=source.is_recurring,
    )


def _share(basis_points: int | None) -> float | None:
    return basis_points / 10_000 if basis_points is not None else None
