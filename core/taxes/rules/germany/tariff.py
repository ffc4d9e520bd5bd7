"""The tariff of income tax, and the solidarity surcharge."""

from datetime import date
from decimal import Decimal
from typing import Final

from core.taxes.rules.figures import Figure
from core.taxes.rules.germany.figures import FIGURES
from core.taxes.rules.rounding import ZERO, cents_down, units_down

_TEN_THOUSAND: Final = Decimal(10_000)
_CURVED: Final = frozenset({1, 2})
"""Zones whose rate rises within them."""


def tariff_tax(taxable: Decimal, tariff: Figure) -> Decimal:
    """Income tax on taxable income, in whole euros (§ 32a Abs. 1)."""
    x = units_down(max(ZERO, taxable))
    lower = ZERO
    for zone, (upper, a, b, c) in enumerate(tariff.rows):
        if upper is None or x <= upper:
            return units_down(_in_zone(zone, x, lower, (a or ZERO, b or ZERO, c or ZERO)))
        lower = upper
    raise AssertionError("the last zone has no upper end")


def income_tax(taxable: Decimal, day: date, *, joint: bool) -> Decimal:
    """Tax of a person, or of spouses together: twice the tax on half (§ 32a Abs. 5)."""
    tariff = FIGURES.on("income_tax.tariff", day)
    return 2 * tariff_tax(units_down(taxable) / 2, tariff) if joint else tariff_tax(taxable, tariff)


def solidarity_surcharge(tax: Decimal, day: date, *, joint: bool) -> Decimal:
    """5.5 % of income tax, softened above the free tax; fractions of a cent dropped."""
    free = FIGURES.on("solidarity.free_tax", day).value * (2 if joint else 1)
    if tax <= free:
        return ZERO
    full = tax * FIGURES.on("solidarity.rate", day).value
    softened = (tax - free) * FIGURES.on("solidarity.most_of_excess", day).value
    return cents_down(min(full, softened))


def _in_zone(zone: int, x: Decimal, lower: Decimal, row: tuple[Decimal, Decimal, Decimal]) -> Decimal:
    a, b, c = row
    if zone in _CURVED:
        y = (x - lower) / _TEN_THOUSAND
        return (a * y + b) * y + c
    return b * x - a
