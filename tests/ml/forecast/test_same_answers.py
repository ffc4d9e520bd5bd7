"""What is made faster answers as before: the first answers of `signals-4` are kept here."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.money import Currency, Money
from core.ports.forecaster import AccountForecast, AccountHistory, Movement
from ml.forecast.made_up_recurring import AS_OF, make_account
from ml.forecast.predict import VERSION, load_forecaster
from tests.fixtures.statements.movements import generate_movements

KEPT = Path(__file__).with_name("answers_of_signals_4.json")
SEEDS = range(12)
DAYS = (1, 7, 15, 30, 60, 120, 180)


def history_of(kind: str, seed: int) -> AccountHistory:
    """An account with known items and up to three years, or a year of 600 rows with nothing but a person's habits."""
    if kind == "items":
        made = make_account(seed)
        balance = sum(row.amount_minor for row in made.movements)
        return AccountHistory(str(seed), made.currency, AS_OF, balance, made.movements)
    rows = generate_movements(600, seed)
    rouble = Currency("RUB")
    movements = [
        Movement(row.booked_on, Money.from_decimal(row.amount, rouble).minor, row.description, row.counterparty_account)
        for row in rows
    ]
    balance = Money.from_decimal(rows[-1].balance, rouble).minor
    return AccountHistory(str(seed), "RUB", date(2024, 12, 31), balance, movements)


def told(forecast: AccountForecast) -> dict[str, Any]:
    """What is compared."""
    picked = [forecast.days[day - 1] for day in DAYS]
    return {
        "days": [[day.p10_minor, day.p50_minor, day.p90_minor] for day in picked],
        "recurring": [
            [item.label, item.period.value, item.amount_minor, item.next_date.isoformat(), item.confidence]
            for item in forecast.recurring
        ],
        "shortfall": forecast.shortfall.chance if forecast.shortfall else None,
    }


@pytest.mark.parametrize("kind", ["items", "habits"])
def test_accounts_are_forecast_as_they_were(kind: str) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert kept["model"] == VERSION, "a model of another version answers otherwise: keep its answers"
    forecaster = load_forecaster()
    for seed in SEEDS:
        now = told(forecaster.forecast(history_of(kind, seed), 180))
        before = kept[kind][seed]
        assert now["recurring"] == before["recurring"], seed
        for found, wanted in zip(now["days"], before["days"], strict=True):
            assert found == pytest.approx(wanted, abs=1), seed  # minor units: other processors round otherwise
        assert now["shortfall"] == pytest.approx(before["shortfall"], abs=0.005), seed
