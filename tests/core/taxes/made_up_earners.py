"""Made-up self-employed people, two years of each, for how far what is foreseen can be trusted."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from core.taxes.rules.books import Books, DayTotals

FIRST = date(2025, 1, 1)
DAYS = 730
RENT = Decimal(20_000)


@dataclass(frozen=True)
class Earner:
    """What came and went on each day from FIRST on."""

    days: tuple[DayTotals, ...]

    def known(self, as_of: date, days: int) -> Books:
        """What the books tell on a day of whom they have known for so many."""
        since = as_of - timedelta(days=days)
        return Books.of((one for one in self.days if since < one.day <= as_of), as_of)

    def net(self, after: date, end: date) -> Decimal:
        """What was earned less what was spent from the day after one to another."""
        return sum((one.income - one.expenses for one in self.days if after < one.day <= end), Decimal(0))


def made_up_earner(chance: Random) -> Earner:
    """Up to three clients who pay once a month, jobs of very different size in between, rent, and small costs."""
    clients = [(chance.randint(1, 28), chance.uniform(20e3, 120e3)) for _ in range(chance.randint(0, 3))]
    jobs, size, spread = chance.uniform(0.05, 0.4), chance.uniform(8, 11), chance.uniform(0.3, 1.1)
    days = []
    for number in range(DAYS):
        day, income, expenses = FIRST + timedelta(days=number), 0.0, Decimal(0)
        income += sum(amount * chance.uniform(0.9, 1.1) for pays_on, amount in clients if pays_on == day.day)
        if day.weekday() < 5 and chance.random() < jobs:
            income += chance.lognormvariate(size, spread)
        if chance.random() < 0.5:
            expenses += round(Decimal(chance.lognormvariate(7, 1)), 2)
        if day.day == 5:
            expenses += RENT
        days.append(DayTotals(day, round(Decimal(income), 2), expenses))
    return Earner(tuple(days))
