import io
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from core.adapters.statements.detect import detect, read_statement
from core.adapters.statements.xlsx import sheet_rows, workbook_parts
from core.adapters.statements.xlsx.cell_text import date_text, number_text
from core.ports.statement_parser import Statement, StatementError, StatementFormat
from tests.adapters.statements.reading import read, read_one, refused, without_lines
from tests.fixtures.statements.csv_files import AmountLayout, CsvDialect, expected_statement
from tests.fixtures.statements.movements import generate_movements
from tests.fixtures.statements.xlsx_files import fill_sheet, inline_rows, raw_xlsx, saved, write_xlsx

RUSSIAN = CsvDialect(account="40817810099910004312", has_preamble=True)
HEAD = ("Дата", "Сумма", "Описание")


def _expected(dialect: CsvDialect, rows: int, seed: int) -> Statement:
    movements = generate_movements(rows, seed, dialect.language)
    statement = expected_statement(dialect, movements)
    days = [line.booked_on for line in statement.transactions]
    balances = (statement.opening_balance, statement.closing_balance) if dialect.has_balance else (None, None)
    return replace(
        statement, opening_balance=balances[0], closing_balance=balances[1], date_from=min(days), date_to=max(days)
    )


@pytest.mark.parametrize("typed", [True, False])
def test_a_workbook_reads_back_exactly(typed: bool) -> None:
    content = write_xlsx(RUSSIAN, generate_movements(500, 7), typed=typed)

    parsed = read(content)
    (statement,) = parsed.statements
    assert (parsed.format, parsed.encoding, parsed.warnings) == (StatementFormat.XLSX, "utf-8", ())
    assert without_lines(statement) == _expected(RUSSIAN, 500, 7)
    assert [line.line for line in statement.transactions][:2] == [5, 6]


def test_the_format_is_told_by_content() -> None:
    source = io.BytesIO(write_xlsx(RUSSIAN, generate_movements(3, 1)))

    assert detect(source).format is StatementFormat.XLSX
    assert source.tell() == 0


@st.composite
def _dialects(draw: st.DrawFn) -> CsvDialect:
    language = draw(st.sampled_from(["ru", "en", "de"]))
    return CsvDialect(
        language=language,
        layout=draw(st.sampled_from([AmountLayout.MINUS, AmountLayout.TWO_COLUMNS])),
        has_balance=draw(st.booleans()),
        is_newest_first=draw(st.booleans()),
        currency=draw(st.sampled_from(["RUB", "USD", "EUR"])),
        has_preamble=True,
        account=draw(st.sampled_from(["40817810099910004312", "DE89370400440532013000"])),
    )


@given(dialect=_dialects(), rows=st.integers(30, 60), seed=st.integers(0, 1000), typed=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_reads_back_exactly(dialect: CsvDialect, rows: int, seed: int, typed: bool) -> None:
    movements = generate_movements(rows, seed, dialect.language)

    (statement,) = read_statement(io.BytesIO(write_xlsx(dialect, movements, typed=typed))).statements
    assert without_lines(statement) == _expected(dialect, rows, seed)


def test_several_sheets_are_several_statements_and_hidden_ones_are_left_out() -> None:
    book = Workbook()
    movements = generate_movements(12, 3)
    fill_sheet(book.active, RUSSIAN, movements, typed=True)
    fill_sheet(book.create_sheet("Вторая"), RUSSIAN, movements[:5], typed=True)
    book.create_sheet("Заметки")["A1"] = "просто текст"
    hidden = book.create_sheet("Скрытая")
    fill_sheet(hidden, RUSSIAN, movements, typed=True)
    hidden.sheet_state = "hidden"

    parsed = read(saved(book))
    assert [(one.account, len(one.transactions)) for one in parsed.statements] == [
        (RUSSIAN.account, 12),
        (RUSSIAN.account, 5),
    ]
    assert len(parsed.tables) == 2
    assert parsed.tables[0].fingerprint == parsed.tables[1].fingerprint


def test_sheets_without_an_account_are_told_apart_by_their_names() -> None:
    book = Workbook()
    dialect = CsvDialect()
    fill_sheet(book.active, dialect, generate_movements(3, 1), typed=True)
    book.active.title = "Карта"
    fill_sheet(book.create_sheet("Счет"), dialect, generate_movements(4, 2), typed=True)

    assert [(one.account_name, len(one.transactions)) for one in read(saved(book)).statements] == [
        ("Карта", 3),
        ("Счет", 4),
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0.30000000000000004", "0.3"),
        ("-959.71000000000004", "-959.71"),
        ("1234.5", "1234.5"),
        ("1E3", "1000"),
        ("-0", "-0"),
        ("-0.0", "0"),
        ("33411.099999998498", "33411.1"),
        ("33.333333333333336", "33.3333333333333"),
        ("40817810099910004312", "40817810099910004312"),
        ("nan", "nan"),
        ("text", "text"),
    ],
)
def test_numbers_as_they_are_shown(raw: str, expected: str) -> None:
    assert number_text(raw) == expected


@given(minor=st.integers(-(10**13), 10**13))
def test_every_amount_survives_being_a_binary_fraction(minor: int) -> None:
    amount = Decimal(minor).scaleb(-2)

    assert Decimal(number_text(repr(float(amount)))) == amount
    assert Decimal(number_text(f"{float(amount):.17g}")) == amount


@pytest.mark.parametrize(
    ("raw", "from_1904", "expected"),
    [
        ("45351", False, "2024-02-29"),
        ("45351.999988425923", False, "2024-02-29 23:59:59"),
        ("43889", True, "2024-02-29"),
        ("60", False, "60"),
        ("-5", False, "-5"),
        ("1e300", False, f"{Decimal('1e300'):f}"),
        ("soon", False, "soon"),
    ],
)
def test_days_are_numbers(raw: str, from_1904: bool, expected: str) -> None:
    assert date_text(raw, counts_from_1904=from_1904) == expected


def test_cells_without_places_and_rich_texts() -> None:
    rich = "<is><r><t>Ко</t></r><r><t>фе</t></r><rPh><t>x</t></rPh></is>"
    rows = inline_rows(HEAD, ("13.01.2024", "-1,50", "")).replace("<is><t></t></is>", rich)

    (line,) = read_one(raw_xlsx(rows)).transactions
    assert (line.booked_on, line.amount, line.description, line.line) == (
        date(2024, 1, 13),
        Decimal("-1.50"),
        "Кофе",
        2,
    )


def test_shared_texts_escapes_formulas_and_truth() -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = "".join(f"<si><t>{text}</t></si>" for text in (*HEAD, "two_x000D_lines"))
    sheet = (
        '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c></row>'
        '<row r="7"><c r="B7" t="str"><f>X()</f><v>2024-01-13</v></c><c r="C7"><v>-12.5</v></c><c r="D7" t="s">'
        '<v>3</v></c><c r="F7" t="b"><v>1</v></c></row>'
    )
    content = raw_xlsx(sheet, {"xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{strings}</sst>'})

    (line,) = read_one(content).transactions
    assert (line.amount, line.description, line.line) == (Decimal("-12.5"), "two lines", 7)


def test_a_day_with_a_time_and_a_format_of_its_own() -> None:
    book = Workbook()
    sheet = book.active
    for column, head in enumerate(HEAD, start=1):
        sheet.cell(1, column, head)
    sheet.cell(2, 1, datetime(2024, 2, 29, 23, 59)).number_format = "[$-419]d mmmm yyyy;@"  # noqa: DTZ001 sheets have no zones
    sheet.cell(2, 2, -5).number_format = '"день" 0.00'
    sheet.cell(2, 3, "a")

    (line,) = read_one(saved(book)).transactions
    assert (line.booked_on, line.amount) == (date(2024, 2, 29), Decimal(-5))


def _cell(place: str, value: str) -> str:
    return f'<c r="{place}" t="str"><v>{value}</v></c>'


GOOD = inline_rows(HEAD, ("13.01.2024", "-1,50", "a"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (raw_xlsx(GOOD)[:-40], ("TRUNCATED", None)),
        (raw_xlsx(GOOD + "<row>"), ("BAD_WORKBOOK", None)),
        (raw_xlsx(inline_rows(("просто", "текст"))), ("UNKNOWN_FORMAT", None)),
        (raw_xlsx(""), ("UNKNOWN_FORMAT", None)),
        (raw_xlsx(f'<row r="1048576">{_cell("XFD1048576", "1")}</row>'), ("TOO_MANY_COLUMNS", 1048576)),
        (raw_xlsx(f'<row r="99999999">{_cell("A99999999", "1")}</row>'), ("BAD_WORKBOOK", None)),
        (raw_xlsx(f'<row r="2">{_cell("Ж2", "1")}</row>'), ("BAD_WORKBOOK", 2)),
        (raw_xlsx('<row r="2"><c r="A2" t="s"><v>7</v></c></row>'), ("BAD_WORKBOOK", 2)),
        (raw_xlsx(GOOD + inline_rows(("31.02.2024", "-1,50", "b"), ("14.01.2024", "-1,5", "c"))), ("BAD_DATE", 3)),
        (raw_xlsx(GOOD + inline_rows(("14.01.2024", "-1,555", "b"))), ("BAD_AMOUNT", 3)),
        (raw_xlsx(GOOD, {"xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'}),
         ("BAD_WORKBOOK", None)),
    ],
)  # fmt: skip
def test_a_bad_workbook_is_refused_with_its_row(content: bytes, expected: tuple[str, int | None]) -> None:
    assert refused(content) == expected


def test_what_unpacks_to_too_much_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_parts, "_MOST_UNPACKED", 100_000)

    assert refused(raw_xlsx(GOOD + " " * 200_000))[0] == "TOO_LARGE"


def test_one_long_text_that_many_cells_refer_to_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "_MOST_TEXT", 10_000)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(20))
    strings = f'<sst xmlns="{namespace}"><si><t>{"x" * 1000}</t></si></sst>'

    assert refused(raw_xlsx(rows, {"xl/sharedStrings.xml": strings})) == ("TOO_LARGE", 11)


def test_old_and_locked_workbooks_say_what_to_do() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))[0] == "NOT_TEXT"


_SAMPLE = write_xlsx(RUSSIAN, generate_movements(6, 2))


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_workbooks_are_read_or_refused_with_the_one_error(data: st.DataObject) -> None:
    content = bytearray(_SAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=8))
    with suppress(StatementError):
        read(bytes(content))


def test_tags_with_a_prefix_are_the_same_tags() -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = GOOD.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    sheet = f'<x:worksheet xmlns:x="{namespace}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'

    (line,) = read_one(raw_xlsx("", {"xl/worksheets/sheet1.xml": sheet})).transactions
    assert line.amount == Decimal("-1.50")


def test_a_sheet_with_a_header_and_no_movements_is_an_empty_statement() -> None:
    parsed = read(raw_xlsx(inline_rows(("Дата", "Сумма", "Валюта", "Описание"))))

    assert [len(statement.transactions) for statement in parsed.statements] == [0]
    assert "NO_MOVEMENTS" in {warning.code for warning in parsed.warnings}


def test_minus_nothing_is_nothing() -> None:
    rows = '<row><c t="str"><v>2024-01-13</v></c><c><v>-0.0</v></c><c t="str"><v>a</v></c></row>'

    (line,) = read_one(raw_xlsx(inline_rows(HEAD) + rows)).transactions
    assert str(line.amount) == "0"
