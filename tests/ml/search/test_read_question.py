from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ports.document_reader import DocumentKind
from core.ports.question_reader import Question
from ml.search.read_period import EARLIEST, LATEST
from ml.search.read_question import RuleQuestionReader

TODAY = date(2026, 11, 21)  # a Saturday
MERCHANTS = ("Coffee House", "ООО «Ромашка»", "Nimbus Hosting")


def read(text: str) -> Question:
    return RuleQuestionReader().read(text, TODAY, MERCHANTS)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("кофе в марте", "2026-03-01", "2026-03-31"),
        ("кофе в декабре", "2025-12-01", "2025-12-31"),
        ("laptop invoice last spring", "2026-03-01", "2026-05-31"),
        ("прошлой зимой", "2025-12-01", "2026-02-28"),
        ("летом 2025 года", "2025-06-01", "2025-08-31"),
        ("чеки за прошлый месяц", "2026-10-01", "2026-10-31"),
        ("receipts from last week", "2026-11-09", "2026-11-15"),
        ("this quarter", "2026-10-01", "2026-12-31"),
        ("за последние 3 месяца", "2026-08-21", "2026-11-21"),
        ("past 30 days", "2026-10-22", "2026-11-21"),
        ("вчера", "2026-11-20", "2026-11-20"),
        ("между мартом и маем 2025", "2025-03-01", "2025-05-31"),
        ("from March to May 2026", "2026-03-01", "2026-05-31"),
        ("с ноября по март", "2025-11-01", "2026-03-31"),
        ("с 3 по 15 марта такси", "2026-03-03", "2026-03-15"),
        ("12.03.2026 аптека", "2026-03-12", "2026-03-12"),
        ("hotel on March 12, 2026", "2026-03-12", "2026-03-12"),
        ("2026-02-28", "2026-02-28", "2026-02-28"),
        ("за второй квартал 2025", "2025-04-01", "2025-06-30"),
        ("Q4 2025", "2025-10-01", "2025-12-31"),
        ("в первом полугодии", "2026-01-01", "2026-06-30"),
        ("train tickets in 2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_in_words(text: str, first: str, last: str) -> None:
    question = read(text)
    assert (question.dated_from, question.dated_to) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("до 1 апреля", EARLIEST, date(2026, 3, 31)),
        ("before May 2025", EARLIEST, date(2025, 4, 30)),
        ("после 10 мая", date(2026, 5, 11), LATEST),
        ("since June", date(2026, 6, 1), LATEST),
    ],
)
def test_an_open_period(text: str, first: date, last: date) -> None:
    assert (read(text).dated_from, read(text).dated_to) == (first, last)


@pytest.mark.parametrize(
    ("text", "least", "most", "currency"),
    [
        ("кофе дороже 300", "300", None, None),
        ("над 1 000 €", "1000", None, "EUR"),
        ("receipts over $50", "50", None, "USD"),
        ("не дороже 500 рублей", None, "500", "RUB"),
        ("coffee under 5 pounds", None, "5", "GBP"),
        ("between 100 and 200 euro", "100", "200", "EUR"),
        ("от 5 до 10 тысяч рублей", "5000", "10000", "RUB"),
        ("больше тысячи рублей", "1000", None, "RUB"),
        ("около 500 руб", "450", "550", "RUB"),
        ("чек на 1450", "1450", "1450.99", None),
        ("на сумму 2 340,50", "2340.50", "2340.50", None),
        ("1.471,60 EUR", "1471.60", "1471.60", "EUR"),
        ("more than 2k usd", "2000", None, "USD"),
    ],
)
def test_amounts_in_words(text: str, least: str | None, most: str | None, currency: str | None) -> None:
    question = read(text)
    assert question.at_least == (None if least is None else Decimal(least))
    assert question.at_most == (None if most is None else Decimal(most))
    assert question.currency == currency


@pytest.mark.parametrize(
    "text", ["20 кг цемента", "билеты на 2 человека", "договор № 42/2026", "INV-2026-0042", "RTX 4090"]
)
def test_a_number_that_is_no_money_stays_in_the_topic(text: str) -> None:
    question = read(text)
    assert (question.at_least, question.at_most, question.dated_from) == (None, None, None)
    assert any(char.isdigit() for char in question.topic)


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("чеки за кофе", DocumentKind.RECEIPT, "за кофе"),
        ("laptop invoice", DocumentKind.INVOICE, "laptop"),
        ("счёт-фактура на ноутбук", DocumentKind.INVOICE, "на ноутбук"),
        ("договор аренды", DocumentKind.CONTRACT, "аренды"),
        ("акты выполненных работ", DocumentKind.ACT, ""),
        ("bank statements", DocumentKind.STATEMENT, ""),
        ("письма из налоговой", DocumentKind.TAX_LETTER, ""),
        ("фактор роста", None, "фактор роста"),
    ],
)
def test_a_kind_of_document(text: str, kind: DocumentKind | None, topic: str) -> None:
    assert (read(text).kind, read(text).topic) == (kind, topic)


@pytest.mark.parametrize(
    ("text", "merchant"),
    [
        ("чеки от ромашки", "ООО «Ромашка»"),
        ("Нимбус хостинг", "Nimbus Hosting"),
        ("lunch at Coffee House", "Coffee House"),
        ("coffee house furniture", None),  # everyday words, and nothing says that they are a name
    ],
)
def test_a_merchant_of_the_person(text: str, merchant: str | None) -> None:
    assert read(text).merchant == merchant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?!",
        "и в на",
        "🍕 😀",
        "'; DROP TABLE users; --",
        "שלום עולם",
        "\x00",
        "a" * 10_000_000,
        "9" * 10_000,
    ],
)
def test_anything_may_be_typed(text: str) -> None:
    question = read(text)
    assert len(question.text) <= 500
    assert len(question.terms) <= 16


@given(st.text(max_size=120))
def test_reading_never_fails_and_ranges_are_in_order(text: str) -> None:
    question = read(text)
    assert question.dated_from is None or question.dated_to is None or question.dated_from <= question.dated_to
    assert question.at_least is None or question.at_most is None or question.at_least <= question.at_most


def test_a_merchant_is_named_in_a_case_and_in_the_other_alphabet() -> None:
    assert RuleQuestionReader().read("чек из озона в ноябре", TODAY, ["Ozon"]).merchant == "Ozon"
