"""Cases for the rules of taxes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.taxes.rules.books import Books, DayTotals
from core.taxes.rules.country import Profile, VatStatus
from core.taxes.rules.estimate import Estimate
from core.taxes.rules.facts import Facts
from core.taxes.rules.registry import regime_of, rules_of


@dataclass(frozen=True)
class Case:
    """A person under a regime; `facts` as they are written."""

    country: str
    regime: str
    registered_on: date = date(2015, 1, 1)
    ended_on: date | None = None
    region: str | None = None
    vat: VatStatus = VatStatus.NOT_REGISTERED

    def profile(self, **facts: object) -> Profile:
        declared = regime_of(rules_of(self.country), self.regime).facts
        given = {name: str(value) for name, value in facts.items()}
        return Profile(
            self.regime, self.registered_on, self.ended_on, self.region, self.vat, Facts.parse(declared, given)
        )

    def estimate(self, day: date, income: object, expenses: object = 0, **facts: object) -> Estimate:
        """The estimate of the tax year of `day`, all earned and spent on that day."""
        books = Books.of([DayTotals(day, Decimal(str(income)), Decimal(str(expenses)))], day)
        return self.over(day, books, **facts)

    def over(self, day: date, books: Books, **facts: object) -> Estimate:
        rules = rules_of(self.country)
        return rules.estimate(self.profile(**facts), rules.year_of(day), books)

    def due(self, year: int, key: str, **facts: object) -> dict[str, date]:
        """What is due in a calendar year, of keys that begin with `key`: the period's name and the day."""
        found = rules_of(self.country).deadlines(self.profile(**facts), year)
        return {one.key.removeprefix(key): one.due_on for one in found if one.key.startswith(key)}
