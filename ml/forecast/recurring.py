"""Finds what comes back among an account's movements: rent, salary, subscriptions, a client who pays monthly."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice, pairwise
from statistics import median
from typing import Final

from core.ports.forecaster import Movement, Period, RecurringItem
from ml.forecast.chains import Chain, best_chain
from ml.forecast.payee_names import by_payee
from ml.forecast.periods import SPACINGS, Due
from ml.forecast.rows import Rows
from ml.forecast.splits import splits

_RECENT: Final = 6  # sights that make the typical amount
_NEW_PRICE: Final = 2  # sights of one new amount that make it the typical one
_OVERDUE_SHARE: Final = 0.3  # of a period: later than that, one was missed
_LONG_KNOWN: Final = 6  # sights after which one missed is not the end
_SAME_AMOUNT: Final = 0.5  # what a sight of the same amount as the one before earns besides
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
    rows = Rows.of(movements)
    found = [
        _recurring(chain, movements)
        for places in by_payee(movements)
        for chain in _items(places[-_MOST_ROWS:], rows, as_of, currency)
        if _alive(chain, movements[chain.members[-1]].day, as_of)
    ]
    return sorted(found, key=lambda item: (-item.share, -len(item.members), item.label))


def _recurring(chain: Chain, movements: Sequence[Movement]) -> Recurring:
    amounts = tuple(movements[place].amount_minor for place in chain.members)
    last = movements[chain.members[-1]].day
    label = _label(chain.members, movements)
    return Recurring(label, chain.due.period, amounts, chain.members, chain.due, chain.met, last)


def _items(group: list[int], rows: Rows, as_of: date, currency: str) -> list[Chain]:
    """The items of one name: of the ways to split it, the one that explains most; then what is left, once more."""
    today = as_of.toordinal()
    fits: dict[tuple[int, ...], Chain | None] = {}  # the same movements come together in several ways

    def fit(places: Sequence[int], periods: frozenset[Period]) -> Chain | None:
        key = (*places, -len(periods))
        if key not in fits:
            awaited = _awaited(places, rows, periods, today)
            fits[key] = best_chain(places, group, rows, awaited, currency) if awaited else None
        return fits[key]

    fewest = min(_FEWEST_OF_PART, len(group))
    found: list[Chain] = []
    left = group
    while len(left) >= _FEWEST:
        best: list[Chain] = []
        earned = 0.0
        for split in splits(left, rows):
            clusters = [cluster for cluster in split.clusters if len(cluster) >= fewest]
            if _most_worth(clusters) <= earned:
                continue
            chains = [chain for cluster in clusters if (chain := fit(cluster, split.periods))]
            worth = sum(_worth(chain, rows) for chain in chains)
            if worth > earned:
                best, earned = chains, worth
        if not best:
            break
        found += best
        explained = {place for chain in best for place in chain.members}
        left = [place for place in left if place not in explained]
    return found


def _worth(chain: Chain, rows: Rows) -> float:
    sizes = [rows.sizes[place] for place in chain.members]
    changes = sum(abs(later - earlier) > 0.03 * earlier for earlier, later in pairwise(sizes))
    return chain.score - _EACH_ITEM + _SAME_AMOUNT * (1 - changes / len(sizes)) * len(sizes)


def _most_worth(clusters: Sequence[Sequence[int]]) -> float:
    """What the clusters would be worth if each were one item without a fault: a sight scores 1 at most."""
    return sum([(1 + _SAME_AMOUNT) * len(cluster) - _EACH_ITEM for cluster in clusters])


def _awaited(places: Sequence[int], rows: Rows, periods: frozenset[Period], today: int) -> list[Period]:
    """Those of the periods in which the movements have not been silent for too long."""
    since = today - rows.ordinals[places[-1]]
    silences = _silences(min(len(places), _LONG_KNOWN))
    return [period for period, silence in silences if since <= silence and period in periods]


def _alive(chain: Chain, last: date, as_of: date) -> bool:
    return (as_of - last).days <= _longest_silence(chain.due.period, len(chain.members))


@cache
def _silences(sights: int) -> list[tuple[Period, float]]:
    """The longest silence of each period."""
    return [(period, _longest_silence(period, sights)) for period in SPACINGS]


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
