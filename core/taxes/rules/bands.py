"""Tax by bands: each slice of an amount at its own rate."""

from decimal import Decimal

from core.taxes.rules.figures import Figure
from core.taxes.rules.rounding import ZERO


def by_bands(amount: Decimal, table: Figure) -> Decimal:
    """Tax on an amount. Rows of the table are (upper end or None, rate), lowest first; not rounded."""
    tax, lower = ZERO, ZERO
    for upper, rate in table.rows:
        slice_of_it = (amount if upper is None else min(amount, upper)) - lower
        if slice_of_it <= 0:
            break
        tax += slice_of_it * (rate or ZERO)
        lower = upper if upper is not None else amount
    return tax
