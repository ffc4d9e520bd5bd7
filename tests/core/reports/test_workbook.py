"""The workbook: its formulas, worked out anew by a library that is not the one that wrote them."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import formulas
import openpyxl
import pytest

from core.reports.write_workbook import write_workbook
from tests.support.made_figures import made_figures

MADE = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::SyntaxWarning")


def _cells(content: bytes, *, of_values: bool) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=of_values)
    return {
        (sheet.title.upper(), cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _worked_out(path: Path) -> dict[tuple[str, str], Any]:
    found = formulas.ExcelModel().loads(str(path)).finish().calculate()
    worked = dict[tuple[str, str], Any]()
    for name, value in found.items():
        place = re.fullmatch(r"'\[.*\](.*)'!([A-Z]+\d+)", str(name))
        if place is not None:
            worked[place[1], place[2]] = value.value[0, 0]
    return worked


@pytest.mark.parametrize(("months", "has_income"), [(12, True), (24, True), (6, False)])
def test_formulas_recompute_what_the_report_says(tmp_path: Path, months: int, has_income: bool) -> None:
    figures = made_figures("en", months, has_income=has_income)
    content = write_workbook(figures, "en", MADE)
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    written, cached = _cells(content, of_values=False), _cells(content, of_values=True)
    worked = _worked_out(path)
    computed = {place for place, value in written.items() if str(value).startswith("=")}
    assert len(computed) > 4 * months
    for place in computed:
        expected = cached.get(place, "")
        if isinstance(expected, int | float):
            assert float(worked[place]) == pytest.approx(float(expected), abs=1e-9), place
    totals = {written[place]: place[1] for place in written if place[0] == "TOTALS" and place[1].startswith("A")}
    row = totals["Income"][1:]
    assert round(float(worked["TOTALS", f"B{row}"]) * 100) == figures.totals.income.confirmed
    assert round(float(worked["TOTALS", f"C{row}"]) * 100) == figures.totals.income.estimated
    row = totals["The month in the middle (median)"][1:]
    assert round(float(worked["TOTALS", f"B{row}"]) * 100) == figures.income.median
    assert round(float(worked["TOTALS", f"C{row}"]) * 100) == figures.profit.median


def test_names_are_texts_and_never_formulas() -> None:
    figures = made_figures("ru", 6, is_hard=True)
    cells = _cells(write_workbook(figures, "ru", MADE), of_values=False)
    names = {value for (sheet, place), value in cells.items() if sheet == "КТО ПЛАТИЛ" and place.startswith("A")}
    assert {source.name for source in figures.sources} <= names
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(figures, "ru", MADE)))
    hard = next(
        cell for row in book["Кто платил"].iter_rows() for cell in row if str(cell.value).startswith("=SUM(A1)")
    )
    assert hard.data_type == "s" or hard.value == "=SUM(A1) #emph[x] $x$ \\u{41} https://a.example"
    assert write_workbook(figures, "ru", MADE) == write_workbook(figures, "ru", MADE)
