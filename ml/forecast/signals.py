"""What of an account's past speaks about the coming month, each number in units of the account's usual monthly flow.

A signal says by how much the balance might differ from today's on a day ahead: "as on this day of last month", "as on
average", "the recurring items alone". None of them is right; `weights.py` knows how far to trust each, day by day.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.forecast.account_days import AccountDays
from ml.forecast.past_changes import past_changes
from ml.forecast.past_skill import PastSkill, drift_of, past_skill

Floats = NDArray[np.float64]

MONTH_DAYS: Final = 31
"""Signals reach this many days ahead: a whole month, whatever the month."""
_MONTHS_BACK: Final = 6
_SCALE_DAYS: Final = 180
_SHORT_DAYS: Final = 60
_LARGEST: Final = 8.0  # months of usual flow: beyond that a signal says nothing more, only louder

_PLAIN: Final = (
    "drift",
    "recurring",
    "recurring_if_regular",
    "usual_change",
    "change_last_month",
    "change_month_before",
    "level_last_month",
    "level_month_before",
    "usual_level",
    "mean_30",
    "mean_90",
    "lowest_30",
    "income_30",
    "net_30",
    "balance",
    "past_low",
    "past_high",
    "short_history",
    "above_last_month",
    "income_beyond_usual",
    "one",
)
_BENT: Final = (
    ("usual_level", -1.0, 0.0),
    ("level_last_month", 1.0, 0.0),
    ("change_last_month", 1.0, 0.0),
    ("net_30", 1.0, 0.0),
    ("balance", -1.0, 0.5),
    ("balance", 1.0, -2.0),
    ("lowest_30", -1.0, -0.5),
    ("usual_change", 1.0, 0.0),
    ("recurring", 1.0, 0.0),
    ("recurring", 1.0, -0.7),
)
"""Signals that count only beyond a point: what sign × signal + offset has above zero. People answer an empty account
and a full one differently, a good month and a bad one too."""
_TRUSTS: Final = ("again", "drift", "age")
"""What says how far to trust the others: two of `PastSkill`, and how old the account is, as far as it can be told."""
_NOTHING: Final = 0.01
"""Of a month's flow: who had less than that before the first movement has just opened the account."""
_BASE: Final = (*(f"{name} * {sign:+g} {offset:+g}" for name, sign, offset in _BENT), *_PLAIN)
SIGNALS: Final = (*(f"{trust}: {name}" for trust in _TRUSTS for name in _BASE), *_BASE)
"""All once for each trust, times it, and once as they are. The last one is the constant."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Signals of the coming month.

    `values`: shape (MONTH_DAYS, len(SIGNALS)), in units of `scale` minor units. `skill`: of the account's own past.
    """

    values: Floats
    scale: float
    skill: PastSkill


def read_signals(days: AccountDays, recurring: Floats, explained: float, balance_minor: int) -> Signals:
    """Signals of the next MONTH_DAYS days.

    `recurring`: cumulated items of a month or less, shape (MONTH_DAYS,), minor units. `explained`: share of the recent
    flow that belongs to them, 0..1.
    """
    recent = np.abs(days.flow[-_SCALE_DAYS:])
    scale = max(float(recent.sum()) * 30 / max(recent.size, 30), 1.0)
    levels, changes = _months_back(days)
    change = days.change
    mean_90 = change[-90:].mean()
    usual_change = middle_of_known(changes, recurring)
    usual_level = middle_of_known(levels, np.full(MONTH_DAYS, mean_90))
    low, high = past_changes(days.flow, MONTH_DAYS)
    inflow = np.maximum(days.flow[-30:], 0.0).sum()
    net = -change[-31] if days.length > 30 else days.flow.sum()  # noqa: PLR2004 - a month
    columns = (
        drift_of(days.flow) * np.arange(1, MONTH_DAYS + 1),
        recurring,
        recurring * explained,
        usual_change,
        _or(changes[0], usual_change),
        _or(changes[1], usual_change),
        _or(levels[0], usual_level),
        _or(levels[1], usual_level),
        usual_level,
        change[-30:].mean(),
        mean_90,
        change[-30:].min(),
        inflow,
        net,
        float(balance_minor),
        low,
        high,
        scale * min(_SHORT_DAYS / days.length, 1.0),
        np.maximum(-_or(levels[0], usual_level), 0.0),
        max(inflow - _income_before(days, inflow), 0.0),
        scale,
    )
    values = np.stack([np.broadcast_to(column, (MONTH_DAYS,)) for column in columns], axis=1) / scale
    plain = np.clip(values, -_LARGEST, _LARGEST)
    bent = [np.maximum(sign * plain[:, _PLAIN.index(name)] + offset, 0.0) for name, sign, offset in _BENT]
    base = np.concatenate((np.stack(bent, axis=1), plain), axis=1)
    skill = past_skill(days.flow)
    trusts = (skill.again, skill.drift, _age(days, balance_minor, scale))
    return Signals(np.concatenate((*(base * trust for trust in trusts), base), axis=1), scale, skill)


def _age(days: AccountDays, balance_minor: int, scale: float) -> float:
    """0 of an account opened lately, nearly 1 of one opened long ago, 1 of one that is known from its middle only."""
    had_before = abs(balance_minor - float(days.flow.sum())) > _NOTHING * scale
    return 1.0 if had_before else 1 - min(_SHORT_DAYS / days.length, 1.0)


def _income_before(days: AccountDays, otherwise: float) -> float:
    """Mean inflow of the months before the last, up to three; `otherwise` of an account too young to have one."""
    before = days.flow[-120:-30]
    return float(np.maximum(before, 0.0).sum() / before.size * 30) if before.size >= 30 else otherwise  # noqa: PLR2004 - a month


def _months_back(days: AccountDays) -> tuple[Floats, Floats]:
    """Levels and changes on the same days of the month, 1..6 months ago; NaN where the account was not known.

    Shapes (6, MONTH_DAYS).
    """
    today = np.datetime64(days.as_of)
    ahead = today + np.arange(MONTH_DAYS + 1)
    month = ahead.astype("datetime64[M]")
    of_month = (ahead - month.astype("datetime64[D]")).astype(np.int64)
    earlier = month[None, :] - np.arange(1, _MONTHS_BACK + 1)[:, None]
    begins = earlier.astype("datetime64[D]")
    lengths = ((earlier + 1).astype("datetime64[D]") - begins).astype(np.int64)
    then = begins + np.minimum(of_month[None, :], lengths - 1)
    places = (then - today).astype(np.int64) + days.length - 1
    at = np.where(places >= 0, days.change[np.clip(places, 0, days.length - 1)], np.nan)
    changes = at[:, 1:] - at[:, :1]
    return at[:, 1:], changes


def middle_of_known(rows: Floats, otherwise: Floats) -> Floats:
    """Median of the known numbers of each column; NaN is sorted to the end. Far quicker than numpy's for a few rows."""
    ordered = np.sort(rows, axis=0)
    known = np.isfinite(rows).sum(axis=0)
    columns = np.arange(rows.shape[1])
    below, above = ordered[np.maximum(known - 1, 0) // 2, columns], ordered[known // 2 % rows.shape[0], columns]
    return np.where(known > 0, (below + above) / 2, otherwise)


def _or(values: Floats, otherwise: Floats) -> Floats:
    return np.where(np.isfinite(values), values, otherwise)


def first_month_places(days: AccountDays, horizon_days: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each day ahead, the place in the first month of the same day of the month, and the whole months between.

    Both of shape (horizon_days,); places count from 0.
    """
    today = days.as_of
    places = np.zeros(horizon_days, dtype=np.int64)
    months = np.zeros(horizon_days, dtype=np.int64)
    for ahead in range(1, horizon_days + 1):
        if ahead <= MONTH_DAYS:
            places[ahead - 1] = ahead - 1
            continue
        day = today + timedelta(days=ahead)
        apart = (day.year - today.year) * 12 + day.month - today.month - (day.day <= today.day)
        start = today.replace(day=1)
        month = start.year * 12 + start.month - 1 + (day.day <= today.day)
        near = np.datetime64(f"{month // 12:04d}-{month % 12 + 1:02d}-01")
        length = int(((near.astype("datetime64[M]") + 1).astype("datetime64[D]") - near).astype(int))
        first = near + np.timedelta64(min(day.day, length) - 1, "D")
        places[ahead - 1] = min(max(int((first - np.datetime64(today)).astype(int)) - 1, 0), MONTH_DAYS - 1)
        months[ahead - 1] = apart
    return places, months
