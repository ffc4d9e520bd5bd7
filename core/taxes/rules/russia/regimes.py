"""The regimes of Russia and what they ask for."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from core.taxes.rules.country import Profile, Regime
from core.taxes.rules.facts import Fact, FactKind

NPD: Final = "npd"
USN_INCOME: Final = "usn_income"
USN_PROFIT: Final = "usn_profit"
PATENT: Final = "patent"

_EMPLOYEES: Final = Fact("employees", FactKind.YES_NO, "Whether the entrepreneur has employees.", default=False)
_FOR_EMPLOYEES: Final = Fact(
    "contributions_for_employees", FactKind.AMOUNT, "Contributions paid for employees in the year.", Decimal(0)
)
_LAST_YEARS: Final = Fact(
    "last_years_one_percent",
    FactKind.AMOUNT,
    "The 1 % contribution for last year, as far as it was not deducted then.",
    Decimal(0),
)
_CLOSED: Final = Fact(
    "closed",
    FactKind.YES_NO,
    "Whether the entrepreneur was struck off the register on the profile's last day, and not only changed the regime.",
    default=False,
)
_RATE: Final = Fact("regional_rate", FactKind.SHARE, "The rate of the region's law, where it is lower: 0.04 for 4 %.")

REGIMES: Final = MappingProxyType(
    {
        NPD: Regime(
            NPD,
            "Налог на профессиональный доход",
            (
                Fact(
                    "organisations_share",
                    FactKind.SHARE,
                    "Which share of income comes from organisations and entrepreneurs, 0 to 1.",
                ),
                Fact("deduction_left", FactKind.AMOUNT, "What is left of the deduction at the start of the year."),
            ),
            is_on_profit=False,
        ),
        USN_INCOME: Regime(
            USN_INCOME,
            "УСН «доходы»",
            (_RATE, _EMPLOYEES, _FOR_EMPLOYEES, _LAST_YEARS, _CLOSED),
            is_on_profit=False,
        ),
        USN_PROFIT: Regime(USN_PROFIT, "УСН «доходы минус расходы»", (_RATE, _CLOSED)),
        PATENT: Regime(
            PATENT,
            "Патентная система",
            (
                Fact("potential_income", FactKind.AMOUNT, "Yearly income that the region's law supposes."),
                Fact("patent_start", FactKind.DAY, "First day of the patent."),
                Fact("patent_end", FactKind.DAY, "Last day of the patent, of the same year."),
                _EMPLOYEES,
                _FOR_EMPLOYEES,
                _CLOSED,
            ),
            is_on_profit=False,
        ),
    }
)


def closed_on(profile: Profile) -> date | None:
    """The day on which the person stopped being an entrepreneur, where they told so."""
    return profile.ended_on if profile.facts.yes(_CLOSED.name) else None
