import io
from typing import Any

import pytest

from core.adapters.statements.delimited.mapping_json import MappingError, checked
from core.adapters.statements.detect import read_statement
from core.ports.statement_parser import MappingUnsureError, ParsedStatements, StatementError, TableFound
from tests.adapters.statements.reading import read, refused
from tests.fixtures.statements.generate import CSV_DIALECTS, write_statement
from tests.fixtures.statements.movements import generate_movements
from tests.fixtures.statements.pdf_tables import pdf_of_lines
from tests.fixtures.statements.xlsx_files import inline_rows, raw_xlsx, write_xlsx

UNSURE = "01/02/2024,-5.00,a,10.00\n02/03/2024,-6.00,b,4.00\n"
ODD_WORDS = "Wann;Wieviel;Wozu\n13.01.2024;fünf;a\n"


def _table(content: bytes | str) -> TableFound:
    (table,) = read(content).tables
    return table


def _unsure(content: bytes | str) -> TableFound:
    with pytest.raises(MappingUnsureError) as caught:
        read(content)
    assert (caught.value.reason, caught.value.code) == ("MAPPING_UNSURE", "UNREADABLE_STATEMENT")
    return caught.value.table


def _read_as(content: bytes | str, correction: dict[str, Any], key: str = "*") -> ParsedStatements:
    source = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return read_statement(source, {key: checked(correction)})


def _columns(*meanings: str | None) -> list[dict[str, Any]]:
    return [{"index": index, "meaning": meaning} for index, meaning in enumerate(meanings)]


def test_a_mapping_as_json() -> None:
    table = _table(
        "Дата;Сумма;Остаток;Описание;Контрагент;Прочее\n13.01.2024;-1,50;8,50;Кофе;Кафе;x\n14.01.2024;2,00;10,50;;Бар;\n"
    )

    assert table.mapping == {
        "encoding": "utf-8", "delimiter": ";", "quoted": True, "header_row": 1, "date_order": "dmy",
        "decimal_mark": ",", "sign_rule": "as_written", "currency": "RUB", "debit_is_negative": False,
        "currency_in_amount": False,
        "confidence": 0.9,
        "columns": [
            {"index": 0, "name": "Дата", "meaning": "date"},
            {"index": 1, "name": "Сумма", "meaning": "amount"},
            {"index": 2, "name": "Остаток", "meaning": "balance"},
            {"index": 3, "name": "Описание", "meaning": "description"},
            {"index": 4, "name": "Контрагент", "meaning": "counterparty"},
            {"index": 5, "name": "Прочее", "meaning": None},
        ],
    }  # fmt: skip
    assert table.preview == [
        {"line": 2, "cells": ["13.01.2024", "-1,50", "8,50", "Кофе", "Кафе", "x"], "date": "2024-01-13",
         "amount": "-1.50", "currency": "RUB", "description": "Кофе", "problem": None},
        {"line": 3, "cells": ["14.01.2024", "2,00", "10,50", "", "Бар", ""], "date": "2024-01-14",
         "amount": "2.00", "currency": "RUB", "description": "Бар", "problem": None},
    ]  # fmt: skip


@pytest.mark.parametrize("format_", CSV_DIALECTS)
def test_the_found_mapping_handed_back_reads_the_same(format_: str) -> None:
    content = write_statement(format_, 80, seed=3)
    parsed = read(content)

    again = _read_as(content, dict(parsed.tables[0].mapping))
    assert [tuple(one.transactions) for one in again.statements] == [
        tuple(one.transactions) for one in parsed.statements
    ]
    assert again.tables[0].mapping == {**parsed.tables[0].mapping, "confidence": 1.0}


def test_files_of_one_bank_have_one_fingerprint_and_others_have_others() -> None:
    prints = {format_: _table(write_statement(format_, 40, seed=1)).fingerprint for format_ in CSV_DIALECTS}

    assert {format_: _table(write_statement(format_, 90, seed=2)).fingerprint for format_ in CSV_DIALECTS} == prints
    assert len(set(prints.values())) == 3
    book = write_xlsx(CSV_DIALECTS["csv_ru"], generate_movements(9, 1))
    assert _table(book).fingerprint not in prints.values()


def test_a_table_that_could_mean_two_things_is_refused_with_what_was_guessed() -> None:
    table = _unsure(UNSURE)

    assert table.mapping["confidence"] == 0.3
    assert [column["meaning"] for column in table.mapping["columns"]] == ["date", "amount", "description", None]
    assert [row["date"] for row in table.preview] == ["2024-02-01", "2024-03-02"]


def test_a_correction_by_fingerprint_counts_for_the_next_file_of_that_bank() -> None:
    table = _unsure(UNSURE)
    correction = {
        "date_order": "mdy",
        "currency": "USD",
        "columns": _columns("date", "amount", "description", "balance"),
    }
    next_file = "04/05/2024,7.00,c,11.00\n"

    (statement,) = _read_as(next_file, correction, table.fingerprint).statements
    assert [(one.booked_on.isoformat(), str(one.amount), one.currency) for one in statement.transactions] == [
        ("2024-04-05", "7.00", "USD")
    ]
    assert (str(statement.opening_balance), str(statement.closing_balance)) == ("4.00", "11.00")
    with pytest.raises(MappingUnsureError):
        _read_as(next_file, correction, "another fingerprint")


def test_a_file_s_own_currency_is_not_overruled() -> None:
    content = "Konto;DE89370400440532013000\nWährung;CHF\n\nBuchungstag;Betrag;Verwendungszweck\n13.01.2024;-1,00;a\n"

    (statement,) = _read_as(
        content, {"currency": "USD", "columns": _columns("date", "amount", "description")}
    ).statements
    assert statement.currency == "CHF"


def test_a_table_without_a_column_of_amounts_asks_for_a_person() -> None:
    table = _unsure("13.01.2024;5.00;a\n14.01.2024;b;6.00\n")

    assert (table.mapping["confidence"], table.mapping["header_row"]) == (0.0, None)
    assert [column["meaning"] for column in table.mapping["columns"]] == [None, None, None]
    assert table.preview[1]["cells"] == ["14.01.2024", "b", "6.00"]


def test_swapped_columns_signs_and_marks_are_taken_from_a_person() -> None:
    content = "Date;Amount;Fee;Description\n13.01.2024;1.000;0.100;a\n14.01.2024;2.000;0.200;b\n"
    correction = {
        "decimal_mark": ".",
        "sign_rule": "inverted",
        "columns": _columns("date", None, "amount", "description"),
    }

    (statement,) = _read_as(content, correction).statements
    assert [str(one.amount) for one in statement.transactions] == ["-0.10", "-0.20"]


def test_a_header_a_delimiter_and_an_encoding_are_taken_from_a_person() -> None:
    content = "a|b|c\nx;y;z\n13.01.2024|-1,50|Кофе; чай\n14.01.2024|-2,50|Сок\n".encode("cp866")
    correction = {
        "header_row": 1,
        "delimiter": "|",
        "encoding": "cp866",
        "columns": _columns("date", "amount", "description"),
    }

    with pytest.raises(StatementError) as caught:
        _read_as(content, correction)
    assert (caught.value.reason, caught.value.line) == ("BAD_DATE", 2)
    (statement,) = _read_as(content.replace(b"x;y;z\n", b""), correction).statements
    assert [one.description for one in statement.transactions] == ["Кофе; чай", "Сок"]


def test_a_workbook_and_a_document_can_be_corrected_too() -> None:
    book = raw_xlsx(inline_rows(("01/02/2024", "-5.00", "a"), ("02/03/2024", "-6.00", "b")))
    page = pdf_of_lines(
        [[(50, "01/02/2024"), (200, "-5.00"), (400, "a")], [(50, "02/03/2024"), (200, "-6.00"), (400, "b")]]
    )

    for content in (book, page):
        table = _unsure(content)
        correction = {"date_order": "mdy", "columns": _columns("date", "amount", "description")}
        (statement,) = _read_as(content, correction, table.fingerprint).statements
        assert [one.booked_on.isoformat() for one in statement.transactions] == ["2024-01-02", "2024-02-03"]


@pytest.mark.parametrize(
    ("correction", "field"),
    [
        ({}, "columns"),
        ({"columns": "date"}, "columns"),
        ({"columns": [{"index": -1, "meaning": "date"}]}, "columns"),
        ({"columns": [{"index": True, "meaning": "date"}]}, "columns"),
        ({"columns": _columns("amount", "description")}, "columns"),
        ({"columns": _columns("date", "description")}, "columns"),
        ({"columns": _columns("date", "amount", "debit")}, "columns"),
        ({"columns": _columns("date", "debit", "direction")}, "columns"),
        ({"columns": _columns("date", "date", "amount")}, "columns"),
        ({"columns": [*_columns("date", "amount"), {"index": 1, "meaning": "balance"}]}, "columns"),
        ({"columns": _columns("date", "amount", "zodiac")}, "columns"),
        ({"columns": _columns("date", "amount"), "encoding": "zip"}, "encoding"),
        ({"columns": _columns("date", "amount"), "delimiter": "x"}, "delimiter"),
        ({"columns": _columns("date", "amount"), "date_order": "ydm"}, "date_order"),
        ({"columns": _columns("date", "amount"), "header_row": 0}, "header_row"),
        ({"columns": _columns("date", "amount"), "currency": "nothing"}, "currency"),
    ],
)
def test_a_correction_that_nothing_can_be_read_with_is_refused(correction: dict[str, Any], field: str) -> None:
    with pytest.raises(MappingError) as caught:
        checked(correction)
    assert (caught.value.code, caught.value.field) == ("MAPPING_INVALID", field)


def test_a_correction_beyond_the_table_refuses_its_rows() -> None:
    with pytest.raises(StatementError) as caught:
        _read_as("Date;Amount\n13.01.2024;-1,50\n", {"columns": _columns("date", None, None, None, "amount")})
    assert (caught.value.reason, caught.value.line) == ("BAD_AMOUNT", 2)


def test_words_that_are_no_table_stay_unknown() -> None:
    assert refused(ODD_WORDS.replace("13.01.2024", "heute"))[0] == "UNKNOWN_FORMAT"
