from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from statistics import median
from typing import Final
from uuid import UUID

from core.insights.models import InsightKind
from core.insights.noticed import AccountBook, BookLine, Noticed

RECENT: Final = timedelta(days=31)
HABIT: Final = timedelta(days=183)
FEWEST: Final = 8
"""Payments of a category in half a year that make a habit."""
TIMES_USUAL: Final = 3
TIMES_LARGEST: Final = 1.5
MOST: Final = 10
"""Of an account at once: the most unusual."""


def unusual_spending(book: AccountBook) -> list[Noticed]:
    """Payments of the last month that are three times what is usual in their category, and well above the largest."""
    found = list(_found(book))
    found.sort(key=_times_usual, reverse=True)
    return found[:MOST]


def _times_usual(one: Noticed) -> Fraction:
    return Fraction(one.amount_minor or 0, one.usual_minor) if one.usual_minor else Fraction(1)


def _found(book: AccountBook) -> Iterator[Noticed]:
    by_category: defaultdict[UUID, list[BookLine]] = defaultdict(list)
    for line in book.lines:
        if line.category_id is not None and line.amount_minor < 0:
            by_category[line.category_id].append(line)
    for lines in by_category.values():
        for place, line in enumerate(lines):
            if line.day <= book.as_of - RECENT:
                continue
            before = [-one.amount_minor for one in lines[:place] if one.day > line.day - HABIT]
            if len(before) < FEWEST:
                continue
            usual = median(before)
            if -line.amount_minor < max(TIMES_USUAL * usual, TIMES_LARGEST * max(before)):
                continue
            yield Noticed(
                InsightKind.UNUSUAL_SPENDING,
                f"unusual_spending:{line.id}",
                book.account_id,
                line.label,
                line.day,
                line.amount_minor,
                book.currency,
                transaction_id=line.id,
                usual_minor=-round(usual),
            )
