"""What the rest of a tax year may bring, from the person's own past: futures drawn from stretches of it.

A future is put together from stretches of four weeks of the last year, whole, so that what a client pays once a month
stays once a month; and its level is drawn, since a few stretches tell an average only roughly. The same books give the
same futures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from math import sqrt
from random import Random
from statistics import mean, stdev
from typing import Final

from core.taxes.rules.books import Books, DayTotals

STRETCH: Final = 28
"""Days, whole weeks: what comes on a day of the week comes on it again."""
FEWEST_STRETCHES: Final = 3
"""Below that nothing is foreseen: twelve weeks are the least that tell how months differ."""
MOST_DAYS: Final = 366
DRAWS: Final = 200
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
"""Of a hundred futures ten are below the low one and ten above the high one."""
_CENTS: Final = 100


class Past:
    """The known days of the last year in hundredths, and running sums of them, so that a stretch is summed at once."""

    def __init__(self, income: Sequence[int], expenses: Sequence[int]) -> None:
        self.income, self.expenses = income, expenses
        self.income_sums = list(accumulate(income, initial=0))
        self.expense_sums = list(accumulate(expenses, initial=0))

    def __len__(self) -> int:
        return len(self.income)


@dataclass(frozen=True, slots=True)
class Future:
    """The days to come: where in the past each of their stretches stands, the last one cut, and at what level."""

    past: Past
    stretches: tuple[slice, ...]
    income_level: float
    expense_level: float

    @property
    def income(self) -> float:
        """Earned in all, in hundredths."""
        return self.income_level * self._sum(self.past.income_sums)

    @property
    def net(self) -> float:
        """Earned less spent, in hundredths."""
        return self.income - self.expense_level * self._sum(self.past.expense_sums)

    def _sum(self, sums: Sequence[int]) -> int:
        return sum(sums[one.stop] - sums[one.start] for one in self.stretches)

    def days(self) -> Iterator[tuple[int, int]]:
        """Earned and spent on each day, in hundredths."""
        for one in self.stretches:
            for income, expenses in zip(self.past.income[one], self.past.expenses[one], strict=True):
                yield round(income * self.income_level), round(expenses * self.expense_level)


def foresee(books: Books, end: date) -> list[Future]:
    """DRAWS futures from the day after the last known one to `end`; none where too little is known or nothing left."""
    past = _past(books)
    left = (end - books.as_of).days
    if left <= 0 or len(past) // STRETCH < FEWEST_STRETCHES:
        return []
    chance = Random(0)  # noqa: S311 no secret: the same books have the same futures
    doubts = _doubt(past.income_sums), _doubt(past.expense_sums)
    return [_draw(past, left, doubts, chance) for _ in range(DRAWS)]


def with_future(books: Books, future: Future) -> Books:
    """The books of the year as they stand if this future comes."""
    coming = tuple(
        DayTotals(books.as_of + timedelta(days=number), Decimal(income) / _CENTS, Decimal(expenses) / _CENTS)
        for number, (income, expenses) in enumerate(future.days(), start=1)
        if income or expenses
    )
    return replace(books, days=books.days + coming)


def at(share: float, ordered: Sequence[Future]) -> Future:
    """The future that a share of the others, which are in order, are below."""
    return ordered[round(share * (len(ordered) - 1))]


def crossing_day(future: Future, last_known: date, room: Decimal, window: tuple[date, date]) -> date | None:
    """The day on which income passes `room`, counted in a window; None where it does not."""
    total, day = 0.0, last_known + timedelta(days=1)
    for one in future.stretches:
        last = day + timedelta(days=one.stop - one.start - 1)
        whole = future.past.income_sums[one.stop] - future.past.income_sums[one.start]
        inside = window[0] <= day and last <= window[1]
        if inside and total + whole * future.income_level <= room * _CENTS and whole >= 0:
            total += whole * future.income_level
        else:
            for number, income in enumerate(future.past.income[one]):
                counts = window[0] <= day + timedelta(days=number) <= window[1]
                total += income * future.income_level if counts else 0
                if total > room * _CENTS:
                    return day + timedelta(days=number)
        day = last + timedelta(days=1)
    return None


def _past(books: Books) -> Past:
    """Each known day of the last year, the first with a movement first."""
    known = {one.day: one for one in books.days}
    first = max(min(known, default=books.as_of), books.as_of - timedelta(days=MOST_DAYS - 1))
    days = [known.get(first + timedelta(days=number)) for number in range((books.as_of - first).days + 1)]
    return Past(
        [0 if one is None else round(one.income * _CENTS) for one in days],
        [0 if one is None else round(one.expenses * _CENTS) for one in days],
    )


def _doubt(sums: Sequence[int]) -> float:
    """How far an average may be off, as a share of it: its standard error over stretches that do not overlap."""
    ends = range(len(sums) - 1, STRETCH - 1, -STRETCH)
    totals = [sums[end] - sums[end - STRETCH] for end in ends]
    average = mean(totals)
    return stdev(totals) / abs(average) / sqrt(len(totals)) if average else 0.0


def _draw(past: Past, left: int, doubts: tuple[float, float], chance: Random) -> Future:
    freedom = len(past) // STRETCH - 1
    income_level, expense_level = (max(0.0, 1 + doubt * _student(freedom, chance)) for doubt in doubts)
    stretches = []
    for done in range(0, left, STRETCH):
        start = chance.randrange(len(past) - STRETCH + 1)
        stretches.append(slice(start, start + min(STRETCH, left - done)))
    return Future(past, tuple(stretches), income_level, expense_level)


def _student(freedom: int, chance: Random) -> float:
    """Student's t: from few stretches even the doubt about an average is a guess."""
    return chance.gauss(0, 1) / sqrt(chance.gammavariate(freedom / 2, 2 / freedom))
