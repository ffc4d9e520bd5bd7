"""Money and the scalars around it."""

from decimal import Decimal
from typing import Annotated, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from core.money import Currency as CurrencyCode
from core.money import Money as MoneyValue
from core.money import in_major_units

Currency = NewType("Currency", str)

Locale = Annotated[str, strawberry.argument(description="A language, as `ru` or `en-GB`; English for those unknown.")]

SCALARS: dict[object, ScalarDefinition] = {
    Currency: strawberry.scalar(
        name="Currency",
        description="An ISO 4217 currency code, as `RUB`.",
        serialize=str,
        parse_value=str,
    ),
}


def _formatted(root: strawberry.Parent["Money"], locale: Locale = "en") -> str:
    return MoneyValue.from_decimal(root.amount, CurrencyCode(root.currency)).formatted(locale)


@strawberry.type(description="An amount in a currency. Exact: never a binary fraction.")
class Money:
    """Money as GraphQL shows it."""

    amount: Decimal = strawberry.field(description='In major units with all of the currency\'s digits, as `"-12.50"`.')
    currency: Currency = strawberry.field(description="The currency.")

    formatted: str = strawberry.field(
        resolver=_formatted, description="The amount as people of a locale write it, as `-12,50 ₽` for `ru`."
    )


def money(minor: int, currency: str) -> Money:
    """Minor units as they stand in a row."""
    return Money(amount=in_major_units(minor, currency), currency=Currency(currency))


def money_or_none(minor: int | None, currency: str | None) -> Money | None:
    """As `money`, where a row may have none."""
    return money(minor, currency) if minor is not None and currency is not None else None


@strawberry.input(description="An amount in a currency.")
class MoneyInput:
    """Money as a person gives it."""

    amount: Decimal = strawberry.field(description="In major units, signed: negative is money out.")
    currency: Currency = strawberry.field(description="The currency.")
