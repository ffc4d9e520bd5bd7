import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.statements.detect import detect, read_statement
from core.adapters.statements.statement_reading import StatementReading
from core.ports.statement_parser import StatementFormat
from tests.adapters.statements.reading import without_lines
from tests.fixtures.statements.csv_files import AmountLayout, CsvDialect
from tests.fixtures.statements.generate import FORMATS, read_expected, write_statement

_CODECS = {"ru": ("utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866"), "en": ("utf-8", "utf-16", "cp1252"),
           "de": ("utf-8", "utf-8-sig", "cp1252")}  # fmt: skip


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_reads_back_exactly(format_: str) -> None:
    parsed = read_statement(io.BytesIO(write_statement(format_, 2000, seed=11)))

    (statement,) = parsed.statements
    assert without_lines(statement) == read_expected(format_, 2000, seed=11)
    assert parsed.warnings == ()


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("csv_ru", StatementFormat.CSV),
        ("ofx1", StatementFormat.OFX),
        ("ofx2", StatementFormat.OFX),
        ("1c", StatementFormat.ONE_C),
    ],
)
def test_the_format_is_told_by_content(format_: str, expected: StatementFormat) -> None:
    source = io.BytesIO(write_statement(format_, 30, seed=3))

    assert detect(source).format is expected
    assert source.tell() == 0


@pytest.mark.parametrize("format_", ["csv_ru", "csv_en", "csv_de"])
def test_lines_are_where_the_movements_stand(format_: str) -> None:
    content = write_statement(format_, 50, seed=5)
    (statement,) = read_statement(io.BytesIO(content)).statements
    text = content.decode({"csv_ru": "cp1251", "csv_en": "utf-8", "csv_de": "cp1252"}[format_]).splitlines()

    assert all(line.bank_id in text[line.line - 1] for line in statement.transactions if line.bank_id and line.line)
    assert {line.line is None for line in statement.transactions} == {False}


def test_iterating_gives_the_movements_one_by_one_and_then_the_balances() -> None:
    reading: StatementReading = detect(source := io.BytesIO(write_statement("1c", 10, seed=1))).open(source)  # type: ignore[attr-defined] # every parser here has it; the port is smaller
    movements = list(reading)

    expected = read_expected("1c", 10, seed=1)
    assert [replace(line, line=None) for _, line in movements] == list(expected.transactions)
    assert {key.account for key, _ in movements} == {expected.account}
    (facts,) = reading.facts.values()
    assert (facts.opening_balance, facts.closing_balance) == (expected.opening_balance, expected.closing_balance)


@st.composite
def dialects(draw: st.DrawFn) -> CsvDialect:
    language = draw(st.sampled_from(["ru", "en", "de"]))
    decimal_mark = draw(st.sampled_from([",", "."]))
    groups = ["", " ", "\u00a0", "\u202f", "'"] + (["."] if decimal_mark == "," else [","])
    codec = draw(st.sampled_from(_CODECS[language]))
    group_mark = draw(st.sampled_from([mark for mark in groups if _has(codec, mark)]))
    layout = draw(
        st.sampled_from(
            [layout for layout in AmountLayout if layout is not AmountLayout.UNICODE_MINUS or _has(codec, "−")]
        )
    )
    has_header = draw(st.booleans()) or layout in (AmountLayout.TWO_COLUMNS, AmountLayout.DIRECTION)
    has_preamble = has_header and draw(st.booleans())
    date_formats = [
        "%Y-%m-%d",
        "%d.%m.%Y",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%Y-%m-%dT%H:%M:%S",
        "%d.%m.%y",
        "%d-%m-%Y %H:%M",
        "%Y%m%d",
    ]
    return CsvDialect(
        language=language,
        codec=codec,
        delimiter=draw(st.sampled_from([",", ";", "\t", "|"])),
        decimal_mark=decimal_mark,
        group_mark=group_mark,
        layout=layout,
        date_format=draw(st.sampled_from(date_formats)),
        has_header=has_header,
        has_preamble=has_preamble,
        has_footer=has_preamble and draw(st.booleans()),
        has_balance=not has_header or draw(st.booleans()),
        is_newest_first=draw(st.booleans()),
        quotes_all=draw(st.booleans()),
        line_end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        currency=draw(st.sampled_from(["RUB", "USD", "EUR"])),
        currency_sign=draw(st.sampled_from(["", " ₽", " EUR", " руб."])) if codec.startswith("utf") else "",
        account=draw(st.sampled_from(["40817810099910004312", "DE89370400440532013000"])) if has_preamble else None,
    )


def _has(codec: str, text: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@given(dialect=dialects(), rows=st.integers(30, 90), seed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_dialect_reads_back_exactly(dialect: CsvDialect, rows: int, seed: int) -> None:
    (statement,) = read_statement(io.BytesIO(write_statement(dialect, rows, seed))).statements

    assert without_lines(statement) == read_expected(dialect, rows, seed)
