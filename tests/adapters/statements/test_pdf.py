import io
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.statements.detect import detect
from core.adapters.statements.pdf import check_streams, read_pages
from core.ports.statement_parser import Statement, StatementError, StatementFormat
from tests.adapters.statements.reading import read, read_one, refused, without_lines
from tests.fixtures.statements.csv_files import AmountLayout, CsvDialect, expected_statement
from tests.fixtures.statements.movements import generate_movements
from tests.fixtures.statements.pdf_files import expected_sber, expected_tbank, write_sber, write_tbank
from tests.fixtures.statements.pdf_tables import blank_pdf, pdf_of_lines, write_pdf_table

LAYOUTS = {"tbank": (write_tbank, expected_tbank), "sber": (write_sber, expected_sber)}
HEAD = [(50, "Date"), (150, "Description"), (400, "Amount"), (500, "Currency")]
ROW = [(50, "13/01/2024"), (150, "Coffee"), (400, "-1.50"), (500, "EUR")]
LATER = [(50, "14/01/2024"), (150, "Tea"), (400, "-2.50"), (500, "EUR")]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("rows", [1, 2, 25, 150])
def test_a_bank_s_own_layout_reads_back_exactly(layout: str, rows: int) -> None:
    write, expect = LAYOUTS[layout]
    movements = generate_movements(rows, 5)

    parsed = read(write(movements))
    (statement,) = parsed.statements
    assert (parsed.format, parsed.warnings) == (StatementFormat.PDF, ())
    assert without_lines(statement) == expect(movements)


def test_the_format_is_told_by_content() -> None:
    source = io.BytesIO(b"\n\n" + write_tbank(generate_movements(2, 1)))

    assert detect(source).format is StatementFormat.PDF
    assert source.tell() == 0


@st.composite
def _dialects(draw: st.DrawFn) -> CsvDialect:
    language = draw(st.sampled_from(["ru", "en", "de"]))
    decimal_mark = draw(st.sampled_from([",", "."]))
    return CsvDialect(
        language=language,
        decimal_mark=decimal_mark,
        group_mark=draw(st.sampled_from(["", " ", "." if decimal_mark == "," else ","])),
        layout=draw(st.sampled_from([AmountLayout.MINUS, AmountLayout.TWO_COLUMNS, AmountLayout.PLUS_IS_INCOME])),
        date_format=draw(st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y %H:%M"])),
        has_balance=draw(st.booleans()),
        is_newest_first=draw(st.booleans()),
        currency=draw(st.sampled_from(["RUB", "USD", "EUR"])),
        has_preamble=True,
        account=draw(st.sampled_from(["40817810099910004312", "DE89370400440532013000"])),
    )


@given(dialect=_dialects(), rows=st.integers(30, 60), seed=st.integers(0, 1000), in_middle=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_reads_back_exactly(dialect: CsvDialect, rows: int, seed: int, in_middle: bool) -> None:
    movements = generate_movements(rows, seed, dialect.language)

    (statement,) = read(write_pdf_table(dialect, movements, in_middle=in_middle)).statements
    assert without_lines(statement) == _expected(dialect, rows, seed)


def _expected(dialect: CsvDialect, rows: int, seed: int) -> Statement:
    movements = generate_movements(rows, seed, dialect.language)
    statement = expected_statement(dialect, movements)
    days = [line.booked_on for line in statement.transactions]
    balances = (statement.opening_balance, statement.closing_balance) if dialect.has_balance else (None, None)
    return replace(
        statement, opening_balance=balances[0], closing_balance=balances[1], date_from=min(days), date_to=max(days)
    )


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_are_read_as_a_person_sees_them(turned: int) -> None:
    first, second = read_one(pdf_of_lines([HEAD, ROW, LATER], turned=turned)).transactions

    assert (first.booked_on, first.amount, first.currency, first.description) == (
        date(2024, 1, 13), Decimal("-1.50"), "EUR", "Coffee",
    )  # fmt: skip
    assert (second.description, second.line) == ("Tea", 3)


def test_totals_and_closing_words_below_the_table() -> None:
    total = [(50, "Total"), (400, "-4.00")]
    words = [(50, "Closing balance"), (400, "10.00")]
    statement = read_one(pdf_of_lines([HEAD, ROW, LATER, [], total, words, [(50, "Thank you")]]))

    assert [str(line.amount) for line in statement.transactions] == ["-1.50", "-2.50"]
    assert statement.closing_balance == Decimal("10.00")


def test_a_time_in_which_nothing_moved_is_an_empty_statement() -> None:
    parsed = read(pdf_of_lines([[(50, "Account number: 12345678")], HEAD, [(50, "Opening balance"), (400, "5.00")]]))

    (statement,) = parsed.statements
    assert (statement.account, len(statement.transactions), statement.opening_balance) == (
        "12345678",
        0,
        Decimal("5.00"),
    )
    assert "NO_MOVEMENTS" in {warning.code for warning in parsed.warnings}


def test_totals_that_the_movements_do_not_make_are_reported() -> None:
    totals = [[(50, "Total money out:"), (400, "5.00")], [(50, "Total money in:"), (400, "0.00")]]

    assert [(one.code, one.message) for one in read(pdf_of_lines([HEAD, ROW, LATER, [], [], *totals])).warnings] == [
        ("TOTALS_MISMATCH", "The movements make 4.00 of money out, but the document tells 5.00.")
    ]


def _encrypted() -> bytes:
    return pdf_of_lines([HEAD, ROW], password="secret")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (blank_pdf(2), ("NO_TEXT_LAYER", None)),
        (_encrypted(), ("ENCRYPTED", None)),
        (write_tbank(generate_movements(3, 1))[:700], ("BAD_PDF", None)),
        (pdf_of_lines([[(50, "Dear customer, this is a letter about nothing at all.")]]), ("UNKNOWN_FORMAT", None)),
        (pdf_of_lines([HEAD, ROW, [(50, "31/02/2024"), *ROW[1:]], LATER]), ("BAD_DATE", 3)),
        (pdf_of_lines([HEAD, ROW, [], [], [(150, "Lost"), (400, "-7.00")]], [HEAD, LATER]), ("BAD_DATE", 3)),
        (pdf_of_lines([HEAD, ROW, [(150, "Glued"), (400, "-7.00")], LATER]), ("BAD_AMOUNT", 2)),
    ],
)
def test_a_document_that_can_t_be_read_whole_is_refused(content: bytes, expected: tuple[str, int | None]) -> None:
    assert refused(content) == expected


def test_pages_letters_and_time_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_tbank(generate_movements(60, 1))
    for name, value, reason in (
        ("_MOST_PAGES", 1, "TOO_LARGE"),
        ("_MOST_LETTERS", 100, "TOO_LARGE"),
        ("_MOST_BYTES", 1000, "TOO_LARGE"),
        ("_MOST_SECONDS", 0.0, "TOO_SLOW"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(read_pages, name, value)
            assert refused(content)[0] == reason


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.9, 0.99])
def test_half_a_document_is_refused(share: float) -> None:
    content = write_tbank(generate_movements(60, 1))

    assert refused(content[: int(len(content) * share)]) == ("BAD_PDF", None)


def test_a_page_that_is_damaged_inside_is_refused_not_read_in_part() -> None:
    content = write_tbank(generate_movements(60, 1))
    for at in range(content.index(b"stream\n") + 40, content.index(b"endstream") - 40, 97):
        damaged = content[:at] + b"!!!!" + content[at + 4 :]
        if damaged != content:
            assert refused(damaged) == ("BAD_PDF", None)


def test_a_page_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_streams, "_MOST_UNPACKED", 1000)

    assert refused(write_tbank(generate_movements(60, 1))) == ("TOO_LARGE", None)


_SAMPLE = write_sber(generate_movements(6, 2))


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_documents_are_read_or_refused_with_the_one_error(data: st.DataObject) -> None:
    content = bytearray(_SAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(8, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=8))
    with suppress(StatementError):
        read(bytes(content))
