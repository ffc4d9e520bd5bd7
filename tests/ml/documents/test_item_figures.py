from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.documents.extract_line_items import extract_line_items
from ml.documents.extract_tax_amounts import extract_tax_amounts
from ml.documents.text_line import lines_of

CENTS = st.decimals(Decimal("0.01"), Decimal(99_999), places=2)


def _grouped(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",")


@given(st.integers(1, 99), CENTS)
def test_a_row_with_tax_gives_the_quantity_and_the_sum_without_it(count: int, price: Decimal) -> None:
    net = count * price
    tax = (net / 5).quantize(Decimal("0.01"))
    figures = " ".join(map(_grouped, (price, net))), " ".join(map(_grouped, (tax, net + tax)))
    if tax == 0:
        return
    (item,) = extract_line_items(lines_of(f"Папка картонная {count} {figures[0]} 20% {figures[1]}"), "ru")
    assert (item.description, item.quantity, item.amount) == ("Папка картонная", str(count), f"{net:.2f}")


@pytest.mark.parametrize(
    ("text", "description", "quantity", "amount"),
    [
        ("Дизайн логотипа З шт 48 531,63 145 594,89", "Дизайн логотипа", "3", "145594.89"),
        ("Разработка сайта 5 4 427,77 13 283,31", "Разработка сайта", "3", "13283.31"),
        ("Ручка шариковая 4 531,52 2125,28 20% 425,06 2550,34", "Ручка шариковая", "4", "2125.28"),
        ("Консультация 4 15 158,09 60 632,56", "Консультация", "4", "60632.56"),
        ("Настройка рекламы 2 44 754,15 89 508,50", "Настройка рекламы", "2", "89508.50"),
        ("Батарейки 2 4 669,19 9 338,38 20% 1867,68 11 206,09", "Батарейки", "2", "9338.38"),
        ("Скрепки 2 100,00 200,00 10% 20,00 180,00", "Скрепки", "2", "180.00"),
        ("Витамин С 100,00 200,00", "Витамин С", None, "200.00"),
        ("Бумага А4 350,00 700,00", "Бумага А4", None, "700.00"),
        ("Молоко 3 89,90 12,00", "Молоко 3", None, "12.00"),
        ("Хлеб 45,00", "Хлеб", None, "45.00"),
    ],
)
def test_figures_tell_the_quantity_or_leave_the_name_alone(
    text: str, description: str, quantity: str | None, amount: str
) -> None:
    (item,) = extract_line_items(lines_of(text), "ru")
    assert (item.description, item.quantity, item.amount) == (description, quantity, amount)


def test_a_misread_quantity_below_its_name_is_told_by_price_and_sum() -> None:
    (item,) = extract_line_items(lines_of("Батарейки\nЗх 772.88 2318.64"), "ru")
    assert (item.description, item.quantity, item.amount) == ("Батарейки", "3", "2318.64")


def test_the_tax_of_a_last_row_is_what_the_total_has_over_the_sum_without_it() -> None:
    row = "Всего к оплате (9) 45 116,74 x 9 023,35 54 140,09"
    (tax,) = extract_tax_amounts(lines_of(row), Decimal("54140.09"), "ru")
    assert (tax.rate, tax.amount) == (None, "9023.35")
    assert extract_tax_amounts(lines_of("Всего к оплате 45 116,74 9 023,36 54 140,09"), Decimal("54140.09"), "ru") == []
