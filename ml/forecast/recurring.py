"""Finds what comes back among an account's movements: rent, salary, subscriptions, a client who pays monthly."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise
from statistics import median
from typing import Final

from core.ports.forecaster import Movement, Period, RecurringItem
from ml.forecast.chains import Chain, best_chain
from ml.forecast.payee_names import by_payee
from ml.forecast.periods import SPACINGS, Due

_STEPS_OF_AMOUNT: Final = (0.03, 0.12)  # amounts that differ by no more, one after the other, may be one item
_DAY_WINDOW: Final = 3
_RECENT: Final = 6  # sights that make the typical amount
_NEW_PRICE: Final = 2  # sights of one new amount that make it the typical one
_OVERDUE_SHARE: Final = 0.3  # of a period: later than that, one was missed
_LONG_KNOWN: Final = 6  # sights after which one missed is not the end
_EACH_ITEM: Final = 1.5  # an item must earn this much to be told apart
_FEWEST: Final = min(spacing.fewest for spacing in SPACINGS.values())
_MOST_ROWS: Final = 500
_FEWEST_OF_PART: Final = 3  # two of many movements are no yearly item: some two always lie a year apart


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring item with the movements it was found in, oldest first, as places in the account's list."""

    label: str
    period: Period
    amounts: tuple[int, ...]
    members: tuple[int, ...]
    due: Due
    share: float
    last_day: date

    @property
    def typical_minor(self) -> int:
        """Median of the latest amounts, signed; the new price when the last ones agree on one."""
        latest = self.amounts[-_NEW_PRICE:]
        if len(set(latest)) == 1 and len(self.amounts) > _NEW_PRICE:
            return latest[0]
        return round(median(self.amounts[-_RECENT:]))

    def dates(self, after: date, until: date) -> list[date]:
        """Expected days later than `after`, up to and including `until`."""
        found = []
        for day in self.due.dates_after(max(after, self.last_day + timedelta(days=self._least_gap))):
            if day > until:
                break
            found.append(day)
        return found

    @property
    def _least_gap(self) -> int:
        """What came early is not due again a few days later."""
        return round(SPACINGS[self.period].days * 0.45)

    def item(self, as_of: date) -> RecurringItem:
        """As the port tells it. Confidence grows with regularity and with the number of sights."""
        after = max(as_of, self.last_day + timedelta(days=self._least_gap))
        next_date = next(islice(self.due.dates_after(after), 1))
        confidence = self.share * (1 - 1 / (len(self.members) + 1))
        return RecurringItem(self.label, self.period, self.typical_minor, next_date, round(confidence, 3))


def find_recurring(movements: Sequence[Movement], as_of: date, currency: str = "") -> list[Recurring]:
    """Items still alive on `as_of`, most regular first. `movements` are sorted by day, none later than `as_of`."""
    found = [
        _recurring(chain, movements)
        for places in by_payee(movements)
        for chain in _items(places[-_MOST_ROWS:], movements, as_of, currency)
        if _alive(chain, movements[chain.members[-1]].day, as_of)
    ]
    return sorted(found, key=lambda item: (-item.share, -len(item.members), item.label))


def _recurring(chain: Chain, movements: Sequence[Movement]) -> Recurring:
    amounts = tuple(movements[place].amount_minor for place in chain.members)
    last = movements[chain.members[-1]].day
    label = _label(chain.members, movements)
    return Recurring(label, chain.due.period, amounts, chain.members, chain.due, chain.met, last)


def _items(group: list[int], movements: Sequence[Movement], as_of: date, currency: str) -> list[Chain]:
    """The items of one name: of the ways to split it, the one that explains most; then what is left, once more."""
    fits: dict[tuple[int, ...], Chain | None] = {}  # the same movements come together in several ways

    def fit(places: Sequence[int]) -> Chain | None:
        key = tuple(places)
        if key not in fits:
            fits[key] = _fit(key, group, movements, as_of, currency)
        return fits[key]

    found: list[Chain] = []
    left = group
    while len(left) >= _FEWEST:
        best: list[Chain] = []
        earned = 0.0
        for clusters in _splits(left, movements):
            chains = [chain for cluster in clusters if (chain := fit(cluster))]
            worth = sum(_worth(chain, movements) for chain in chains)
            if worth > earned:
                best, earned = chains, worth
        if not best:
            break
        found += best
        explained = {place for chain in best for place in chain.members}
        left = [place for place in left if place not in explained]
    return found


def _worth(chain: Chain, movements: Sequence[Movement]) -> float:
    amounts = [abs(movements[place].amount_minor) for place in chain.members]
    changes = sum(abs(later - earlier) > 0.03 * earlier for earlier, later in pairwise(amounts))
    return chain.score - _EACH_ITEM + 0.5 * (1 - changes / len(amounts)) * len(amounts)


def _splits(places: list[int], movements: Sequence[Movement]) -> Iterator[list[list[int]]]:
    """Ways to see one name's movements: as one item, by amount, by day of the month."""
    yield [places]
    for step in _STEPS_OF_AMOUNT:
        clusters = list(_by_amount(places, movements, step))
        if 1 < len(clusters) < len(places):
            yield clusters
    yield list(_by_day_of_month(places, movements))


def _fit(
    places: Sequence[int], group: Sequence[int], movements: Sequence[Movement], as_of: date, currency: str
) -> Chain | None:
    if len(places) < _FEWEST_OF_PART and len(places) < len(group):
        return None
    since = (as_of - movements[places[-1]].day).days
    chains = [
        chain
        for period in SPACINGS
        if since <= _longest_silence(period, len(places))
        and (chain := best_chain(places, group, movements, period, currency))
    ]
    return max(chains, key=lambda chain: chain.score, default=None)


def _by_amount(places: Sequence[int], movements: Sequence[Movement], step: float) -> Iterator[list[int]]:
    ordered = sorted(places, key=lambda place: abs(movements[place].amount_minor))
    cluster = ordered[:1]
    for before, place in pairwise(ordered):
        if abs(movements[place].amount_minor) > abs(movements[before].amount_minor) * (1 + step):
            yield sorted(cluster)
            cluster = []
        cluster.append(place)
    if cluster:
        yield sorted(cluster)


def _by_day_of_month(places: list[int], movements: Sequence[Movement]) -> Iterator[list[int]]:
    left = list(places)
    for day, count in Counter(movements[place].day.day for place in places).most_common():
        near = [place for place in left if abs((movements[place].day.day - day + 15) % 31 - 15) <= _DAY_WINDOW]
        if count > 1 and near:
            yield near
            taken = set(near)
            left = [place for place in left if place not in taken]


def _alive(chain: Chain, last: date, as_of: date) -> bool:
    return (as_of - last).days <= _longest_silence(chain.due.period, len(chain.members))


def _longest_silence(period: Period, sights: int) -> float:
    """Days after which an item has ended: when it is overdue; of what has come often, one may be missing."""
    spacing = SPACINGS[period]
    missed = min(sights // _LONG_KNOWN, 1) if spacing.most_missed else 0
    return spacing.days * (1 + missed + _OVERDUE_SHARE) + spacing.stray / 2


def _label(members: Iterable[int], movements: Sequence[Movement]) -> str:
    """The commonest name, of equals the latest."""
    names = Counter(
        (movements[place].counterparty or movements[place].description).strip() for place in reversed(list(members))
    )
    return names.most_common(1)[0][0]
