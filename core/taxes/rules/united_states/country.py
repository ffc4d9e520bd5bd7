from datetime import date
from types import MappingProxyType
from typing import Final

from stdnum.us import ein, itin, ssn

from core.ports.rate_feed import RatePublisher
from core.taxes.rules.books import Books
from core.taxes.rules.country import CountryRules, Profile, TaxYear
from core.taxes.rules.deadline import Deadline, falling_in
from core.taxes.rules.estimate import Estimate
from core.taxes.rules.tax_number import NumberFormat, check_number
from core.taxes.rules.united_states.deadlines import calendar_year, federal_deadlines
from core.taxes.rules.united_states.figures import CODE, CURRENCY, FIGURES
from core.taxes.rules.united_states.schedule_c import REGIMES, estimate_schedule_c

_NUMBERS: Final[dict[str, NumberFormat]] = {"ssn": ssn, "itin": itin, "ein": ein}


class UnitedStates:
    """Schedule C with self-employment tax, federal."""

    code = CODE
    name = "United States"
    currency = CURRENCY
    rates_of = RatePublisher.ECB
    figures = FIGURES
    regimes = REGIMES
    regions: frozenset[str] = frozenset()
    tax_ids = MappingProxyType(
        {
            "ssn": "Social Security Number",
            "itin": "Individual Taxpayer Identification Number",
            "ein": "Employer Identification Number",
        }
    )

    def year_of(self, day: date) -> TaxYear:
        """The calendar year."""
        return calendar_year(day.year)

    def check_tax_id(self, kind: str, number: str) -> str:
        """SSN, ITIN or EIN. Raises InvalidTaxIdError."""
        return check_number(_NUMBERS, kind, number)

    def estimate(self, profile: Profile, year: TaxYear, books: Books) -> Estimate:
        """Federal tax of the year."""
        return estimate_schedule_c(profile, year, books)

    def deadlines(self, profile: Profile, year: int) -> list[Deadline]:
        """Federal deadlines."""
        FIGURES.on("deadlines.years", date(year, 1, 1))
        return falling_in(year, federal_deadlines(profile, year))


RULES: Final[CountryRules] = UnitedStates()
