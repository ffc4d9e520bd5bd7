from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.documents.parse_amount import amounts_in, plain_decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOTAL 12.50", ["12.50"]),
        ("ИТОГ =350.00", ["350.00"]),
        ("ИТОГ ≡1994.04", ["1994.04"]),
        ("Gesamtbetrag 1.471,60 €", ["1471.60"]),
        ("Amount due £1,471.60", ["1471.60"]),
        ("CHF 1'471.60", ["1471.60"]),
        ("1.471", ["1471"]),
        ("2 x 45.00 =90.00", ["2", "45.00", "90.00"]),
        ("Cash RM50.00", ["50.00"]),
        ("Rounding RMO.02", ["0.02"]),
        ("SUBTOTAL RM41 45", ["41.45"]),
        ("Total RHI4. 00", ["14.00"]),
        ("Discount -0. 24", ["-0.24"]),
        ("Grand TotalRM15.40", ["15.40"]),
        ("350 руб. 05 коп.", ["350.05"]),
        ("к оплате 1 250 рублей 00 копеек", ["1250.00"]),
        ("старый ценник 12-50", ["12.50"]),
        ("20%", []),
        ("13/03/2018 15:39", []),
        ("no figures here", []),
    ],
)
def test_amounts_of_a_line(text: str, expected: list[str]) -> None:
    assert [str(found.value) for found in amounts_in(text)] == expected


def test_a_space_groups_thousands_only_where_asked() -> None:
    assert [found.value for found in amounts_in("Итого 1 471.60", spaced=True)] == [Decimal("1471.60")]
    assert [found.value for found in amounts_in("COFFEE 1 471.60")] == [Decimal(1), Decimal("471.60")]
    assert [found.value for found in amounts_in("Итого: 1\u00a0234\u00a0567,89", spaced=True)] == [
        Decimal("1234567.89")
    ]


@given(st.integers(min_value=0, max_value=10**11))
def test_every_way_to_write_an_amount_gives_it_back(minor: int) -> None:
    value = Decimal(minor).scaleb(-2)
    english, russian = f"{value:,.2f}", f"{value:,.2f}".replace(",", " ").replace(".", ",")
    german = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert [found.value for found in amounts_in(f"TOTAL {english}")] == [value]
    assert [found.value for found in amounts_in(f"SUMME {german} EUR")] == [value]
    assert [found.value for found in amounts_in(f"ИТОГО {russian}", spaced=True)] == [value]
    assert Decimal(plain_decimal(value)) == value


@given(st.text(max_size=200))
def test_no_text_breaks_the_parser(text: str) -> None:
    for found in amounts_in(text, spaced=True):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value.is_finite()


@pytest.mark.parametrize(
    ("value", "expected"), [("7", "7.00"), ("12.5", "12.50"), ("1471.60", "1471.60"), ("0.125", "0.125")]
)
def test_plain_decimals_have_two_digits_at_least(value: str, expected: str) -> None:
    assert plain_decimal(Decimal(value)) == expected
