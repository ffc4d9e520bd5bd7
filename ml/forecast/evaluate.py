"""Backtests the forecaster: `python -m ml.forecast.evaluate --data balances.csv.gz`.

The file has the columns account, date, amount, balance and where known operation, purpose, counter_account. Five
origins 30 days apart, counted back from the day until which every account is known; an origin needs 60 days of history.
Each forecast reaches 30 days ahead.
"""

import argparse
import csv
import gzip
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import AccountHistory, Movement
from ml.forecast.predict import load_forecaster

_ORIGINS: Final = 5
HORIZON_DAYS: Final = 30
_FEWEST_DAYS: Final = 60
_QUANTILES: Final = np.array([0.1, 0.5, 0.9])

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One account at one origin: what was known, its daily balance until then, and what came."""

    history: AccountHistory
    past: Floats
    truth: Floats


def read_cases(path: Path) -> list[Case]:
    """Every case of the file, in minor units."""
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
    return [case for account, rows in accounts.items() for case in _cases(account, rows, last)]


def _cases(account: str, rows: Sequence[tuple[Movement, int]], last: date) -> Iterator[Case]:
    first = rows[0][0].day
    closing = {movement.day: balance for movement, balance in rows}
    balances = np.zeros(max((last - first).days + 1, 0))
    balance = 0
    for offset in range(balances.size):
        balance = closing.get(first + timedelta(days=offset), balance)
        balances[offset] = balance
    for back in range(1, _ORIGINS + 1):
        known = balances.size - back * HORIZON_DAYS
        if known < _FEWEST_DAYS:
            return
        as_of = first + timedelta(days=known - 1)
        movements = [movement for movement, _ in rows if movement.day <= as_of]
        history = AccountHistory(account, "CZK", as_of, int(balances[known - 1]), movements)
        yield Case(history, balances[:known], balances[known : known + HORIZON_DAYS])


def _ours(case: Case) -> Floats:
    days = load_forecaster().forecast(case.history, HORIZON_DAYS).days
    return np.array([(day.p10_minor, day.p50_minor, day.p90_minor) for day in days], dtype=np.float64)


def _persistence(case: Case) -> Floats:
    return _with_spread(case, np.zeros(HORIZON_DAYS))


def _seasonal_naive(case: Case) -> Floats:
    return _with_spread(case, case.past[-HORIZON_DAYS:] - case.past[-HORIZON_DAYS - 1])


def _mean_of_90_days(case: Case) -> Floats:
    recent = case.past[-91:]
    drift = (recent[-1] - recent[0]) / (recent.size - 1)
    return _with_spread(case, drift * np.arange(1, HORIZON_DAYS + 1))


def _with_spread(case: Case, change: Floats) -> Floats:
    """A peer's point forecast with the quantiles of the account's own past changes around it."""
    rows = []
    for ahead in range(1, HORIZON_DAYS + 1):
        past = case.past[ahead:] - case.past[:-ahead]
        rows.append(case.past[-1] + change[ahead - 1] + np.quantile(past - np.median(past), _QUANTILES))
    return np.array(rows)


PEERS: Final[dict[str, Callable[[Case], Floats]]] = {
    "ours": _ours,
    "persistence": _persistence,
    "seasonal naive": _seasonal_naive,
    "90-day mean": _mean_of_90_days,
}


def measure(name: str, cases: Sequence[Case]) -> str:
    """One line of the table: errors, coverage and speed of a method."""
    began = time.perf_counter()
    guesses = np.array([PEERS[name](case) for case in cases])
    seconds = time.perf_counter() - began
    truth = np.array([case.truth for case in cases])
    error = np.abs(guesses[:, :, 1] - truth)
    missed = truth[:, :, None] - guesses
    pinball = np.maximum(_QUANTILES * missed, (_QUANTILES - 1) * missed).mean() / np.abs(truth).mean()
    covered = ((truth >= guesses[:, :, 0]) & (truth <= guesses[:, :, 2])).mean()
    last_day = error[:, -1].sum() / np.abs(truth[:, -1]).sum()
    return (
        f"{name:15} WAPE day 30 {last_day:.4f}  all days {error.sum() / np.abs(truth).sum():.4f}"
        f"  pinball {pinball:.4f}  80 % band covers {covered:.3f}  {len(cases) / seconds:.0f} accounts/s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="movements with balances as CSV, gzipped or not")
    cases = read_cases(parser.parse_args().data)
    sys.stdout.write(f"{len(cases)} cases of {len({case.history.account for case in cases})} accounts\n")
    for name in PEERS:
        sys.stdout.write(f"{measure(name, cases)}\n")


if __name__ == "__main__":
    main()
