from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import MAX_MINOR, Currency, Money, MoneyError

RUB, JPY, KWD = Currency("RUB"), Currency("JPY"), Currency("KWD")
minors = st.integers(-(10**15), 10**15)
currencies = st.sampled_from([RUB, JPY, KWD, Currency("USD")])


@given(minors, currencies)
def test_an_amount_survives_its_decimal(minor: int, currency: Currency) -> None:
    money = Money(minor, currency)
    assert Money.from_decimal(money.amount, currency) == money
    assert Money.parse(str(money.amount), currency) == money


@given(minors, st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any))
def test_parts_always_sum_to_the_whole(minor: int, weights: list[int]) -> None:
    parts = Money(minor, RUB).split(weights)
    assert sum(part.minor for part in parts) == minor
    assert all(
        abs(part.minor - minor * weight / sum(weights)) <= 1 for part, weight in zip(parts, weights, strict=True)
    )


@given(minors, minors)
def test_sums_are_exact(first: int, second: int) -> None:
    a, b = Money(first, RUB), Money(second, RUB)
    assert (a + b) - b == a
    assert a + (-a) == Money(0, RUB)


def test_the_scale_belongs_to_the_currency() -> None:
    assert Money.parse("12", JPY).minor == 12
    assert Money.parse("1.234", KWD).minor == 1234
    assert Money.parse("-0.00", RUB).minor == 0
    assert str(Money(-5, RUB).amount) == "-0.05"


@pytest.mark.parametrize("text", ["1.234", "NaN", "Infinity", "1e999999999", "x", "", "9" * 30])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        Money.parse(text, RUB)


def test_amounts_have_a_bound_and_currencies_do_not_mix() -> None:
    with pytest.raises(MoneyError):
        Money(MAX_MINOR + 1, RUB)
    with pytest.raises(MoneyError):
        Money(1, RUB) + Money(1, JPY)
    with pytest.raises(MoneyError):
        Currency("rub")
    assert Currency.parse(" rub ") == RUB


def test_formatting_follows_the_locale() -> None:
    assert Money(-123450, RUB).formatted("ru") == "-1\xa0234,50\xa0₽"
    assert Money(123450, Currency("USD")).formatted("en-US") == "$1,234.50"
    assert Money(5, JPY).formatted("xx-nonsense") == "¥5"


def test_a_rate_is_rounded_half_even() -> None:
    assert Money(5, RUB).times(Decimal("0.5")).minor == 2
    assert Money(15, RUB).times(Decimal("0.1")).minor == 2
