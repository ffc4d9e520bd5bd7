from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from stdnum.ru import inn, ogrn

from core.ports.rate_feed import RatePublisher
from core.taxes.rules.books import Books
from core.taxes.rules.country import CountryRules, Profile, TaxYear
from core.taxes.rules.deadline import Deadline, falling_in
from core.taxes.rules.estimate import Estimate
from core.taxes.rules.russia.figures import CODE, CURRENCY, FIGURES
from core.taxes.rules.russia.npd import estimate_npd, npd_deadlines
from core.taxes.rules.russia.patent import estimate_patent, patent_deadlines
from core.taxes.rules.russia.regimes import NPD, PATENT, REGIMES, USN_INCOME, USN_PROFIT
from core.taxes.rules.russia.usn import estimate_usn_income, estimate_usn_profit
from core.taxes.rules.russia.usn_deadlines import usn_deadlines
from core.taxes.rules.tax_number import NumberFormat, check_number

_ESTIMATES: Final[Mapping[str, Callable[[Profile, TaxYear, Books], Estimate]]] = {
    NPD: estimate_npd,
    USN_INCOME: estimate_usn_income,
    USN_PROFIT: estimate_usn_profit,
    PATENT: estimate_patent,
}
_DEADLINES: Final[Mapping[str, Callable[[Profile, int], Iterable[Deadline]]]] = {
    NPD: npd_deadlines,
    USN_INCOME: usn_deadlines,
    USN_PROFIT: usn_deadlines,
    PATENT: patent_deadlines,
}
_NUMBERS: Final[Mapping[str, NumberFormat]] = {"inn": inn, "ogrn": ogrn}


class Russia:
    """NPD, the simplified system and the patent."""

    code = CODE
    name = "Russia"
    currency = CURRENCY
    rates_of = RatePublisher.BANK_OF_RUSSIA
    figures = FIGURES
    regimes = REGIMES
    regions: frozenset[str] = frozenset()
    tax_ids = MappingProxyType({"inn": "ИНН", "ogrn": "ОГРНИП"})

    def year_of(self, day: date) -> TaxYear:
        """The calendar year."""
        return TaxYear(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))

    def check_tax_id(self, kind: str, number: str) -> str:
        """INN or OGRNIP. Raises InvalidTaxIdError."""
        return check_number(_NUMBERS, kind, number)

    def estimate(self, profile: Profile, year: TaxYear, books: Books) -> Estimate:
        """The regime's estimate."""
        return _ESTIMATES[profile.regime](profile, year, books)

    def deadlines(self, profile: Profile, year: int) -> list[Deadline]:
        """The regime's deadlines."""
        FIGURES.on("deadlines.years", date(year, 1, 1))
        return falling_in(year, _DEADLINES[profile.regime](profile, year))


RULES: Final[CountryRules] = Russia()
