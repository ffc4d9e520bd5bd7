"""Money: integer minor units and an ISO 4217 currency, never a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, Self

from babel.core import UnknownLocaleError
from babel.numbers import NumberFormatError, format_currency, get_currency_precision, list_currencies

from core.errors import DomainError

_KNOWN: Final = frozenset(list_currencies())  # those of no language: English alone would take 3 MB
_MAX_EXPONENT: Final = 18  # an amount of more digits is refused before it is scaled: 1E+999999999 would fill the memory
MAX_MINOR: Final = 2**63 - 1
"""Largest amount that fits PostgreSQL's BIGINT."""


def in_major_units(minor: int, code: str) -> Decimal:
    """Minor units of a known currency as a decimal with all of its digits: what a page of rows needs by the hundred."""
    return Decimal(minor).scaleb(-_digits(code))


@lru_cache(maxsize=512)
def _digits(code: str) -> int:
    return Currency(code).exponent


class MoneyError(DomainError):
    """An amount or a currency that is not money."""

    code = "INVALID_MONEY"


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency code, three capital letters."""

    code: str

    def __post_init__(self) -> None:
        """Refuse what is not a known code."""
        if self.code not in _KNOWN:
            raise MoneyError(f"{self.code!r} is not an ISO 4217 currency code.", field="currency")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code in any letter case, with surrounding space."""
        return cls(text.strip().upper())

    @property
    def exponent(self) -> int:
        """Digits after the decimal point: 2 for RUB, 0 for JPY, 3 for KWD."""
        return get_currency_precision(self.code)

    def __str__(self) -> str:
        """The three-letter code."""
        return self.code


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units of one currency: `Money(12_50, RUB)` is 12.50 roubles."""

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        """Refuse an amount that the database could not hold."""
        if abs(self.minor) > MAX_MINOR:
            raise MoneyError("The amount is too large.", field="amount")

    @classmethod
    def from_decimal(cls, amount: Decimal, currency: Currency) -> Self:
        """Take a decimal that has no more digits than the currency; refuse one that has."""
        if not amount.is_finite():
            raise MoneyError("The amount is not a finite number.", field="amount")
        if amount.adjusted() > _MAX_EXPONENT:
            raise MoneyError("The amount is too large.", field="amount")
        scaled = amount.scaleb(currency.exponent)
        if scaled != scaled.to_integral_value():
            raise MoneyError(
                f"{currency} has {currency.exponent} digits after the point, {amount} has more.", field="amount"
            )
        return cls(int(scaled), currency)

    @classmethod
    def parse(cls, text: str, currency: Currency) -> Self:
        """Read a plain decimal such as `-1234.50`."""
        try:
            return cls.from_decimal(Decimal(text.strip()), currency)
        except InvalidOperation:
            raise MoneyError(f"{text!r} is not a decimal amount.", field="amount") from None

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with exactly the currency's digits."""
        return in_major_units(self.minor, self.currency.code)

    def formatted(self, locale: str) -> str:
        """The amount as people of a locale write it. An unknown locale is read as English."""
        try:
            return format_currency(self.amount, self.currency.code, locale=locale.replace("-", "_"))
        except (UnknownLocaleError, ValueError, NumberFormatError):
            return format_currency(self.amount, self.currency.code, locale="en")

    def __add__(self, other: "Money") -> "Money":
        """Sum of two amounts of one currency."""
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Difference of two amounts of one currency."""
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        """The same amount with the other sign."""
        return Money(-self.minor, self.currency)

    def times(self, rate: Decimal, rounding: str = ROUND_HALF_EVEN) -> "Money":
        """The amount multiplied by a rate, rounded to a whole minor unit."""
        return Money(int((Decimal(self.minor) * rate).to_integral_value(rounding)), self.currency)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Shares in proportion to the weights, by largest remainder: they always sum to the whole."""
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise MoneyError("Weights must be non-negative and sum to more than zero.")
        sign = -1 if self.minor < 0 else 1
        whole = abs(self.minor)
        shares = [whole * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(whole * weights[i] % total), i))
        for index in by_remainder[: whole - sum(shares)]:
            shares[index] += 1
        return [Money(sign * share, self.currency) for share in shares]

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise MoneyError(f"{self.currency} and {other.currency} can't be added without a rate.")
