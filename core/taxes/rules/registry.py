"""The countries with rules. A new one is a package beside this file and a line here; no other country is touched."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.taxes.errors import UnknownCountryError, UnknownRegimeError
from core.taxes.rules.country import CountryRules, Regime
from core.taxes.rules.germany.country import RULES as GERMANY
from core.taxes.rules.russia.country import RULES as RUSSIA
from core.taxes.rules.united_kingdom.country import RULES as UNITED_KINGDOM
from core.taxes.rules.united_states.country import RULES as UNITED_STATES

_COUNTRIES: Final = MappingProxyType({one.code: one for one in (GERMANY, UNITED_KINGDOM, RUSSIA, UNITED_STATES)})


def countries() -> Mapping[str, CountryRules]:
    """Rules by ISO code."""
    return _COUNTRIES


def rules_of(country: str) -> CountryRules:
    """A country's rules. Raises UnknownCountryError."""
    found = _COUNTRIES.get(country.strip().upper())
    if found is None:
        raise UnknownCountryError(f"There are no tax rules for {country!r} here.", field="country")
    return found


def regime_of(country: CountryRules, regime: str) -> Regime:
    """A regime of a country. Raises UnknownRegimeError."""
    found = country.regimes.get(regime)
    if found is None:
        raise UnknownRegimeError(f"{country.name} has no regime {regime!r} here.", field="regime")
    return found
