"""Makes accounts of people who open one and move in over half a year: pay, large and small withdrawals, bills.

Shapes and shares were counted on the real accounts that docs/models/forecast.md names (how many are paid by the month,
how many get more in December, when bills begin); no row of them is here. All drawn from a seed.
"""

import calendar
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.ports.forecaster import Movement

_BONUS: Final = 1.5
"""Of a month's pay, in December and for some in June: what the law or habit of many countries calls a 13th salary."""
_RHYTHM: Final = timedelta(days=30)
_INTEREST: Final = 0.0045  # a month


@dataclass(frozen=True, slots=True)
class _Person:
    """What a person is like; amounts in minor units, rates in times a day."""

    opened: date
    pay: int
    pay_day: int | None  # None: paid whenever work is done
    bonus_months: frozenset[int]
    second_deposit: date
    bills: int
    bills_day: int
    bills_from: date
    usual_level: float
    first_withdrawal: date
    spends_from: date | None
    spends: float
    works: float


def newcomer(seed: int, first: date, last: date) -> list[Movement]:
    """Movements sorted by day, of an account opened in the nine months after `first`. Its balance is their sum."""
    chance = random.Random(f"newcomer:{seed}")  # noqa: S311 - made-up movements
    person = _person(chance, first)
    day, withdrawal = person.opened, person.first_withdrawal
    rows = [Movement(day, chance.randint(200, 1500) * 100, "Opening")]
    balance = rows[0].amount_minor
    while day < last:
        day += timedelta(days=1)
        today = list(_comes_in(chance, person, day))
        have = balance + sum(row.amount_minor for row in today)
        goes_out = list(_goes_out(chance, person, day, have, takes_much=day >= withdrawal))
        withdrawal += _RHYTHM if day >= withdrawal else timedelta(0)
        if day.day == calendar.monthrange(day.year, day.month)[1]:
            goes_out.append(Movement(day, max(round(balance * _INTEREST), 0), "Interest"))
        today = [row for row in (*today, *goes_out) if row.amount_minor]
        balance += sum(row.amount_minor for row in today)
        rows += today
    return rows


def _person(chance: random.Random, first: date) -> _Person:
    opened = first + timedelta(days=int(chance.triangular(0, 272, 240)))
    pay = round(chance.lognormvariate(9.3, 0.62)) * 100
    is_employed = chance.random() < 0.9  # noqa: PLR2004 - a share, as are those below
    pay_day = chance.randint(5, 15) if chance.random() < 0.8 else chance.randint(1, 28)  # noqa: PLR2004
    in_december = chance.random() < 0.65  # noqa: PLR2004
    in_june = in_december and chance.random() < 0.6  # noqa: PLR2004
    has_bills = chance.random() < (0.8 if is_employed else 0.34)
    spends = chance.random() < 0.8  # noqa: PLR2004
    return _Person(
        opened=opened,
        pay=pay,
        pay_day=pay_day if is_employed else None,
        bonus_months=frozenset([12] * in_december + [6] * in_june),
        second_deposit=opened + timedelta(days=chance.randint(8, 30)),
        bills=round(pay * chance.uniform(0.04, 0.66)) if has_bills else 0,
        bills_day=chance.randint(5, 15),
        bills_from=opened + timedelta(days=int(chance.triangular(120, 180, 148))),
        usual_level=pay * chance.uniform(1.0, 4.0),
        first_withdrawal=opened + _RHYTHM * chance.choice((1, 2, 2, 2, 4, 4, 5)) + timedelta(days=chance.randint(0, 3)),
        spends_from=opened + timedelta(days=chance.randint(90, 200)) if spends else None,
        spends=chance.uniform(1, 6) / 30,
        works=chance.uniform(0.7, 2.4) / 30,
    )


def _comes_in(chance: random.Random, person: _Person, day: date) -> Iterator[Movement]:
    if day == person.second_deposit and chance.random() < 0.8:  # noqa: PLR2004 - a share
        yield Movement(day, round(person.pay * chance.uniform(0.2, 1.0)), "Cash deposit")
    if person.pay_day is None:
        if chance.random() < person.works:
            yield Movement(day, round(person.pay * 1.6 * chance.lognormvariate(-0.7, 0.9)), "Cash deposit")
    elif day.day == person.pay_day:
        yield Movement(day, round(person.pay * (_BONUS if day.month in person.bonus_months else 1.0)), "Wages")


def _goes_out(chance: random.Random, person: _Person, day: date, have: int, *, takes_much: bool) -> Iterator[Movement]:
    """Bills first. Who has more than usual takes more; nobody takes the last tenth of a month's pay."""
    bills = person.bills if day >= person.bills_from else 0
    if day.day == person.bills_day and have > bills > 0:
        yield Movement(day, -bills, "Household")
    fullness = min(max((max(have, 0) / person.usual_level) ** 1.5, 0.05), 3.0)
    wishes = []
    if takes_much:
        wishes.append(max(person.pay - bills, person.pay * 0.15) * chance.uniform(0.3, 1.0) * fullness)
    in_january = 6.0 if day.month == 1 else 1.0  # what December brought is spent
    if person.spends_from and day >= person.spends_from and chance.random() < person.spends * in_january * fullness:
        wishes.append(person.pay * chance.lognormvariate(-2.6, 1.0))
    if person.pay_day is None and chance.random() < person.works * 0.75:
        wishes.append(have * chance.uniform(0.05, 0.7))
    for wish in wishes:
        if have - wish > person.pay * 0.1:
            have -= round(wish)
            yield Movement(day, -round(wish), "Cash withdrawal")
