from decimal import Decimal

import pytest

from ml.documents.amount_roles import Role, role_of
from ml.documents.extract_total import extract_total
from ml.documents.text_line import lines_of


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ИТОГ =350.00", Role.TOTAL),
        ("ИТОГО К ОПЛАТЕ 350.00", Role.PAYABLE),
        ("Всего к оплате: 75 001,00", Role.PAYABLE),
        ("В том числе НДС 20% 58.33", Role.TAX),
        ("СДАЧА =50.00", Role.CHANGE),
        ("НАЛИЧНЫМИ =400.00", Role.CASH),
        ("БЕЗНАЛИЧНЫМИ =350.00", Role.CARD),
        ("Скидка 10.00", Role.DISCOUNT),
        ("Всего наименований 2, на сумму 75 001,00 руб.", Role.COUNT),
        ("GRAND TOTAL 12.50", Role.PAYABLE),
        ("Amount due £1,558.80", Role.PAYABLE),
        ("Total (Incl. GST) RM 12.50", Role.GRAND_TOTAL),
        ("Total Sales (Excluding GST) : 95.17", Role.NET),
        ("GST @6% included in total RM 3.01", Role.TAX),
        ("T0TAL 12.50", Role.TOTAL),
        ("SUBTOTAL (QTY 4) 41.43", Role.SUBTOTAL),
        ("Total Qty: 3", Role.COUNT),
        ("Rounding Adj 0.02", Role.ROUNDING),
        ("Total Paid 50.00", Role.CASH),
        ("CHANGE 37.50", Role.CHANGE),
        ("Gesamtbetrag 1.471,60 €", Role.PAYABLE),
        ("SUMME EUR 12,50", Role.TOTAL),
        ("Zwischensumme 10,00", Role.SUBTOTAL),
        ("zzgl. 19 % MwSt 234,94 €", Role.TAX),
        ("Nettobetrag 1.236,55 €", Role.NET),
        ("Rückgeld 0,80", Role.CHANGE),
        ("COFFEE BEANS 12.50", Role.NONE),
        ("Ground coffee 12.50", Role.NONE),
    ],
)
def test_what_the_words_of_a_line_say(text: str, role: Role) -> None:
    assert role_of(text) is role


@pytest.mark.parametrize(
    ("text", "language", "total"),
    [
        ("Хлеб 45.00\nИТОГ =45.00\nНАЛИЧНЫМИ =100.00\nСДАЧА =55.00", "ru", "45.00"),
        ("Итого: 1 471,60\nНДС 245,27", "ru", "1471.60"),
        ("К ОПЛАТЕ\n1 250.00\nСпасибо", "ru", "1250.00"),
        ("Итого 350 руб. 00 коп.", "ru", "350.00"),
        ("Milk 2.00\nTOTAL 2.00\nCASH 10.00\nCHANGE 8.00", "en", "2.00"),
        ("Total 277.90\nDiscount 0.90\nTotal Inclusive GST: 277.00\nCASH 277.00", "en", "277.00"),
        ("Subtotal 41.43\nRounding 0.02\nNet payable 41.45", "en", "41.45"),
        ("Total 41.48\nRounding 0.02\nMASTER 41.50", "en", "41.50"),
        ("Total 28.03\nTotal Paid 50.00\nChange 21.97", "en", "28.03"),
        ("Tea 3.00\nTotal 30.45\nGST Summary Amount Tax\nTotal 28.72 1.73", "en", "30.45"),
        ("Tea 3.00\nCake 4.45\nTea 3.00\nTotal Sales Inclusive GST 1045", "en", "10.45"),
        ("SUMME EUR 1.234,56\nBAR 1.300,00\nRÜCKGELD 65,44", "de", "1234.56"),
    ],
)
def test_totals(text: str, language: str, total: str) -> None:
    found = extract_total(lines_of(text), language)
    assert found is not None
    assert found.value == Decimal(total)
    assert found.field.value == f"{Decimal(total):.2f}"


def test_cash_and_change_give_the_total_where_its_line_was_not_read() -> None:
    found = extract_total(lines_of("Milk 2.00\nT#~L 2\nCASH 10.00\nCHANGE 8.00"), "en")
    assert found is not None
    assert found.value == Decimal("2.00")


def test_equations_raise_confidence() -> None:
    alone = extract_total(lines_of("TOTAL 2.00"), "en")
    proved = extract_total(lines_of("TOTAL 2.00\nCASH 10.00\nCHANGE 8.00"), "en")
    assert alone is not None
    assert proved is not None
    assert proved.field.confidence > alone.field.confidence
    assert (alone.supported, proved.supported) == (False, True)


def test_without_words_the_largest_repeated_amount_is_a_weak_guess() -> None:
    found = extract_total(lines_of("Tea 3.00\nCake 4.45\n7.45\nVoucher 7.45\nNumber 99.99"), "en")
    assert found is not None
    assert found.field.confidence <= 0.5


def test_no_amount_no_total() -> None:
    assert extract_total(lines_of("Thank you\n13/03/2018 15:39"), "en") is None
