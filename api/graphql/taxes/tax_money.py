from decimal import Decimal
from typing import Final

from api.graphql.scalars import Currency, Money

_HUNDREDTH: Final = Decimal("0.01")


def tax_money(amount: Decimal, currency: str) -> Money:
    """An amount of an estimate, in hundredths: all currencies that taxes are reckoned in have two places."""
    return Money(amount=amount.quantize(_HUNDREDTH), currency=Currency(currency))
