"""Finds the longest run of movements that keep to a period, though some are missing and others lie between."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import comb, inf, log
from typing import Final

from core.ports.forecaster import Movement, Period
from ml.forecast.periods import SPACINGS, Due, due_of

_LATEST: Final = 160  # sights that are looked at: three years of weeks
_MISSED: Final = 0.6
_STRAY: Final = 0.2
_OTHER_AMOUNT: Final = 0.4
_CROWD: Final = 1.9  # rows a period beyond which no chain is believed to be more than chance
_LEAST_KEPT: Final = 0.6  # of the rows between first and last sight that the chain must hold
_LEAST_MET: Final = 0.68  # of the due days that must be met
_ALIKE: Final = 0.1  # spread of amounts as a share of their middle
_TRIES: Final = 2.0
_CHANCE: Final = 0.005
_CHANCE_ALIKE: Final = 0.11


@dataclass(frozen=True, slots=True)
class Chain:
    """`members` are places in the account's list, oldest first; `met` the share of due days that came."""

    members: tuple[int, ...]
    due: Due
    met: float
    score: float


def best_chain(
    places: Sequence[int], group: Sequence[int], movements: Sequence[Movement], period: Period, currency: str
) -> Chain | None:
    """The best run of `places` (sorted by day) with that period, if it is hardly chance among its whole `group`."""
    rows = places[-_LATEST:]
    if not _may_hold(rows, group, movements, period):
        return None
    spacing = SPACINGS[period]
    ordinals = [movements[place].day.toordinal() for place in rows]
    picked, score, periods = _longest(ordinals, [movements[place].amount_minor for place in rows], period)
    members = [rows[number] for number in picked]
    if len(members) < spacing.fewest or len(members) < _LEAST_MET * (periods + 1):
        return None
    between = sum(ordinals[picked[0]] <= one <= ordinals[picked[-1]] for one in ordinals)
    if len(members) < _LEAST_KEPT * between:
        return None
    days = [movements[place].day for place in members]
    due = due_of(days, period, currency)
    if _is_chance(members, group, movements, due, periods):
        return None
    return Chain(tuple(members), due, len(members) / (periods + 1), score)


def _may_hold(rows: Sequence[int], group: Sequence[int], movements: Sequence[Movement], period: Period) -> bool:
    """Whether it is worth looking: enough rows over enough time, and neither too many nor too few of their group."""
    spacing = SPACINGS[period]
    if len(rows) < spacing.fewest:
        return False
    least_chance = float((1 / spacing.days) ** (len(rows) - 1) * (len(group) / len(rows)) ** _TRIES)
    if least_chance > _CHANCE_ALIKE:  # were they to meet the very day each time
        return False
    span = (movements[rows[-1]].day - movements[rows[0]].day).days
    is_long = span >= (spacing.fewest - 1) * spacing.days - spacing.stray
    return is_long and len(rows) <= _CROWD * (span / spacing.days + 1)


def _longest(ordinals: Sequence[int], amounts: Sequence[int], period: Period) -> tuple[list[int], float, int]:
    """Places of the best chain, its score, and how many periods it spans: dynamic programming over pairs."""
    costs = _costs_of_gaps(period)
    furthest = len(costs) - 1
    scores, before, steps = [1.0] * len(ordinals), [-1] * len(ordinals), [0] * len(ordinals)
    logs = [log(max(abs(amount), 1)) for amount in amounts]
    for last, ordinal in enumerate(ordinals):
        for first in range(last - 1, -1, -1):
            gap = ordinal - ordinals[first]
            if gap > furthest:
                break
            cost_of_gap, count = costs[gap]
            reached = scores[first] + 1 - cost_of_gap
            if reached <= scores[last]:
                continue
            reached -= _OTHER_AMOUNT * min(abs(logs[last] - logs[first]), 1.0)
            if reached > scores[last]:
                scores[last], before[last], steps[last] = reached, first, count
    end = max(range(len(ordinals)), key=lambda place: (scores[place], place))
    picked, periods, place = [end], 0, end
    while before[place] >= 0:
        periods += steps[place]
        place = before[place]
        picked.append(place)
    return picked[::-1], scores[end], periods


@cache
def _costs_of_gaps(period: Period) -> list[tuple[float, int]]:
    """What a gap of so many days costs a chain and how many periods it is, by days; infinite when it is none."""
    spacing = SPACINGS[period]
    costs = []
    for gap in range(int(spacing.days * (spacing.most_missed + 1) + spacing.stray) + 1):
        count = round(gap / spacing.days)
        stray = abs(gap - count * spacing.days)
        is_kept = count > 0 and stray <= spacing.stray
        costs.append((_MISSED * (count - 1) + _STRAY * stray / spacing.stray if is_kept else inf, count))
    return costs


def _is_chance(
    members: Sequence[int], group: Sequence[int], movements: Sequence[Movement], due: Due, periods: int
) -> bool:
    """Whether days at random would meet so many due days so closely too often to believe in it.

    Rows of the group with like amounts are those that might have met them; the more other rows there are to choose
    from, the more such chains were tried.
    """
    amounts = sorted(abs(movements[place].amount_minor) for place in members)
    first, last = movements[members[0]].day, movements[members[-1]].day
    span = (last - first).days
    length = SPACINGS[due.period].days
    rivals = sum(
        amounts[0] <= abs(movements[place].amount_minor) <= amounts[-1] and first <= movements[place].day <= last
        for place in group
    )
    strays = sorted(abs(stray) for stray in due.strays)
    usual = float(strays[min(round(0.85 * len(strays)), len(strays) - 1)])
    if periods == 1:
        usual = max(usual, abs(span - length))
    room = min((2 * usual + 1) / length, 1.0)
    met = 1 - (1 - room) ** max((rivals - 1) * length / span, 1.0)
    middle = amounts[len(amounts) // 2]
    alike = sum(abs(amount - middle) <= _ALIKE * middle for amount in amounts) >= 0.75 * len(amounts)
    tries = len(group) / len(members)
    chance = _tail(len(members) - 1, periods, met) * float(tries**_TRIES)
    return chance > (_CHANCE_ALIKE if alike else _CHANCE)


def _tail(least: int, trials: int, chance: float) -> float:
    """Probability of at least so many successes."""
    return sum(comb(trials, hits) * chance**hits * (1 - chance) ** (trials - hits) for hits in range(least, trials + 1))
