from datetime import date
from types import MappingProxyType
from typing import Final

from stdnum.de import idnr, stnr, vat

from core.ports.rate_feed import RatePublisher
from core.taxes.rules.books import Books
from core.taxes.rules.country import CountryRules, Profile, TaxYear
from core.taxes.rules.deadline import Deadline, falling_in
from core.taxes.rules.estimate import Estimate
from core.taxes.rules.germany.deadlines import calendar_year, german_deadlines
from core.taxes.rules.germany.figures import CODE, CURRENCY, FIGURES, REGIONS
from core.taxes.rules.germany.income_surplus import REGIMES, estimate_income_surplus
from core.taxes.rules.tax_number import NumberFormat, check_number

_NUMBERS: Final[dict[str, NumberFormat]] = {"idnr": idnr, "stnr": stnr, "vat": vat}


class Germany:
    """EÜR, advance VAT returns, income-tax prepayments."""

    code = CODE
    name = "Germany"
    currency = CURRENCY
    rates_of = RatePublisher.ECB
    figures = FIGURES
    regimes = REGIMES
    regions = REGIONS
    tax_ids = MappingProxyType(
        {"idnr": "Steuerliche Identifikationsnummer", "stnr": "Steuernummer", "vat": "USt-IdNr."}
    )

    def year_of(self, day: date) -> TaxYear:
        """The calendar year."""
        return calendar_year(day.year)

    def check_tax_id(self, kind: str, number: str) -> str:
        """IdNr, Steuernummer or USt-IdNr. Raises InvalidTaxIdError."""
        return check_number(_NUMBERS, kind, number)

    def estimate(self, profile: Profile, year: TaxYear, books: Books) -> Estimate:
        """Income tax of the year."""
        return estimate_income_surplus(profile, year, books)

    def deadlines(self, profile: Profile, year: int) -> list[Deadline]:
        """Returns and payments."""
        FIGURES.on("deadlines.years", date(year, 1, 1))
        return falling_in(year, german_deadlines(profile, year))


RULES: Final[CountryRules] = Germany()
