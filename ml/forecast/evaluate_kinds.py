"""Backtests on five plain kinds of made-up people: `python -m ml.forecast.evaluate_kinds [--json]`.

25 accounts of each kind (`made_up_kinds.py`), which the weights have not seen, at up to five origins 30 days apart, 30
days ahead; and the same "lately": of their last 125 days alone, as somebody's who brings a few statements of an old
account. Peers as in `evaluate.py`.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Final

import numpy as np

from ml.forecast.cases import Case, cases_of
from ml.forecast.evaluate import METHODS, figures_of
from ml.forecast.made_up_kinds import LAST_DAY, Kind, account_of

ACCOUNTS: Final = 25
_LATELY_DAYS: Final = 125
_METHODS: Final = ("ours", "persistence", "seasonal naive", "90-day mean")


def cases_of_kind(kind: Kind, accounts: int, known_days: int | None = None) -> list[Case]:
    """Cases of so many people of a kind, known from the start or for so many days."""
    return [
        case
        for seed in range(accounts)
        for case in cases_of(f"{kind} {seed}", account_of(kind, seed), LAST_DAY, known_days=known_days)
    ]


def measure_kinds(accounts: int = ACCOUNTS) -> dict[str, dict[str, dict[str, float]]]:
    """Figures by kind and method; kinds known for a while alone are called `KIND_lately`."""
    whole = {kind.value: _measured(cases_of_kind(kind, accounts)) for kind in Kind}
    return whole | {f"{kind}_lately": _measured(cases_of_kind(kind, accounts, _LATELY_DAYS)) for kind in Kind}


def _measured(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    return {name: figures_of(cases, np.asarray(METHODS[name](cases))) for name in _METHODS}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    given = parser.parse_args()
    found = measure_kinds()
    if given.json:
        flat = {
            f"{kind}_{name.replace(' ', '_').replace('-', '_')}_{key}": round(value, 5)
            for kind, methods in found.items()
            for name, figures in methods.items()
            for key, value in figures.items()
        }
        sys.stdout.write(f"{json.dumps(flat)}\n")
        return
    for kind, methods in found.items():
        for name, figures in methods.items():
            shown = "  ".join(f"{key} {value:.4f}" for key, value in figures.items())
            sys.stdout.write(f"{kind:16} {name:15} {shown}\n")


if __name__ == "__main__":
    main()
