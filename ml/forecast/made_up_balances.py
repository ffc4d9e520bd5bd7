"""Makes accounts of people who live on what comes in: weights are fitted on them, and on nobody's data.

Nine of ten have just opened their account (`made_up_newcomers.py`). The tenth has lived with it: pay on a day of the
month or whenever there is work, twice in December, bills, cash that is drawn the more the more there is. All drawn from
a seed.
"""

import calendar
import random
from datetime import date, timedelta
from typing import Final

from core.ports.forecaster import Movement
from ml.forecast.bank_days import Shift, shifted
from ml.forecast.made_up_newcomers import newcomer

FIRST_DAY: Final = date(2023, 1, 1)
LAST_DAY: Final = date(2024, 3, 31)
CURRENCY: Final = "CZK"
_BILLS: Final = ("Rent", "Loan", "Insurance", "Household", "Phone")


def made_up_account(seed: int) -> list[Movement]:
    """Movements sorted by day; the first one opens the account. Its balance is their sum."""
    return _settled(seed) if seed % 10 == 0 else newcomer(seed, FIRST_DAY, LAST_DAY)


def _settled(seed: int) -> list[Movement]:
    chance = random.Random(f"balances:{seed}")  # noqa: S311 - made-up movements
    pay = round(chance.lognormvariate(9.6, 0.8)) * 100
    pay_day = chance.choice((1, 5, 8, 10, 12, 15, 20, 28))
    is_regular = chance.random() < 0.6  # noqa: PLR2004 - a share
    bills = [
        (name, chance.randint(1, 28), round(pay * chance.uniform(0.02, 0.2)))
        for name in chance.sample(_BILLS, chance.randint(0, 4))
    ]
    level = pay * chance.uniform(0.3, 4.0)
    appetite = chance.uniform(0.02, 0.15)  # of what is above the level, taken at a time
    often = chance.choice((0.05, 0.1, 0.2, 0.4))
    day = FIRST_DAY + timedelta(days=chance.randint(0, 270))
    rows = [Movement(day, round(level * chance.uniform(0.2, 1.5)), "Opening")]
    balance = rows[0].amount_minor
    while day < LAST_DAY:
        day += timedelta(days=1)
        today = _income(chance, day, pay, pay_day, is_regular=is_regular)
        today += [Movement(day, -due, name) for name, on, due in bills if day.day == on and balance > due]
        have = balance + sum(row.amount_minor for row in today)
        if chance.random() < often and have > 0:
            wish = pay * chance.lognormvariate(-3.0, 0.8) / often / 8 + max(have - level, 0) * appetite / often / 5
            today.append(Movement(day, -round(min(wish, have * 0.9)), "Cash withdrawal"))
        if day.day == calendar.monthrange(day.year, day.month)[1]:
            today.append(Movement(day, max(round(balance * 0.002), 0), "Interest"))
        today = [row for row in today if row.amount_minor]
        balance += sum(row.amount_minor for row in today)
        rows += today
    return rows


def _income(chance: random.Random, day: date, pay: int, pay_day: int, *, is_regular: bool) -> list[Movement]:
    if is_regular:
        due = shifted(date(day.year, day.month, pay_day), Shift.FORWARD, CURRENCY)
        if day != due:
            return []
        amount = pay * (2 if day.month == 12 else 1)  # noqa: PLR2004 - December
        return [Movement(day, round(amount * chance.uniform(0.97, 1.03)), "Wages")]
    if chance.random() < 1 / 15:
        return [Movement(day, round(pay * chance.lognormvariate(-0.9, 0.6)), "Cash deposit")]
    return []
