"""Makes accounts of people who have had them for long: savings that are lived on, pay, work that comes and goes.

Beside the newcomers of `made_up_newcomers.py`, whose first months resemble nobody's later ones. Nothing here was
counted on anybody's account; all is drawn from a seed, widely.
"""

import calendar
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.ports.forecaster import Movement

LAST_DAY: Final = date(2024, 6, 30)
_BILLS: Final = ("Rent", "Loan", "Insurance", "Phone", "Power")
_MOST_A_DAY: Final = 4


class Income(StrEnum):
    """How money comes in."""

    NONE = "none"
    MONTHLY = "monthly"
    FORTNIGHTLY = "fortnightly"
    WEEKLY = "weekly"
    WORK = "work"


_SHARES: Final = {
    Income.NONE: 0.15,
    Income.MONTHLY: 0.35,
    Income.FORTNIGHTLY: 0.1,
    Income.WEEKLY: 0.05,
    Income.WORK: 0.35,
}
_EVERY: Final = {Income.FORTNIGHTLY: 14, Income.WEEKLY: 7}


@dataclass(frozen=True, slots=True)
class _Person:
    """What a person is like; amounts in minor units, rates in times a day."""

    first: date
    income: Income
    earns: float  # a month
    pay_day: int
    works: float
    varies: float
    spends: float  # a month, without bills
    often: float
    spread: float
    bills: tuple[tuple[str, int, int], ...]
    level: float | None  # who has one spends the more the more there is
    start: int


def everyday_account(seed: int) -> list[Movement]:
    """Movements sorted by day; the first one opens the account. Its balance is their sum and never below zero."""
    chance = random.Random(f"everyday:{seed}")  # noqa: S311 - made-up movements
    person = _person(chance)
    rows = [Movement(person.first, person.start, "Opening")]
    balance = person.start
    for number in range(1, (LAST_DAY - person.first).days + 1):
        day = person.first + timedelta(days=number)
        today = [row for row in _comes_in(chance, person, day, number) if row.amount_minor]
        today += _goes_out(chance, person, day, balance + sum(row.amount_minor for row in today))
        balance += sum(row.amount_minor for row in today)
        rows += today
    return rows


def _person(chance: random.Random) -> _Person:
    known = int(chance.triangular(90, 800, 300))
    income = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
    often, spread = math.exp(chance.uniform(math.log(0.1), math.log(2.5))), chance.uniform(0.3, 1.1)
    spends = math.exp(chance.uniform(9.6, 12.6)) * often * 30
    bills = tuple(
        (name, chance.randint(1, 28), round(spends * chance.uniform(0.03, 0.35)))
        for name in chance.sample(_BILLS, chance.randint(0, 4))
    )
    goes_out = spends + sum(amount for _, _, amount in bills)
    earns = goes_out * chance.choice((1.0, chance.uniform(0.5, 1.0), chance.uniform(1.0, 1.5)))
    earns = 0.0 if income is Income.NONE else earns
    level = goes_out * chance.uniform(0.2, 4.0)
    is_careful = chance.random() < 0.5  # noqa: PLR2004 - a share
    lasts = chance.uniform(0.0, 0.5) if is_careful else chance.uniform(0.8, 1.2)
    return _Person(
        first=LAST_DAY - timedelta(days=known),
        income=income,
        earns=earns,
        pay_day=chance.randint(1, 28),
        works=chance.uniform(0.6, 6.0) / 30,
        varies=chance.uniform(0.1, 0.9),
        spends=spends,
        often=often,
        spread=spread,
        bills=bills,
        level=level if is_careful else None,
        start=round(level + max(goes_out - earns, 0.0) * known / 30 * lasts),
    )


def _comes_in(chance: random.Random, person: _Person, day: date, number: int) -> Iterator[Movement]:
    if person.income is Income.MONTHLY:
        if day.day == min(person.pay_day, calendar.monthrange(day.year, day.month)[1]):
            yield Movement(day, round(person.earns * chance.uniform(0.97, 1.03)), "Wages")
    elif every := _EVERY.get(person.income):
        if number % every == 0:
            yield Movement(day, round(person.earns * every / 30), "Wages")
    elif person.income is Income.WORK and chance.random() < person.works:
        much = chance.lognormvariate(-(person.varies**2) / 2, person.varies)
        yield Movement(day, round(person.earns / 30 / person.works * much), f"Client {chance.choice('ABCDEFG')}")


def _goes_out(chance: random.Random, person: _Person, day: date, have: int) -> Iterator[Movement]:
    """Bills first, then what is bought; never more than there is."""
    fullness = min(max(have / person.level, 0.1), 2.5) if person.level else 1.0
    for name, on, amount in person.bills:
        if day.day == on and have > amount > 0:
            have -= amount
            yield Movement(day, -amount, name)
    usual = person.spends / 30 / person.often
    for _ in range(_MOST_A_DAY):
        if chance.random() < person.often / _MOST_A_DAY * fullness:
            wish = round(usual * chance.lognormvariate(-(person.spread**2) / 2, person.spread))
            if 0 < wish < have:
                have -= wish
                yield Movement(day, -wish, f"Shop {chance.randint(1, 30)}")
