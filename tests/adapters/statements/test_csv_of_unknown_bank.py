from datetime import date
from decimal import Decimal

import pytest

from core.ports.statement_parser import BookingStatus
from tests.adapters.statements.reading import amounts, days, only_line, read, read_one, refused


def test_a_card_bank_with_two_currencies_status_and_mcc() -> None:
    parsed = read(
        "Дата операции;Дата платежа;Номер карты;Статус;Сумма операции;Валюта операции;Сумма платежа;Валюта платежа;"
        "Кэшбэк;Категория;MCC;Описание\n"
        "31.12.2023 23:59:01;02.01.2024;*1234;OK;-10,00;USD;-905,50;RUB;;Сервисы;5734;Cloud\n"
        "30.12.2023 10:00:00;;*1234;HOLD;-100,00;RUB;-100,00;RUB;5;Кафе;5814.0;Кофе\n"
        "30.12.2023 09:00:00;;*1234;FAILED;-70,00;RUB;-70,00;RUB;;Кафе;5814;Отказ\n"
    )
    (statement,) = parsed.statements
    first, second = statement.transactions

    assert (first.booked_on, first.value_date) == (date(2023, 12, 31), date(2024, 1, 2))
    assert (first.amount, first.currency, first.original_amount, first.original_currency) == (
        Decimal("-905.50"), "RUB", Decimal("-10.00"), "USD",
    )  # fmt: skip
    assert (first.mcc, first.category, first.description) == ("5734", "Сервисы", "Cloud")
    assert (second.status, second.original_amount, second.original_currency) == (BookingStatus.PENDING, None, None)
    assert (second.mcc, second.line) == ("5814", 3)
    assert [(warning.code, warning.line) for warning in parsed.warnings] == [("NOT_EXECUTED", 4)]


def test_rows_that_wait_for_their_date_are_left_out_and_told() -> None:
    table = (
        "Date Processed,Description,Amount\nPending,Cafe,£67.40\n"
        '12-Dec-2019,Royal Insurance,"£1,183.23"\n03-Dec-2019,TFL,£1.50\n'
    )

    assert amounts(table) == ["1183.23", "1.50"]
    assert ("PENDING_WITHOUT_DATE", 2) in [(warning.code, warning.line) for warning in read(table).warnings]


def test_words_between_the_heading_and_the_first_movement_break_nothing() -> None:
    table = "Date,Description,Withdrawal,Deposit\nPosted\n02/15/2021,Wire,,200.00\n{}01/30/2021,Rent,10.00,\n"

    assert amounts(table.format("")) == ["200.00", "-10.00"]
    assert refused(table.format("Older\n")) == ("BAD_DATE", 4)


def test_a_company_statement_with_debit_credit_and_tax_ids() -> None:
    statement = read_one(
        "Выписка по счету 40702810900000000001\r\n\r\n"
        "Дата;№ документа;Дебет;Кредит;Контрагент;ИНН контрагента;Счет контрагента;БИК;Назначение платежа\r\n"
        "15.03.2024;12;1 500,00;;ООО Лён;7701234567;40702810000000000002;044525225;Аренда\r\n"
        "16.03.2024;13;;20 000,00;АО Нить;7707654321;40702810000000000003;044525225;Оплата; без НДС\r\n".replace(
            "Оплата; без НДС", '"Оплата; без НДС"'
        )
        + "Итого;;1 500,00;20 000,00\r\n"
    )

    assert (statement.account, statement.currency) == ("40702810900000000001", "RUB")
    assert [str(line.amount) for line in statement.transactions] == ["-1500.00", "20000.00"]
    assert [line.counterparty for line in statement.transactions] == ["ООО Лён", "АО Нить"]
    assert statement.transactions[1].counterparty_tax_id == "7707654321"
    assert statement.transactions[1].counterparty_account == "40702810000000000003"
    assert statement.transactions[1].description == "Оплата; без НДС"


def test_payer_and_payee_columns_name_the_other_side() -> None:
    out, incoming = read_one(
        "Дата,Плательщик,Получатель,Сумма,Назначение платежа\n"
        "2024-01-30,Я,Магазин,-5.00,Хлеб\n2024-01-31,Клиент,Я,70.00,Счет 1\n"
    ).transactions

    assert (out.counterparty, incoming.counterparty) == ("Магазин", "Клиент")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234,56", "-0,50"], ["1234.56", "-0.50"]),
        (["1,234.56", "-0.50"], ["1234.56", "-0.50"]),
        (["1.234", "-5.678"], ["1234", "-5678"]),
        (["1,234", "-12.50"], ["1234", "-12.50"]),
        (["1'234.50", "-1"], ["1234.50", "-1"]),
        (["1\u202f234,50", "\N{MINUS SIGN}7,00"], ["1234.50", "-7.00"]),
        (["(12.00)", "3.00"], ["-12.00", "3.00"]),
        (["12.00-", "3.00+"], ["-12.00", "3.00"]),
        (["12.00 DR", "3.00 CR"], ["-12.00", "3.00"]),
        (["-$12.00", "$3.00"], ["-12.00", "3.00"]),
        (["+1 000,00", "250,00"], ["1000.00", "-250.00"]),
        (["-0.00", "-1.00"], ["0.00", "-1.00"]),
        (["-12.5000", "1.00"], ["-12.50", "1.00"]),
        ([".50", "-5."], ["0.50", "-5"]),
    ],
)
def test_amount_styles(cells: list[str], expected: list[str]) -> None:
    rows = "".join(f"2024-01-1{i}|{cell}|text\n" for i, cell in enumerate(cells))

    assert amounts("Date|Amount|Description\n" + rows) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["13/02/2024", "01/03/2024"], ["2024-02-13", "2024-03-01"]),
        (["02/13/2024", "03/01/2024"], ["2024-02-13", "2024-03-01"]),
        (["02/11/2024", "02/12/2024", "03/01/2024"], ["2024-02-11", "2024-02-12", "2024-03-01"]),
        (["01.02.2024", "02.02.2024"], ["2024-02-01", "2024-02-02"]),
        (["01.02.24 10:05", "02.02.24 23:59"], ["2024-02-01", "2024-02-02"]),
        (["5 Jan 2024", "12 Mar 2024"], ["2024-01-05", "2024-03-12"]),
        (["5 января 2024", "12 мая 2024 г."], ["2024-01-05", "2024-05-12"]),
        (["Jan 5, 2024", "Dec 31, 2024"], ["2024-01-05", "2024-12-31"]),
        (["20240229", "20240301"], ["2024-02-29", "2024-03-01"]),
        (["2024-02-29T23:59:59.999Z", "2024-03-01T00:00:00+03:00"], ["2024-02-29", "2024-03-01"]),
        (["1/2/2024 1:05:00 PM", "13/2/2024 1:05 AM"], ["2024-02-01", "2024-02-13"]),
    ],
)
def test_date_styles(cells: list[str], expected: list[str]) -> None:
    rows = "".join(f"{cell}\t-1{i}.00\ttext\n" for i, cell in enumerate(cells))

    assert days("Date\tAmount\tDescription\n" + rows) == expected


def test_the_whole_column_decides_the_date_order() -> None:
    rows = ["03/04/2024,-1.00,a\n"] * 2500 + ["03/25/2024,-1.00,b\n"]

    assert days("Date,Amount,Description\n" + "".join(rows))[::2500] == ["2024-03-04", "2024-03-25"]


def test_an_order_that_nothing_decides_is_guessed_with_a_warning() -> None:
    parsed = read("Buchungstag;Betrag;Verwendungszweck\n05/04/2024;-1,00;a\n")

    assert parsed.statements[0].transactions[0].booked_on == date(2024, 4, 5)
    assert [warning.code for warning in parsed.warnings] == ["DATE_ORDER_GUESSED", "CURRENCY_GUESSED"]


def test_a_running_balance_turns_the_sign_of_a_credit_card() -> None:
    statement = read_one(
        "Date,Description,Amount,Balance\n2024-01-10,Shop,10.00,-10.00\n2024-01-11,Cafe,5.00,-15.00\n2024-01-12,Paid,-15.00,0.00\n"
    )

    assert [str(line.amount) for line in statement.transactions] == ["-10.00", "-5.00", "15.00"]
    assert (statement.opening_balance, statement.closing_balance) == (Decimal("0.00"), Decimal("0.00"))


def test_a_broken_running_balance_is_reported_with_its_line() -> None:
    parsed = read(
        "Date,Description,Amount,Balance,Currency\n2024-01-10,a,10.00,10.00,EUR\n2024-01-11,b,5.00,15.00,EUR\n"
        "2024-01-12,c,5.00,21.00,EUR\n2024-01-13,d,-1.00,20.00,EUR\n"
    )

    assert [(warning.code, warning.line) for warning in parsed.warnings] == [("BALANCE_MISMATCH", 4)]
    assert parsed.statements[0].closing_balance == Decimal("20.00")


def test_several_accounts_and_currencies_in_one_file() -> None:
    parsed = read(
        "Account,Date,Amount,Currency,Description\nA1,2024-01-13,-1.00,EUR,a\nA2,2024-01-14,-2.00,EUR,b\nA1,2024-01-15,-3.00,USD,c\n"
        "A1,2024-01-16,-4.00,EUR,d\n"
    )

    found = {(s.account, s.currency): [str(line.amount) for line in s.transactions] for s in parsed.statements}
    assert found == {("A1", "EUR"): ["-1.00", "-4.00"], ("A2", "EUR"): ["-2.00"], ("A1", "USD"): ["-3.00"]}


def test_blank_lines_short_rows_quoted_breaks_and_closing_words() -> None:
    statement = read_one(
        'Date;Amount;Description;Note\n\n2024-01-13;-1,50;"two\nlines";x\n;;;\n2024-01-14;-2,50;short\nTotal;-4,00\n'
        "Thank you for banking with us\n"
    )

    assert [(line.description, line.line) for line in statement.transactions] == [("two lines", 3), ("short", 6)]


def test_quotation_marks_that_are_part_of_the_text() -> None:
    statement = read_one(
        'Дата;Сумма;Контрагент;Описание\n13.01.2024;-1,50;"Лён;опт\n14.01.2024;-2,50;ООО "Нить";b\n'.replace(
            "Лён;опт", "Лён;"
        )
    )

    assert [line.counterparty for line in statement.transactions] == ['"Лён', 'ООО "Нить"']


def test_own_duplicates_are_kept() -> None:
    assert amounts("Date;Amount;Description\n" + "2024-01-13;-1,50;coffee\n" * 3) == ["-1.50", "-1.50", "-1.50"]


def test_a_header_without_movements_is_an_empty_statement() -> None:
    parsed = read("Date,Description,Amount,Currency,Balance\n")

    assert [len(statement.transactions) for statement in parsed.statements] == [0]
    assert "NO_MOVEMENTS" in {warning.code for warning in parsed.warnings}


def test_the_currency_in_the_heading() -> None:
    line = only_line(
        "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n13/01/2024,Shop,REF 1,CARD,-5.00,10.00\n"
    )

    assert (line.currency, line.counterparty, line.description) == ("GBP", "Shop", "REF 1")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Date,Amount,Description\n2024-01-13,-1.00,a\n2024-02-30,-1.00,b\n2024-01-14,-1.00,c\n", ("BAD_DATE", 3)),
        ("Date,Amount,Description\n2024-01-13,-1.00,a\n2024-01-14,abc,b\n", ("BAD_AMOUNT", 3)),
        ("Date,Amount,Description\n2024-01-13,-1.00,a\n2024-01-14,,b\n2024-01-15,-1.00,c\n", ("BAD_AMOUNT", 3)),
        ("Date,Amount,Description\n2024-01-13,-1.00,a\n2024-01-14,1.00,b,c,d\n", ("RAGGED_ROW", 3)),
        ("Date,Amount,Description\n2024-01-13,-1.00,a\nrubbish,,\n2024-01-14,-1.00,b\n", ("BAD_DATE", 3)),
        ("Date,Amount,Description\n2024-01-13,-1.00,a\n,-5.00,b\n2024-01-14,-1.00,b\n", ("BAD_DATE", 3)),
        ('Date,Amount,Description\n2024-01-13,-1.00,"a"\n2024-01-14,-1.00,"b\n2024-01-15,-1.00,c\n', ("TRUNCATED", 3)),
        (
            'Date,Amount,Description\n2024-01-13,-1.00,"a"\n2024-01-14,-1.00,"b\n2024-01-15,-1.00,c"\n',
            ("BAD_QUOTING", 3),
        ),
        (
            "Date,Amount,Currency,Description\n2024-01-13,-1.00,EUR,a\n2024-01-14,-1.00,EUR,b\n2024-01-15,-1.00",
            ("TRUNCATED", 4),
        ),
        ("Date,Amount,Currency\n2024-01-13,-1.00,JPY\n2024-01-14,-1.05,JPY\n", ("BAD_AMOUNT", 3)),
        ("Дата;Расход;Приход;Описание\n13.01.2024;1,00;;a\n14.01.2024;1,00;2,00;b\n", ("BAD_AMOUNT", 3)),
    ],
)
def test_a_broken_row_refuses_the_whole_file_with_its_line(content: str, expected: tuple[str, int]) -> None:
    assert refused(content) == expected
