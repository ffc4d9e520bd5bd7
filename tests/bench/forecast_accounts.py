"""Forecasts a second beside the least that could be called one: last month again, in numpy."""

from datetime import date, timedelta

import numpy as np

from core.money import Currency, Money
from core.ports.forecaster import AccountHistory, Movement
from ml.forecast.predict import load_forecaster
from tests.bench.context import Context
from tests.bench.figure import Figure, in_turns, per_second
from tests.fixtures.statements.movements import DAYS, FIRST_DAY, generate_movements

HORIZON_DAYS = 90
MOVEMENTS = 600
SEASON_DAYS = 30
LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)


def run(context: Context) -> list[Figure]:
    """Accounts of a year each, a quarter ahead."""
    histories = [_history(seed) for seed in range(context.pick(20, 100))]
    forecaster = load_forecaster()
    forecaster.forecast(histories[0], HORIZON_DAYS)

    def ours() -> float:
        return per_second(len(histories), lambda: [forecaster.forecast(known, HORIZON_DAYS) for known in histories])

    def peer() -> float:
        return per_second(len(histories), lambda: [seasonal_naive(known, HORIZON_DAYS) for known in histories])

    measured = in_turns(context.pick(3, 7), context.pick(10, 60), ours, peer)
    pairs = [(one, other) for one, other in measured]
    return [Figure.of("forecast", "accounts/s", "seasonal-naive numpy loop", pairs)]


def seasonal_naive(history: AccountHistory, horizon_days: int) -> list[tuple[date, int, int, int]]:
    """The flow of the last 30 days over and over, with a band as wide as past months differed."""
    first = history.movements[0].day
    days = np.array([(row.day - first).days for row in history.movements])
    amounts = np.array([float(row.amount_minor) for row in history.movements])
    flow = np.bincount(days, weights=amounts, minlength=(history.as_of - first).days + 1)
    middle = history.balance_minor + np.cumsum(np.resize(flow[-SEASON_DAYS:], horizon_days))
    spread = np.std(flow[SEASON_DAYS:] - flow[:-SEASON_DAYS]) * np.sqrt(np.arange(1, horizon_days + 1)) * 1.28
    return [
        (
            history.as_of + timedelta(days=ahead + 1),
            int(middle[ahead] - wide),
            int(middle[ahead]),
            int(middle[ahead] + wide),
        )
        for ahead, wide in enumerate(spread.tolist())
    ]


def _history(seed: int) -> AccountHistory:
    made = generate_movements(MOVEMENTS, seed)
    rouble = Currency("RUB")
    movements = [
        Movement(row.booked_on, Money.from_decimal(row.amount, rouble).minor, row.description, row.counterparty_account)
        for row in made
    ]
    balance = Money.from_decimal(made[-1].balance, rouble).minor
    return AccountHistory(str(seed), "RUB", LAST_DAY, balance, movements)
