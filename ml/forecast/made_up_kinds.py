"""Makes accounts of five plain kinds of people, to measure on: no weights are fitted on them.

Their spending is lognormal, up to three times a day. All drawn from a seed.
"""

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.ports.forecaster import Movement

LAST_DAY: Final = date(2026, 6, 30)
_SPREAD: Final = 0.7
_RENT: Final = 0.3  # of a month's spending
_MOST_A_DAY: Final = 3


class Kind(StrEnum):
    """What a person lives on."""

    SAVINGS = "savings"  # nothing comes in
    PAID = "paid"  # about as much by the month as is spent without rent
    SAVES = "saves"  # as much as is spent
    SPENDS = "spends"  # by the month too little
    FREELANCE = "freelance"  # whenever an invoice is paid


_PAY: Final = {Kind.PAID: 1.0, Kind.SAVES: 1.3, Kind.SPENDS: 0.8}
"""By the month, in spending of a month."""
_RESERVE: Final = {Kind.PAID: 0.35, Kind.SPENDS: 0.55}
"""Put aside at the start for each month, so that it lasts."""


def account_of(kind: Kind, seed: int) -> list[Movement]:
    """Movements sorted by day; the first one opens the account. Its balance is their sum and never below zero."""
    chance = random.Random(f"{kind}:{seed}")  # noqa: S311 - made-up movements
    known = chance.choice((150, 240, 400, 700))
    usual, often = chance.uniform(300, 1500) * 100, chance.uniform(0.4, 1.6)
    spends = usual * math.exp(_SPREAD**2 / 2) * often * 30
    months = known / 30
    start = spends * chance.uniform(1, 3) + spends * months * _RESERVE.get(kind, 0.0)
    if kind is Kind.SAVINGS:
        start = spends * months * chance.uniform(1.05, 1.6)
    pay_day, rent_day = chance.randint(1, 28), chance.randint(1, 28)
    first = LAST_DAY - timedelta(days=known - 1)
    rows = [Movement(first, round(start), "Opening")]
    balance = rows[0].amount_minor
    invoice = first + timedelta(days=chance.randint(3, 20))
    for number in range(1, known):
        day = first + timedelta(days=number)
        today = [] if kind is Kind.SAVINGS or day.day != rent_day else [Movement(day, -round(spends * _RENT), "Rent")]
        if day.day == pay_day and kind in _PAY:
            today.append(Movement(day, round(spends * _PAY[kind]), "Wages"))
        if kind is Kind.FREELANCE and day >= invoice:
            today.append(Movement(day, round(spends * chance.uniform(0.3, 1.5)), f"Client {chance.choice('XYZ')}"))
            invoice = day + timedelta(days=max(2, round(chance.expovariate(1 / 20))))
        today += _bought(chance, day, usual, often)
        for row in today:
            if balance + row.amount_minor >= 0:
                balance += row.amount_minor
                rows.append(row)
    return rows


def _bought(chance: random.Random, day: date, usual: float, often: float) -> Iterator[Movement]:
    for _ in range(_MOST_A_DAY):
        if chance.random() < often / _MOST_A_DAY:
            yield Movement(day, -round(usual * chance.lognormvariate(0, _SPREAD)), f"Shop {chance.choice('ABCDEFGH')}")
