"""Payments that have begun to come back, and those that cost more than they did."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from core.insights.models import InsightKind
from core.insights.noticed import AccountBook, BookLine, Noticed
from core.ports.forecaster import Period, RecurringItem

DAYS: Final = {Period.WEEKLY: 7.0, Period.FORTNIGHTLY: 14.0, Period.MONTHLY: 30.4, Period.QUARTERLY: 91.3}
"""Between two sights. What comes once a year is too seldom to be told of as new, or as dearer."""
STRAY: Final = 0.35
"""Of a period: how early or late a sight may be."""
NEW_SIGHTS: Final = (2, 5)
NEW_PERIODS: Final = 5.5
KNOWN_BEFORE: Final = timedelta(days=60)
"""An account must be known for so long before the first sight, or everything in a first file would be new."""
STEADY: Final = 0.02
"""How far the amounts before a rise may be from their median."""
SIGHTS_BEFORE: Final = 3
LEAST_RISE, MOST_RISE = 0.03, 2.0


def recurring_changes(book: AccountBook, items: Sequence[RecurringItem]) -> list[Noticed]:
    """What is new or dearer among an account's recurring payments."""
    found: dict[str, Noticed] = {}
    for item in items:
        if item.amount_minor >= 0 or item.period not in DAYS:
            continue
        sights = _sights(book, item)
        if not sights or not _is_regular(sights, item.period):
            continue
        for noticed in (*_new(book, item, sights), *_dearer(book, item, sights)):
            found.setdefault(noticed.key, noticed)
    return list(found.values())


def _sights(book: AccountBook, item: RecurringItem) -> list[BookLine]:
    """All payments to the item's payee."""
    name = next((line.name for line in reversed(book.lines) if line.label == item.label), None)
    return [line for line in book.lines if line.name == name and line.amount_minor < 0] if name else []


def _is_regular(sights: Sequence[BookLine], period: Period) -> bool:
    """A payee who is paid in between too, as a shop is, tells nothing by its amounts."""
    days = DAYS[period]
    return all(abs((later.day - earlier.day).days - days) <= days * STRAY for earlier, later in pairwise(sights))


def _new(book: AccountBook, item: RecurringItem, sights: Sequence[BookLine]) -> Iterator[Noticed]:
    first, last = sights[0], sights[-1]
    is_new = (book.as_of - first.day).days <= NEW_PERIODS * DAYS[item.period]
    if NEW_SIGHTS[0] <= len(sights) <= NEW_SIGHTS[1] and is_new and first.day - book.known_since >= KNOWN_BEFORE:
        key = f"new_recurring:{book.account_id}:{item.period}:{last.name}"
        yield _noticed(InsightKind.NEW_RECURRING, key, book, last)


def _dearer(book: AccountBook, item: RecurringItem, sights: Sequence[BookLine]) -> Iterator[Noticed]:
    *before, last = sights
    if len(before) < SIGHTS_BEFORE or (book.as_of - last.day).days > DAYS[item.period] * (1 + STRAY):
        return
    amounts = [-line.amount_minor for line in before[-2 * SIGHTS_BEFORE :]]
    usual = median(amounts)
    rise = -last.amount_minor / usual - 1
    if max(abs(amount - usual) for amount in amounts) <= STEADY * usual and LEAST_RISE <= rise <= MOST_RISE:
        key = f"price_rise:{book.account_id}:{last.name}:{-last.amount_minor}"
        yield _noticed(InsightKind.PRICE_RISE, key, book, last, usual_minor=-round(usual))


def _noticed(kind: InsightKind, key: str, book: AccountBook, line: BookLine, usual_minor: int | None = None) -> Noticed:
    return Noticed(
        kind,
        key,
        book.account_id,
        line.label,
        line.day,
        line.amount_minor,
        book.currency,
        transaction_id=line.id,
        usual_minor=usual_minor,
    )
