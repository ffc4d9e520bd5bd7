"""Finds the longest run of movements that keep to a period, though some are missing and others lie between."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Final, NamedTuple

from core.ports.forecaster import Period
from ml.forecast.chance import Meeting, fewest_believed
from ml.forecast.periods import SPACINGS, Due, due_of
from ml.forecast.rows import Rows
from ml.forecast.spaced_days import allowed_gaps, days_as_bits, have_run

_LATEST: Final = 160  # sights that are looked at: three years of weeks
_MISSED: Final = 0.6
_STRAY: Final = 0.2
_OTHER_AMOUNT: Final = 0.4
_CROWD: Final = 1.9  # rows a period beyond which no chain is believed to be more than chance
_LEAST_KEPT: Final = 0.6  # of the rows between first and last sight that the chain must hold
_LEAST_MET: Final = 0.68  # of the due days that must be met


class _Run(NamedTuple):
    """Numbers of the rows that make it, oldest first, its score, and how many periods it spans."""

    period: Period
    picked: list[int]
    score: float
    periods: int


@dataclass(frozen=True, slots=True)
class Chain:
    """`members` are places in the account's list, oldest first; `met` the share of due days that came."""

    members: tuple[int, ...]
    due: Due
    met: float
    score: float


def best_chain(
    places: Sequence[int], group: Sequence[int], rows: Rows, periods: Sequence[Period], currency: str
) -> Chain | None:
    """The best run of `places` (sorted by day) of these periods, if it is hardly chance among its whole `group`."""
    latest = places[-_LATEST:]
    span = rows.ordinals[latest[-1]] - rows.ordinals[latest[0]]
    worth_a_look = [period for period in periods if _may_hold(span, len(latest), len(group), period)]
    if not worth_a_look:
        return None
    ordinals, logs = [rows.ordinals[place] for place in latest], [rows.logs[place] for place in latest]
    days = days_as_bits(ordinals)
    runs = [
        run
        for period in worth_a_look
        if have_run(days, period, fewest_believed(period, len(group)))
        and _is_kept(run := _longest(ordinals, logs, period), ordinals, len(group))
    ]
    # The first that is believed is the best: what scores less need not be looked into.
    for run in sorted(runs, key=_score, reverse=True):
        members = [latest[number] for number in run.picked]
        due = _believed(run, members, group, rows, currency)
        if due is not None:
            return Chain(tuple(members), due, len(members) / (run.periods + 1), run.score)
    return None


def _score(run: _Run) -> float:
    return run.score


def _may_hold(span: int, count: int, group: int, period: Period) -> bool:
    """Whether it is worth looking: enough rows over enough time, and neither too many nor too few of their group."""
    shortest, days = _bounds(period)
    return span >= shortest and count >= fewest_believed(period, group) and count <= _CROWD * (span / days + 1)


@cache
def _bounds(period: Period) -> tuple[float, float]:
    """The shortest time that rows of this period may span, and its length: both in days."""
    spacing = SPACINGS[period]
    return (spacing.fewest - 1) * spacing.days - spacing.stray, spacing.days


def _is_kept(run: _Run, ordinals: Sequence[int], group: int) -> bool:
    """Whether the run meets enough of its due days, with few enough other rows between."""
    count = len(run.picked)
    if count < fewest_believed(run.period, group) or count < _LEAST_MET * (run.periods + 1):
        return False
    between = bisect_right(ordinals, ordinals[run.picked[-1]]) - bisect_left(ordinals, ordinals[run.picked[0]])
    return count >= _LEAST_KEPT * between


def _believed(run: _Run, members: Sequence[int], group: Sequence[int], rows: Rows, currency: str) -> Due | None:
    """When the run is due, unless it is chance."""
    meeting = Meeting.of(members, group, rows, run.period, run.periods)
    # Most runs are chance even if they never strayed: of them it need not be known by how much they did.
    if meeting.is_chance():
        return None
    due = due_of(members, rows, run.period, currency)
    return None if meeting.is_chance(due.strays) else due


def _longest(ordinals: Sequence[int], logs: Sequence[float], period: Period) -> _Run:
    """The best run: dynamic programming over pairs."""
    costs, counts, nearest = _costs_of_gaps(period)
    furthest = len(costs) - 1
    size = len(ordinals)
    scores, before, steps = [1.0] * size, [-1] * size, [0] * size
    end, top = 0, 1.0
    near = 0  # rows before this place are far enough away to be the sight before
    for last, ordinal in enumerate(ordinals):
        while ordinal - ordinals[near] >= nearest:
            near += 1
        score = 1.0
        for first in range(near - 1, -1, -1):
            gap = ordinal - ordinals[first]
            if gap > furthest:
                break
            reached = scores[first] + 1 - costs[gap]
            if reached > score:
                apart = abs(logs[last] - logs[first])
                reached -= _OTHER_AMOUNT * (min(1.0, apart))
                if reached > score:
                    scores[last] = score = reached
                    before[last] = first
                    steps[last] = counts[gap]
        if score >= top:
            end, top = last, score
    picked, periods, place = [end], 0, end
    while before[place] >= 0:
        periods += steps[place]
        place = before[place]
        picked.append(place)
    return _Run(period, picked[::-1], top, periods)


@cache
def _costs_of_gaps(period: Period) -> tuple[list[float], list[int], int]:
    """What a gap of so many days costs a run (infinite when it is none), how many periods it is, and the least gap."""
    allowed = allowed_gaps(period)
    costs, counts = [inf] * (max(allowed) + 1), [0] * (max(allowed) + 1)
    for gap, (count, stray) in allowed.items():
        costs[gap] = _MISSED * (count - 1) + _STRAY * stray / SPACINGS[period].stray
        counts[gap] = count
    return costs, counts, min(allowed)
