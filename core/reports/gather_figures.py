"""The figures of a report, of one snapshot of a person's books."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.db.database import ReadSession
from core.identity.models import UserRow
from core.reports.figures import (
    Account,
    Elsewhere,
    Month,
    NotCounted,
    ReportFigures,
    Source,
    Span,
    Sum,
    Totals,
    Unsorted,
)
from core.reports.load_accounts import load_accounts
from core.reports.load_movements import Moved, Side, load_movements
from core.reports.models import IncomeReportRow, ReportLanguage
from core.reports.rules import RECURRING_MONTHS, averages, is_whole, months_of, shares
from core.taxonomy import load_taxonomy

NAMELESS: Final = "—"


async def gather_figures(read: ReadSession, report: IncomeReportRow) -> ReportFigures:
    """What the report says. `read` must be a snapshot: all of its figures are of one moment."""
    period = Span(first=report.starts_on, last=report.ends_on)
    movements = await load_movements(read, report.user_id, period)
    accounts = await load_accounts(read, report.user_id, period)
    holder = await _holder(read, report.user_id)
    return figures_of(report, holder, movements, accounts)


def figures_of(
    report: IncomeReportRow, holder: str, movements: Sequence[Moved], accounts: Sequence[Account]
) -> ReportFigures:
    """The same without a database: the report's period, currency and language, and what was loaded."""
    own = [moved for moved in movements if moved.currency == report.currency]
    days = months_of(report.starts_on, report.months)
    months = _months(days, own, [one for one in accounts if one.currency == report.currency])
    totals = _totals(months)
    sources = _sources(days, own)
    return ReportFigures(
        holder=holder,
        currency=report.currency,
        starts_on=report.starts_on,
        ends_on=report.ends_on,
        months=months,
        sources=sources,
        not_counted=_not_counted(own, report.language),
        unsorted=_unsorted(own),
        elsewhere=_elsewhere(movements, report.currency),
        accounts=tuple(accounts),
        totals=totals,
        income=averages([month.income.confirmed for month in months]),
        profit=averages([month.profit.confirmed for month in months]),
        shares=shares(sources, totals.income.confirmed),
    )


async def _holder(read: ReadSession, user_id: UUID) -> str:
    return (await read.session.execute(select(UserRow.display_name).where(UserRow.id == user_id))).scalar_one()


def _months(days: Iterable[date], movements: Sequence[Moved], accounts: Sequence[Account]) -> tuple[Month, ...]:
    income = _by_month(movements, Side.INCOME)
    expenses = _by_month(movements, Side.EXPENSE)
    # What is kept by hand is in no confirmed sum, and named apart; with no statement at all no month is covered.
    told = [account for account in accounts if not account.is_by_hand] or accounts
    gaps = [gap for account in told for gap in account.gaps]
    return tuple(
        Month(month=day, income=income[day], expenses=_minus(expenses[day]), is_covered=is_whole(day, gaps))
        for day in days
    )


def _by_month(movements: Sequence[Moved], side: Side) -> Mapping[date, Sum]:
    found: dict[date, Sum] = defaultdict(Sum)
    for moved in movements:
        if moved.side is side:
            found[moved.month] += _sum(moved)
    return found


def _totals(months: Sequence[Month]) -> Totals:
    income = sum((month.income for month in months), Sum())
    expenses = sum((month.expenses for month in months), Sum())
    return Totals(income=income, expenses=expenses, profit=income + _minus(expenses))


def _sources(days: Sequence[date], movements: Sequence[Moved]) -> tuple[Source, ...]:
    """Who paid, most first. Of one payer's spellings the first in the alphabet is shown."""
    amounts: dict[str, dict[date, Sum]] = defaultdict(lambda: defaultdict(Sum))
    names: dict[str, str] = {}
    for moved in movements:
        if moved.side is Side.INCOME:
            key = moved.what or ""
            amounts[key][moved.month] += _sum(moved)
            if moved.name is not None:
                names[key] = min(moved.name, names.get(key, moved.name))
    sources = [_source(names.get(key, NAMELESS), [months[day] for day in days]) for key, months in amounts.items()]
    return tuple(sorted(sources, key=lambda one: (-one.total.confirmed, -one.total.estimated, one.name)))


def _source(name: str, by_month: Sequence[Sum]) -> Source:
    paid = sum(one.confirmed > 0 for one in by_month)
    total = sum(by_month, Sum())
    return Source(
        name=name, by_month=tuple(by_month), total=total, months_paid=paid, is_recurring=paid >= RECURRING_MONTHS
    )


def _not_counted(movements: Sequence[Moved], language: ReportLanguage) -> tuple[NotCounted, ...]:
    found: dict[str, Sum] = defaultdict(Sum)
    for moved in movements:
        if moved.side is Side.NOT_COUNTED and moved.what is not None:
            found[moved.what] += _sum(moved)
    names = load_taxonomy().by_key
    return tuple(
        NotCounted(category=names[key].names[language.value], total=total) for key, total in sorted(found.items())
    )


def _unsorted(movements: Sequence[Moved]) -> Unsorted:
    found = [moved for moved in movements if moved.side is Side.UNSORTED]
    return Unsorted(
        count=sum(moved.entries for moved in found),
        paid_in=sum(moved.paid_in for moved in found),
        paid_out=sum(moved.paid_out for moved in found),
    )


def _elsewhere(movements: Sequence[Moved], currency: str) -> tuple[Elsewhere, ...]:
    found: dict[str, list[Moved]] = defaultdict(list)
    for moved in movements:
        if moved.currency != currency and moved.side is not Side.NOT_COUNTED:
            found[moved.currency].append(moved)
    return tuple(
        Elsewhere(
            currency=code,
            income=_all(of, Side.INCOME),
            expenses=_minus(_all(of, Side.EXPENSE)),
            unsorted=_unsorted(of).count,
        )
        for code, of in sorted(found.items())
    )


def _all(movements: Sequence[Moved], side: Side) -> Sum:
    return sum(_by_month(movements, side).values(), Sum())


def _sum(moved: Moved) -> Sum:
    return Sum(confirmed=moved.earned) if moved.is_confirmed else Sum(estimated=moved.earned)


def _minus(amount: Sum) -> Sum:
    return Sum(confirmed=-amount.confirmed, estimated=-amount.estimated)
