"""The report as a workbook: the data on sheets of their own, totals and averages as formulas over them.

Each formula carries the value that the report has, for readers that do not recalculate.
"""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from core.money import Currency, in_major_units
from core.reports.figures import Averages, ReportFigures, Sum
from core.reports.paper.words import WORDS
from core.reports.rules import RECURRING_MONTHS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIRST: Final = 1
"""Row of the first value, counted from nought: the header is above it."""
_OF_AVERAGES: Final[dict[str, tuple[str, int | None]]] = {
    "mean_12": ("AVERAGE", 12),
    "mean_24": ("AVERAGE", 24),
    "mean": ("AVERAGE", None),
    "median": ("MEDIAN", None),
    "trailing_3": ("AVERAGE", 3),
    "lowest": ("MIN", None),
    "highest": ("MAX", None),
}
"""The function of each average, and how many of the last months it is over; None: all."""


def write_workbook(figures: ReportFigures, language: str, made_at: datetime) -> bytes:
    """An XLSX file, the same bytes for the same figures, language and moment."""
    return _Workbook(figures, language, made_at).written()


class _Workbook:
    def __init__(self, figures: ReportFigures, language: str, made_at: datetime) -> None:
        import xlsxwriter  # noqa: PLC0415 only where a report is made

        self._figures = figures
        self._words = WORDS[language]
        self._target = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._target, options)
        self._book.set_properties({"title": self._words["title"], "created": made_at.replace(tzinfo=None)})
        self._digits = Currency(figures.currency).exponent
        pattern = "#,##0" + ("." + "0" * self._digits if self._digits else "")
        self._bold: Format = self._book.add_format({"bold": True})
        self._head: Format = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._money: Format = self._book.add_format({"num_format": pattern})
        self._month: Format = self._book.add_format({"num_format": "mm.yyyy", "align": "left"})
        self._day: Format = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._share: Format = self._book.add_format({"num_format": "0.0%"})
        self._note: Format = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._last = FIRST + len(figures.months) - 1
        self._last_source = FIRST + max(len(figures.sources), 1) - 1

    def written(self) -> bytes:
        """The file."""
        names = ("workbook_figures", "months_title", "sources_title", "accounts_title")
        sheets = [self._book.add_worksheet(self._words[name]) for name in names]
        totals, months, sources, accounts = sheets
        self._write_months(months)
        self._write_sources(sources)
        self._write_accounts(accounts)
        self._write_totals(totals)
        self._book.close()
        return self._target.getvalue()

    def _write_months(self, sheet: "Worksheet") -> None:
        kinds = (("income", "confirmed"), ("income", "estimated"), ("expenses", "confirmed"), ("expenses", "estimated"))
        self._header(
            sheet,
            [
                self._words["month"],
                *(f"{self._words[kind]}: {self._words[part]}" for kind, part in kinds),
                *(f"{self._words['profit']}: {self._words[part]}" for part in ("confirmed", "estimated")),
            ],
        )
        for row, month in enumerate(self._figures.months, FIRST):
            sheet.write_datetime(row, 0, _midnight(month.month), self._month)
            for column, (kind, part) in enumerate(kinds, 1):
                sheet.write_number(row, column, self._major(getattr(getattr(month, kind), part)), self._money)
            for column, part in ((5, "confirmed"), (6, "estimated")):
                difference = f"{_at(row, column - 4)}-{_at(row, column - 2)}"
                self._formula(sheet, row, column, difference, getattr(month.profit, part))
        sheet.write_string(self._last + 1, 0, self._words["total"], self._bold)
        totals = self._figures.totals
        values = (*_parts(totals.income), *_parts(totals.expenses), *_parts(totals.profit))
        for column, value in enumerate(values, 1):
            self._formula(sheet, self._last + 1, column, f"SUM({_at(FIRST, column)}:{_at(self._last, column)})", value)
        sheet.set_column(0, 6, 17)
        sheet.freeze_panes(1, 1)

    def _write_sources(self, sheet: "Worksheet") -> None:
        figures, count = self._figures, len(self._figures.months)
        income = self._figures.totals.income.confirmed
        total, share, paid, waits = (count + place for place in (1, 2, 3, 4))
        self._header(sheet, [self._words["client"], *("" for _ in figures.months)])
        for column, month in enumerate(figures.months, 1):
            sheet.write_datetime(0, column, _midnight(month.month), self._month)
        for column, name in ((total, "total"), (share, "share"), (paid, "months_paid"), (waits, "estimated")):
            sheet.write_string(0, column, self._words[name], self._head)
        whole = _at(self._last_source + 1, total, fixed=True)
        for row, source in enumerate(figures.sources, FIRST):
            sheet.write_string(row, 0, source.name)
            for column, amount in enumerate(source.by_month, 1):
                sheet.write_number(row, column, self._major(amount.confirmed), self._money)
            months = f"{_at(row, 1)}:{_at(row, count)}"
            self._formula(sheet, row, total, f"SUM({months})", source.total.confirmed)
            part = source.total.confirmed / income if income > 0 else ""
            sheet.write_formula(row, share, f'=IF({whole}>0,{_at(row, total)}/{whole},"")', self._share, part)
            sheet.write_formula(row, paid, f'=COUNTIF({months},">0")', None, source.months_paid)
            sheet.write_number(row, waits, self._major(source.total.estimated), self._money)
        sheet.write_string(self._last_source + 1, 0, self._words["total"], self._bold)
        values = [month.income.confirmed for month in figures.months] + [income]
        for column, value in enumerate(values, 1):
            summed = f"SUM({_at(FIRST, column)}:{_at(self._last_source, column)})"
            self._formula(sheet, self._last_source + 1, column, summed, value)
        summed = f"SUM({_at(FIRST, waits)}:{_at(self._last_source, waits)})"
        self._formula(sheet, self._last_source + 1, waits, summed, figures.totals.income.estimated)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, waits, 14)
        sheet.freeze_panes(1, 1)

    def _write_accounts(self, sheet: "Worksheet") -> None:
        names = ("account", "bank", "currency_short", "opening", "paid_in", "paid_out", "closing", "gaps_title")
        self._header(sheet, [self._words[name] for name in names])
        row = FIRST
        for account in self._figures.accounts:
            ending = f" *{account.ending}" if account.ending else ""
            for column, text in enumerate((account.name + ending, account.bank or "", account.currency)):
                sheet.write_string(row, column, text)
            for column, value in ((3, account.opening), (4, account.paid_in), (5, account.paid_out)):
                if value is not None:
                    sheet.write_number(row, column, in_major_units(value, account.currency), self._money)
            if account.closing is not None:
                closing = in_major_units(account.closing, account.currency)
                digits = Currency(account.currency).exponent
                left = f"=ROUND({_at(row, 3)}+{_at(row, 4)}-{_at(row, 5)},{digits})"
                sheet.write_formula(row, 6, left, self._money, closing)
            if account.is_by_hand:
                sheet.write_string(row, 7, self._words["by_hand"])
            else:
                sheet.write_string(row, 7, "; ".join(f"{gap.first} — {gap.last}" for gap in account.gaps))
            row += 1
        sheet.set_column(0, 1, 28)
        sheet.set_column(2, 6, 16)
        sheet.set_column(7, 7, 60)

    def _write_totals(self, sheet: "Worksheet") -> None:
        figures, words = self._figures, self._words
        for row, (name, value) in enumerate((("holder", figures.holder), ("currency", figures.currency))):
            sheet.write_string(row, 0, words[name])
            sheet.write_string(row, 1, value)
        sheet.write_string(2, 0, words["period"])
        for column, day in ((1, figures.starts_on), (2, figures.ends_on)):
            sheet.write_datetime(2, column, _midnight(day), self._day)
        self._header(sheet, ["", words["confirmed"], words["estimated"]], row=4)
        months = _sheet(words["months_title"])
        for row, (name, column) in enumerate((("income", 1), ("expenses", 3), ("profit", 5)), 5):
            sheet.write_string(row, 0, words[name])
            for place, minor in enumerate(_parts(getattr(figures.totals, name))):
                self._formula(sheet, row, 1 + place, f"{months}{_at(self._last + 1, column + place)}", minor)
        self._header(sheet, [words["averages"], words["income"], words["profit"]], row=9)
        row = 10
        for name in Averages.model_fields:
            function, over = _OF_AVERAGES[name]
            if getattr(figures.income, name) is None:
                continue
            sheet.write_string(row, 0, words[name])
            first = FIRST if over is None else self._last + 1 - over
            for place, (column, averages) in enumerate(((1, figures.income), (5, figures.profit)), 1):
                over_months = f"{function}({months}{_at(first, column)}:{_at(self._last, column)})"
                self._formula(sheet, row, place, over_months, getattr(averages, name))
            row += 1
        self._write_shares(sheet, row + 1)
        notes = ("confirmed_means", "estimated_means", "workbook_note", "in_months", "is_not")
        for place, name in enumerate(notes, row + 4):
            sheet.merge_range(place, 0, place, 2, words[name], self._note)
            sheet.set_row(place, 75 if name == "is_not" else 45)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 2, 22)
        sheet.activate()

    def _write_shares(self, sheet: "Worksheet", row: int) -> None:
        figures, count = self._figures, len(self._figures.months)
        income = figures.totals.income.confirmed
        of = _sheet(self._words["sources_title"])
        totals = f"{of}{_at(FIRST, count + 1)}:{_at(self._last_source, count + 1)}"
        paid = f"{of}{_at(FIRST, count + 3)}:{_at(self._last_source, count + 3)}"
        whole = f"{of}{_at(self._last_source + 1, count + 1)}"
        recurring = f'SUMIFS({totals},{paid},">={RECURRING_MONTHS}",{totals},">0")'
        parts: tuple[tuple[str, str, Callable[[Sequence[int]], int], Sequence[int]], ...] = (
            ("largest_source", f"MAX({totals})", max, [one.total.confirmed for one in figures.sources]),
            ("recurring", recurring, sum, [max(one.total.confirmed, 0) for one in figures.sources if one.is_recurring]),
        )
        for place, (name, part, take, amounts) in enumerate(parts, row):
            sheet.write_string(place, 0, self._words[name])
            value = take([0, *amounts]) / income if income > 0 else ""
            sheet.write_formula(place, 1, f'=IF({whole}>0,{part}/{whole},"")', self._share, value)

    def _header(self, sheet: "Worksheet", names: Sequence[str], row: int = 0) -> None:
        for column, name in enumerate(names):
            sheet.write_string(row, column, name, self._head)

    def _formula(self, sheet: "Worksheet", row: int, column: int, text: str, minor: int) -> None:
        """Rounded to the currency's digits: spreadsheets add binary fractions."""
        sheet.write_formula(row, column, f"=ROUND({text},{self._digits})", self._money, self._major(minor))

    def _major(self, minor: int) -> Any:
        return in_major_units(minor, self._figures.currency)


def _parts(amount: Sum) -> tuple[int, int]:
    return amount.confirmed, amount.estimated


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 a spreadsheet's day has no zone


def _sheet(name: str) -> str:
    return f"'{name}'!"


def _at(row: int, column: int, *, fixed: bool = False) -> str:
    """`B7`; both counted from nought."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"
