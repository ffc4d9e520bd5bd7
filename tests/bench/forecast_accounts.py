"""Forecasts: how good beside the usual methods on accounts of a file, and how many a second."""

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Final

from core.money import Currency, Money
from core.ports.forecaster import AccountHistory, Movement
from ml.forecast.cases import HORIZON_DAYS, Case, read_cases
from ml.forecast.evaluate import METHODS, figures_of
from ml.forecast.predict import load_forecaster
from tests.bench.context import Context
from tests.bench.figure import Figure
from tests.bench.forecast_peers import additive_regression, statsforecast_models
from tests.fixtures.statements.movements import DAYS, FIRST_DAY, generate_movements

DATA: Final = "SOLVENT_BENCH_BALANCES"
"""Names a CSV as `ml.forecast.cases` reads it: real accounts, which are no part of the project."""
MOVEMENTS: Final = 600
LAST_DAY: Final = FIRST_DAY + timedelta(days=DAYS - 1)
PROCESSES: Final = 2
_MADE_UP: Final = 100
_CASES_OF_PEERS: Final = 3
"""In a quick run every third case is measured: statsforecast takes minutes."""


def run(context: Context) -> list[Figure]:
    """Quality where a file of real accounts is named, and speed beside statsforecast's."""
    path = os.environ.get(DATA)
    if path is None:
        context.note(f"forecast: no quality figures, because {DATA} names no file of accounts.")
        histories = [_history(seed) for seed in range(context.pick(20, _MADE_UP))]
        ours = _accounts_per_second(histories)
        return [Figure.of("forecast (a year, 600 rows)", "accounts/s", "wanted", [(ours, 200.0)])]
    return _quality(context, read_cases(Path(path))[:: context.pick(_CASES_OF_PEERS, 1)])


def _quality(context: Context, cases: list[Case]) -> list[Figure]:
    found = {name: figures_of(cases, METHODS[name](cases)) for name in ("persistence", "seasonal naive", "90-day mean")}
    found["additive regression"] = figures_of(cases, additive_regression(cases))
    peer_speed = 0.0
    try:
        guesses, peer_speed = statsforecast_models(cases)
        found |= {name: figures_of(cases, made) for name, made in guesses.items()}
    except ImportError:
        context.note("forecast: statsforecast is not installed: `uv sync --group bench`.")
    ours = figures_of(cases, METHODS["ours"](cases))
    context.note(f"forecast: {len(cases)} cases, ours with the shipped weights, which saw none of them")
    for name, figures in {"ours": ours, **found}.items():
        context.note(f"forecast, {name}: " + ", ".join(f"{key} {value:.4f}" for key, value in figures.items()))
    made = []
    for key in ("wape", "wape_day_30", "mase", "pinball"):
        best = min(found, key=lambda name: found[name][key])
        pair = (ours[key], found[best][key])
        made.append(Figure.of(f"forecast {key}", "", best, [pair], is_higher_better=False))
    made.append(Figure.of("forecast coverage of the 80 % band", "", "wanted", [(ours["coverage"], 0.8)]))
    speed = _accounts_per_second([case.history for case in cases])
    peer = ("AutoETS + AutoTheta", peer_speed) if peer_speed else ("wanted", 200.0)
    made.append(Figure.of("forecast, 2 processes", "accounts/s", peer[0], [(speed, peer[1])]))
    return made


def _accounts_per_second(histories: list[AccountHistory]) -> float:
    """On two processes that have loaded what they need, the accounts too: carrying them there is no forecasting."""
    half = (len(histories) + 1) // PROCESSES
    context = get_context("spawn")
    with ExitStack() as stack:
        pools = [
            stack.enter_context(ProcessPoolExecutor(1, mp_context=context, initializer=_load, initargs=(part,)))
            for part in (histories[:half], histories[half:])
        ]
        for pool in pools:
            pool.submit(_forecast_all, 1).result()
        began = perf_counter()
        for told in [pool.submit(_forecast_all) for pool in pools]:
            told.result()
        return len(histories) / (perf_counter() - began)


_loaded: Final[list[AccountHistory]] = []
"""What a process of the pool forecasts."""


def _load(histories: list[AccountHistory]) -> None:
    _loaded.extend(histories)


def _forecast_all(most: int | None = None) -> int:
    forecaster = load_forecaster()
    return sum(len(forecaster.forecast(history, HORIZON_DAYS).days) for history in _loaded[:most])


def _history(seed: int) -> AccountHistory:
    made = generate_movements(MOVEMENTS, seed)
    rouble = Currency("RUB")
    movements = [
        Movement(row.booked_on, Money.from_decimal(row.amount, rouble).minor, row.description, row.counterparty_account)
        for row in made
    ]
    balance = Money.from_decimal(made[-1].balance, rouble).minor
    return AccountHistory(str(seed), "RUB", LAST_DAY, balance, movements)
