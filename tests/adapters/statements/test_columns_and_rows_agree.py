"""Reading a column at a time is only faster: row by row gives the same movements, balances, warnings and refusals."""

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.statements.delimited import read_table
from core.adapters.statements.delimited.amount_cells import compile_amounts
from core.adapters.statements.delimited.amount_columns import compile_amount_columns
from core.adapters.statements.delimited.column_mapping import SignRule
from core.adapters.statements.delimited.convert_columns import ColumnsConverter
from core.adapters.statements.delimited.parser import DelimitedParser
from core.ports.statement_parser import StatementError

HEAD = (
    "Дата операции;Дата платежа;Статус;Сумма операции;Валюта операции;Сумма платежа;Валюта платежа;Категория;MCC;"
    "Описание;Остаток;Плательщик;Получатель;Номер счета\n"
)
DAYS = st.sampled_from(["01.02.2024", "13.02.2024 10:05:11", "29.02.2024", " 05.03.2024", "31.02.2024", "", "Итого"])
AMOUNTS = st.sampled_from(
    ["-1,50", "1 234,50", "-0,00", "0", "2\u00a0000,00", "-7", "+3,10", "12.345,67", "(4,00)", "", "-1,555", "x", "5 ₽"]
)
CODES = st.sampled_from(["RUB", "USD", "EUR", "643", "", "nonsense"])


@st.composite
def _rows(draw: st.DrawFn) -> str:
    cells = [
        draw(DAYS),
        draw(DAYS),
        draw(st.sampled_from(["OK", "", "HOLD", "FAILED", "неведомо"])),
        draw(AMOUNTS),
        draw(CODES),
        draw(AMOUNTS),
        draw(CODES),
        draw(st.sampled_from(["", " Кафе "])),
        draw(st.sampled_from(["5814", "0", "5814.0", ""])),
        draw(st.sampled_from(["Кофе", "", " два  пробела", "a\u00a0b"])),
        draw(AMOUNTS),
        draw(st.sampled_from(["Я", ""])),
        draw(st.sampled_from(["Она", ""])),
        draw(st.sampled_from(["", "40817810099910004312"])),
    ]
    return ";".join(cells[: draw(st.sampled_from([14, 14, 14, 10]))]) + "\n"


@st.composite
def _plain_rows(draw: st.DrawFn) -> str:
    amount = draw(st.sampled_from(["-1,50", "1 234,50", "-0,00", "7"]))
    currency = draw(st.sampled_from(["RUB", "USD"]))
    status = draw(st.sampled_from(["OK", "HOLD"]))
    balance = draw(st.sampled_from(["10,00", ""]))
    return f"13.02.2024;14.02.2024;{status};{amount};EUR;{amount};{currency};Еда;5814;Кофе;{balance};Я;Она;\n"


@given(
    rows=st.lists(_plain_rows(), min_size=1, max_size=30),
    odd=st.lists(st.tuples(st.integers(0, 30), _rows()), max_size=3),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_both_ways_read_the_same(rows: list[str], odd: list[tuple[int, str]]) -> None:
    for at, row in odd:
        rows.insert(at, row)
    content = (HEAD + "".join(rows)).encode()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_table, "_SMALL_BATCH", 3)
        by_column = _read(content)
        patch.setattr(ColumnsConverter, "convert", _refuse)
        by_row = _read(content)
    assert by_column == by_row


def _refuse(*_: Any) -> None:
    raise ValueError


def _read(content: bytes) -> Any:
    try:
        reading = DelimitedParser().open(io.BytesIO(content))
        movements = list(reading)
    except StatementError as error:
        return error.reason, error.line, error.message
    facts = {key: replace(found) for key, found in reading.facts.items()}
    return movements, facts, reading.warnings.finished()


CELLS = st.from_regex(r"[+-]?[0-9]{0,7}([ .,'\u00a0][0-9]{1,3}){0,3}", fullmatch=True) | st.sampled_from(
    ["-0,00", "-0.00", "(1,00)", "1 ₽", "", "1\n2", "1,000.50", "1.000,50", "12 34"]
)


@given(cells=st.lists(CELLS, min_size=1, max_size=8), mark=st.sampled_from(".,"), rule=st.sampled_from(list(SignRule)))
@settings(max_examples=400, deadline=None)
def test_amounts_of_a_column_are_the_amounts_of_its_cells(cells: list[str], mark: str, rule: SignRule) -> None:
    one = compile_amounts(mark, rule)
    try:
        expected = [str(one(cell.strip())) for cell in cells]
    except ValueError:
        with pytest.raises(ValueError, match=r"[\s\S]*"):
            compile_amount_columns(mark, rule)(cells)
        return
    assert list(map(str, compile_amount_columns(mark, rule)(cells))) == expected
