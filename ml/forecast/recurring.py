"""Finds what comes back among an account's movements: rent, salary, subscriptions, a client who pays monthly."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from statistics import median
from typing import Final

from core.ports.forecaster import Movement, Period, RecurringItem
from ml.forecast.periods import SPACINGS, dates_after, period_of
from ml.text.fold import fold

_LEAST_SHARE: Final = 0.7
_SAME_AMOUNT: Final = 0.05  # amounts within 5 % of the one before are one item
_DAY_WINDOW: Final = 2
_RECENT: Final = 6  # sights that make the typical amount
_OVERDUE_SHARE: Final = 0.3  # of a period: later than that, it has ended
_NOT_LETTER: Final = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring item with the movements it was found in, oldest first, as places in the account's list."""

    label: str
    period: Period
    days: tuple[date, ...]
    amounts: tuple[int, ...]
    members: tuple[int, ...]
    share: float

    @property
    def typical_minor(self) -> int:
        """Median of the latest amounts, signed."""
        return round(median(self.amounts[-_RECENT:]))

    def dates(self, after: date, until: date) -> list[date]:
        """Expected days later than `after`, up to and including `until`."""
        found = []
        for day in dates_after(self.days, self.period, after):
            if day > until:
                break
            found.append(day)
        return found

    def item(self, as_of: date) -> RecurringItem:
        """As the port tells it. Confidence grows with regularity and with the number of sights."""
        next_date = next(islice(dates_after(self.days, self.period, as_of), 1))
        confidence = self.share * (1 - 1 / (len(self.days) + 1))
        return RecurringItem(self.label, self.period, self.typical_minor, next_date, round(confidence, 3))


def find_recurring(movements: Sequence[Movement], as_of: date) -> list[Recurring]:
    """Items still alive on `as_of`, most regular first. `movements` are sorted by day, none later than `as_of`."""
    groups: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, movement in enumerate(movements):
        groups[_name(movement), movement.amount_minor > 0].append(place)
    found = []
    for places in groups.values():
        for members, (period, share) in _items(places, movements):
            days = tuple(sorted({movements[place].day for place in members}))
            if _alive(days[-1], period, as_of):
                amounts = tuple(movements[place].amount_minor for place in members)
                found.append(Recurring(_label(members, movements), period, days, amounts, tuple(members), share))
    return sorted(found, key=lambda item: (-item.share, -len(item.days), item.label))


def _items(places: list[int], movements: Sequence[Movement]) -> Iterator[tuple[list[int], tuple[Period, float]]]:
    """Split one name's movements into items: as a whole, else by amount, else by day of the month."""
    if fitted := _fit(places, movements):
        yield places, fitted
        return
    left: list[int] = []
    for cluster in _by_amount(places, movements):
        if fitted := _fit(cluster, movements):
            yield cluster, fitted
        else:
            left += cluster
    yield from _by_day_of_month(sorted(left), movements)


def _fit(places: Sequence[int], movements: Sequence[Movement]) -> tuple[Period, float] | None:
    days = sorted({movements[place].day for place in places})
    if len(days) < len(places) * _LEAST_SHARE:
        return None
    return period_of(days, _LEAST_SHARE)


def _by_amount(places: Sequence[int], movements: Sequence[Movement]) -> Iterator[list[int]]:
    ordered = sorted(places, key=lambda place: abs(movements[place].amount_minor))
    cluster = ordered[:1]
    for before, place in pairwise(ordered):
        if abs(movements[place].amount_minor) > abs(movements[before].amount_minor) * (1 + _SAME_AMOUNT):
            yield sorted(cluster)
            cluster = []
        cluster.append(place)
    if cluster:
        yield sorted(cluster)


def _by_day_of_month(
    places: list[int], movements: Sequence[Movement]
) -> Iterator[tuple[list[int], tuple[Period, float]]]:
    left = list(places)
    for day, _ in Counter(movements[place].day.day for place in places).most_common():
        near = [place for place in left if abs(movements[place].day.day - day) <= _DAY_WINDOW]
        fitted = _fit(near, movements)
        if fitted is not None and fitted[0] is Period.MONTHLY and fitted[1] >= 0.9:  # noqa: PLR2004 - chance finds many at 0.7
            yield near, fitted
            left = [place for place in left if place not in set(near)]


def _alive(last: date, period: Period, as_of: date) -> bool:
    spacing = SPACINGS[period]
    allowed = spacing.longest + _OVERDUE_SHARE * (spacing.days or spacing.months * 30)
    return (as_of - last).days <= allowed


def _name(movement: Movement) -> str:
    """Who and what for. Numbers in a description change with each payment, those of a counterparty name it."""
    return f"{fold(movement.counterparty)}|{_NOT_LETTER.sub(' ', fold(movement.description)).strip()}"


def _label(members: Iterable[int], movements: Sequence[Movement]) -> str:
    names = Counter(movements[place].counterparty or movements[place].description for place in members)
    return names.most_common(1)[0][0].strip()
