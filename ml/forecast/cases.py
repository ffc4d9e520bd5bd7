"""Accounts at origins: what was known of each, and what came. For fitting the weights and for measuring them."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import AccountHistory, Movement
from ml.forecast.predict import read_account

HORIZON_DAYS: Final = 30
_ORIGINS: Final = 5
_APART_DAYS: Final = 30
_FIT_ALSO: Final = (10, 20)
_FEWEST_DAYS: Final = 60

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One account at one origin: what was known, its daily balance until then, and what came."""

    history: AccountHistory
    past: Floats
    truth: Floats


def read_cases(path: Path, horizon_days: int = HORIZON_DAYS) -> list[Case]:
    """Every case of the file, in minor units, with what came in `horizon_days`."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        accounts: dict[str, list[tuple[Movement, int]]] = defaultdict(list)
        for row in csv.DictReader(file):
            text = f"{row.get('operation', '')} {row.get('purpose', '')}".strip()
            amount = int(Decimal(row["amount"]) * 100)
            counterparty = row.get("counter_account", "")
            movement = Movement(date.fromisoformat(row["date"]), amount, text, counterparty)
            accounts[row["account"]].append((movement, int(Decimal(row["balance"]) * 100)))
    # A common end: an account's own last row is a day on which something happened, which no forecaster may know.
    last = min(rows[-1][0].day for rows in accounts.values()) - timedelta(days=1)
    return [case for account, rows in accounts.items() for case in _cases(account, rows, last, horizon_days)]


def cases_of(
    account: str, rows: Sequence[Movement], last: date, horizon_days: int = HORIZON_DAYS, known_days: int | None = None
) -> Iterator[Case]:
    """Cases of a made-up account whose balance is the sum of its rows, until `last`; of its last `known_days` alone."""
    balances = accumulate(row.amount_minor for row in rows)
    since = last - timedelta(days=known_days) if known_days is not None else date.min
    known = [(row, balance) for row, balance in zip(rows, balances, strict=True) if row.day > since]
    return _cases(account, known, last, horizon_days) if known else iter(())


def _cases(account: str, rows: Sequence[tuple[Movement, int]], last: date, horizon_days: int) -> Iterator[Case]:
    first = rows[0][0].day
    closing = {movement.day: balance for movement, balance in rows}
    balances = np.zeros(max((last - first).days + 1, 0))
    balance = 0
    for offset in range(balances.size):
        balance = closing.get(first + timedelta(days=offset), balance)
        balances[offset] = balance
    for back in range(_ORIGINS):
        known = balances.size - horizon_days - back * _APART_DAYS
        if known < _FEWEST_DAYS:
            return
        as_of = first + timedelta(days=known - 1)
        movements = [movement for movement, _ in rows if movement.day <= as_of]
        history = AccountHistory(account, "CZK", as_of, int(balances[known - 1]), movements)
        yield Case(history, balances[:known], balances[known : known + horizon_days])


def with_earlier(cases: Sequence[Case]) -> list[Case]:
    """The cases, and each of them as it was 10 and 20 days before: a person asks on any day of the month."""
    return [*cases, *(earlier for back in _FIT_ALSO for case in cases if (earlier := _earlier(case, back)))]


def _earlier(case: Case, back: int) -> Case | None:
    known = case.past.size - back
    if known < _FEWEST_DAYS:
        return None
    whole = np.concatenate((case.past, case.truth))
    as_of = case.history.as_of - timedelta(days=back)
    history = replace(
        case.history,
        as_of=as_of,
        balance_minor=int(whole[known - 1]),
        movements=[row for row in case.history.movements if row.day <= as_of],
    )
    return Case(history, whole[:known], whole[known : known + HORIZON_DAYS])


def signals_of(cases: Sequence[Case]) -> tuple[Floats, Floats, Floats]:
    """What `fit` takes: signals, changes that came in units of scale, scales."""
    read = [read_account(case.history).usual.signals for case in cases]
    scale = np.array([signals.scale for signals in read])
    change = np.array([case.truth - case.past[-1] for case in cases]) / scale[:, None]
    return np.array([signals.values for signals in read]), change, scale
