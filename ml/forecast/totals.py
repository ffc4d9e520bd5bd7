"""Sums of accounts, path by path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import TotalForecast
from ml.forecast.paths import day_quantiles, quantiles_of, shortfall_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AccountPaths:
    """`paths`: change of the balance, shape (PATHS, horizon), minor units. Path n is one future of all accounts."""

    account: str
    currency: str
    as_of: date
    balance_minor: int
    paths: Floats


def totals_of(
    parts: Sequence[AccountPaths], rates: Mapping[str, Decimal], total_currency: str | None
) -> list[TotalForecast]:
    """One total a currency, in order of codes; of several currencies also one of all, if each has a rate."""
    if not parts:
        return []
    currencies = sorted({part.currency for part in parts})
    one = Decimal(1)
    totals = [_total([(part, one) for part in parts if part.currency == code], code) for code in currencies]
    if total_currency and len(currencies) > 1:
        known = {**rates, total_currency: one}
        if all(code in known for code in currencies):
            totals.append(_total([(part, known[part.currency]) for part in parts], total_currency))
    return totals


def _total(parts: Sequence[tuple[AccountPaths, Decimal]], currency: str) -> TotalForecast:
    as_of = parts[0][0].as_of
    balance = sum((part.balance_minor * rate for part, rate in parts), Decimal(0))
    whole = int(balance.to_integral_value())
    paths = np.sum([part.paths * float(rate) for part, rate in parts], axis=0)
    days = day_quantiles(as_of, whole, quantiles_of(paths))
    names = [part.account for part, _ in parts]
    return TotalForecast(currency, as_of, whole, names, days, shortfall_of(paths + whole, as_of))
