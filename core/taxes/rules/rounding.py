"""Rounding, each way named at the call because laws differ in it."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal(0)


def to_cents(amount: Decimal) -> Decimal:
    """To the nearest hundredth, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def cents_down(amount: Decimal) -> Decimal:
    """Fractions of a hundredth dropped."""
    return amount.quantize(CENT, ROUND_DOWN)


def to_units(amount: Decimal) -> Decimal:
    """To the nearest whole unit, halves up."""
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def units_down(amount: Decimal) -> Decimal:
    """Fractions of a unit dropped."""
    return amount.quantize(Decimal(1), ROUND_DOWN)


def in_parts(amount: Decimal, parts: int) -> list[Decimal]:
    """Equal parts in hundredths that sum to the amount; the first ones take what is left over."""
    each, rest = divmod(int(amount / CENT), parts)
    return [(each + (1 if index < rest else 0)) * CENT for index in range(parts)]
