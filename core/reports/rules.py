"""The arithmetic of an income report: averages, shares, days without cover. Values in, values out."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from core.reports.figures import Averages, Shares, Source, Span

DAY: Final = timedelta(days=1)
RECURRING_MONTHS: Final = 3
"""Who paid in so many different months of the period is a recurring client."""


def months_of(starts_on: date, count: int) -> list[date]:
    """First days of so many months."""
    first = starts_on.year * 12 + starts_on.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, first + count)]


def period_before(day: date, months: int) -> tuple[date, date]:
    """The last so many whole months before a day: the first day and the last."""
    ends_on = day.replace(day=1) - DAY
    first = day.year * 12 + day.month - 1 - months
    return date(first // 12, first % 12 + 1, 1), ends_on


def mean(amounts: Sequence[int]) -> int:
    """To the nearest minor unit, halves away from zero, as spreadsheets round."""
    return _round(Decimal(sum(amounts)) / len(amounts))


def median(amounts: Sequence[int]) -> int:
    """The month in the middle; of an even number the mean of the two in the middle."""
    ordered, half = sorted(amounts), len(amounts) // 2
    if len(ordered) % 2:
        return ordered[half]
    return _round(Decimal(ordered[half - 1] + ordered[half]) / 2)


def averages(amounts: Sequence[int]) -> Averages:
    """Of the months' amounts, oldest first; at least three."""
    return Averages(
        mean_12=mean(amounts[-12:]) if len(amounts) >= 12 else None,  # noqa: PLR2004 months of a year
        mean_24=mean(amounts[-24:]) if len(amounts) >= 24 else None,  # noqa: PLR2004 of two
        mean=mean(amounts),
        median=median(amounts),
        trailing_3=mean(amounts[-3:]),
        lowest=min(amounts),
        highest=max(amounts),
    )


def shares(sources: Sequence[Source], income: int) -> Shares:
    """Of the confirmed income in all. A client who was paid back more than they paid has no share."""
    recurring = [source for source in sources if source.is_recurring]
    if income <= 0:
        return Shares(largest_source=None, recurring=None, recurring_sources=len(recurring))
    largest = max((source.total.confirmed for source in sources), default=0)
    return Shares(
        largest_source=_basis_points(max(largest, 0), income),
        recurring=_basis_points(sum(max(source.total.confirmed, 0) for source in recurring), income),
        recurring_sources=len(recurring),
    )


def gaps_in(period: Span, covered: Iterable[Span]) -> tuple[Span, ...]:
    """The days of a period that none of the spans covers, in order."""
    gaps, next_day = list[Span](), period.first
    for span in sorted(covered, key=lambda one: (one.first, one.last)):
        if span.last < next_day or span.first > period.last:
            continue
        if span.first > next_day:
            gaps.append(Span(first=next_day, last=span.first - DAY))
        next_day = max(next_day, span.last + DAY)
    if next_day <= period.last:
        gaps.append(Span(first=next_day, last=period.last))
    return tuple(gaps)


def is_whole(month: date, gaps: Iterable[Span]) -> bool:
    """Whether no gap has a day of the month."""
    after = months_of(month, 2)[1]
    return not any(gap.first < after and gap.last >= month for gap in gaps)


def _basis_points(part: int, whole: int) -> int:
    return _round(Decimal(part) * 10_000 / whole)


def _round(exact: Decimal) -> int:
    return int(exact.to_integral_value(ROUND_HALF_UP))
