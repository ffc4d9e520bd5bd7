from datetime import date
from types import MappingProxyType
from typing import Final

from stdnum.gb import utr, vat

from core.ports.rate_feed import RatePublisher
from core.taxes.rules.books import Books
from core.taxes.rules.country import CountryRules, Profile, TaxYear
from core.taxes.rules.deadline import Deadline, falling_in
from core.taxes.rules.estimate import Estimate
from core.taxes.rules.tax_number import NumberFormat, check_number
from core.taxes.rules.united_kingdom.deadlines import self_assessment_deadlines, tax_year_from
from core.taxes.rules.united_kingdom.figures import CODE, CURRENCY, FIGURES, REGIONS
from core.taxes.rules.united_kingdom.self_assessment import REGIMES, estimate_self_assessment

_NUMBERS: Final[dict[str, NumberFormat]] = {"utr": utr, "vat": vat}


class UnitedKingdom:
    """Self Assessment and Making Tax Digital."""

    code = CODE
    name = "United Kingdom"
    currency = CURRENCY
    rates_of = RatePublisher.ECB
    figures = FIGURES
    regimes = REGIMES
    regions = REGIONS
    tax_ids = MappingProxyType({"utr": "Unique Taxpayer Reference", "vat": "VAT registration number"})

    def year_of(self, day: date) -> TaxYear:
        """From 6 April to 5 April."""
        return tax_year_from(day.year if (day.month, day.day) >= (4, 6) else day.year - 1)

    def check_tax_id(self, kind: str, number: str) -> str:
        """UTR or VAT number. Raises InvalidTaxIdError."""
        return check_number(_NUMBERS, kind, number)

    def estimate(self, profile: Profile, year: TaxYear, books: Books) -> Estimate:
        """Self Assessment of the year."""
        return estimate_self_assessment(profile, year, books)

    def deadlines(self, profile: Profile, year: int) -> list[Deadline]:
        """Returns, payments and updates."""
        FIGURES.on("deadlines.years", date(year, 1, 1))
        return falling_in(year, self_assessment_deadlines(profile, year))


RULES: Final[CountryRules] = UnitedKingdom()
