"""What the paper shows, as texts in the report's language: the template lays it out and computes only lengths."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from babel.numbers import format_decimal

from core.money import Currency, in_major_units
from core.reports.figures import Account, Averages, ReportFigures, Source, Sum
from core.reports.paper.printable import lacks_signs, printable
from core.reports.paper.show import (
    show_amount,
    show_day,
    show_month,
    show_share,
    show_short_day,
    show_short_month,
)
from core.reports.paper.words import WORDS
from core.reports.verify_report import spaced_code

MOST_SOURCES: Final = 24
"""In the table of those who paid; the rest are one line."""
MOST_IN_MATRIX: Final = 12
MOST_GAPS: Final = 12
"""Named of one account; how many more there are is said."""
BLOCK: Final = 6
"""Months beside one another in the table by client and month."""
CHART_SOURCES: Final = 6
ROUND_TENTHS: Final = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
"""Of four times a power of ten: the tops of charts, close enough together that bars are not dwarfed."""
WHOLE: Final = 1000


@dataclass(frozen=True, slots=True)
class PaperFrame:
    """What is on a report that is not in its figures."""

    language: str
    made_at: datetime
    expires_at: datetime
    code: str
    address: str
    """Of the page that checks a code."""


def page_data(figures: ReportFigures, frame: PaperFrame) -> dict[str, Any]:
    """Everything the template is given, ready for JSON."""
    return _Page(figures, frame).data()


class _Page:
    def __init__(self, figures: ReportFigures, frame: PaperFrame) -> None:
        self._figures = figures
        self._frame = frame
        self._language = frame.language
        self._words = WORDS[frame.language]

    def data(self) -> dict[str, Any]:
        figures, words, language = self._figures, self._words, self._language
        return {
            "language": language,
            "words": {**words, **self._sentences()},
            "holder": printable(figures.holder),
            "currency": figures.currency,
            "period": f"{show_day(figures.starts_on, language)} — {show_day(figures.ends_on, language)}",
            "made": show_day(self._frame.made_at.date(), language),
            "until": show_day(self._frame.expires_at.date(), language),
            "made_at": list(self._frame.made_at.utctimetuple()[:6]),
            "code": spaced_code(self._frame.code),
            "address": self._frame.address,
            "totals": {name: self._sum(getattr(figures.totals, name)) for name in ("income", "expenses", "profit")},
            "averages": self._averages(),
            "shares": self._shares(),
            "has_gaps": figures.has_gaps,
            "months": self._months(),
            "sources": self._sources(),
            "matrix": self._matrix(),
            "accounts": [self._account(account) for account in figures.accounts],
            "gaps": [self._gaps(account) for account in figures.accounts if account.gaps],
            "not_counted": [[one.category, *self._sum(one.total)] for one in figures.not_counted],
            "elsewhere": self._elsewhere(),
        }

    def _sentences(self) -> dict[str, str]:
        figures, words = self._figures, self._words
        unsorted = figures.unsorted
        return {
            "check": words["check"].format(address=self._frame.address),
            "recurring_note": words["recurring_note"].format(count=figures.shares.recurring_sources),
            "unsorted": words["unsorted"].format(
                count=unsorted.count,
                paid_in=self._amount(unsorted.paid_in),
                paid_out=self._amount(unsorted.paid_out),
            )
            if unsorted.count
            else words["unsorted_none"],
        }

    def _amount(self, minor: int | None, currency: str | None = None) -> str:
        if minor is None:
            return "—"
        return show_amount(minor, currency or self._figures.currency, self._language)

    def _whole(self, minor: int) -> str:
        """Without minor units: on the chart's scale they are noughts."""
        return format_decimal(in_major_units(minor, self._figures.currency), "#,##0.##", locale=self._language)

    def _sum(self, amount: Sum) -> list[str]:
        return [self._amount(amount.confirmed), self._amount(amount.estimated)]

    def _averages(self) -> list[list[str]]:
        figures = self._figures
        return [
            [
                self._words[name],
                self._amount(getattr(figures.income, name)),
                self._amount(getattr(figures.profit, name)),
            ]
            for name in Averages.model_fields
            if getattr(figures.income, name) is not None and not (name == "mean" and len(figures.months) in (12, 24))
        ]

    def _shares(self) -> list[list[str]]:
        shares = self._figures.shares
        return [
            [self._words["largest_source"], show_share(shares.largest_source, self._language)],
            [self._words["recurring"], show_share(shares.recurring, self._language)],
        ]

    def _months(self) -> dict[str, Any]:
        months = self._figures.months
        tallest = max(max(one.income.confirmed, one.expenses.confirmed) for one in months)
        most = round_up(tallest, Currency(self._figures.currency).exponent)
        return {
            "rows": [
                [
                    show_month(one.month, self._language) + ("" if one.is_covered else " *"),
                    *self._sum(one.income),
                    *self._sum(one.expenses),
                    self._amount(one.profit.confirmed),
                ]
                for one in months
            ],
            "has_uncovered": any(not one.is_covered for one in months),
            "bars": [
                {
                    "label": show_short_month(one.month, self._language),
                    "income": max(one.income.confirmed, 0) * WHOLE // most,
                    "expenses": max(one.expenses.confirmed, 0) * WHOLE // most,
                }
                for one in months
            ],
            "scale": [self._whole(most * part // 4) for part in (4, 3, 2, 1)] if tallest > 0 else [],
        }

    def _sources(self) -> dict[str, Any]:
        income = self._figures.totals.income.confirmed
        shown, others = _first(self._figures.sources, MOST_SOURCES)
        rows = [self._source(one, income) for one in shown]
        if others:
            total = sum((one.total for one in others), Sum())
            name = self._words["others"].format(count=len(others))
            rows.append([name, *self._sum(total), show_share(_share(total.confirmed, income), self._language), ""])
        drawn, rest = _first(self._figures.sources, CHART_SOURCES)
        bars = [(printable(one.name), one.total.confirmed) for one in drawn]
        if rest:
            bars.append((self._words["others"].format(count=len(rest)), sum(one.total.confirmed for one in rest)))
        return {
            "rows": rows,
            "lacks_signs": any(lacks_signs(one.name) for one in shown),
            "bars": [
                {"name": name, "part": amount * WHOLE // income, "share": self._share_of(amount, income)}
                for name, amount in bars
                if income > 0 and amount > 0
            ],
        }

    def _source(self, source: Source, income: int) -> list[str]:
        name = printable(source.name)
        mark = f"\u00a0· {self._words['recurring_mark']}" if source.is_recurring else ""
        return [
            name + mark,
            *self._sum(source.total),
            self._share_of(source.total.confirmed, income),
            str(source.months_paid),
        ]

    def _share_of(self, amount: int, income: int) -> str:
        return show_share(_share(amount, income), self._language)

    def _matrix(self) -> list[dict[str, Any]]:
        """Blocks of a few months; in each the largest clients, the rest as one, and the sum."""
        shown, others = _first(self._figures.sources, MOST_IN_MATRIX)
        lines = [(printable(one.name), [amount.confirmed for amount in one.by_month]) for one in shown]
        if others:
            rest = [sum(one.by_month[place].confirmed for one in others) for place in range(len(self._figures.months))]
            lines.append((self._words["others"].format(count=len(others)), rest))
        lines.append((self._words["total"], [one.income.confirmed for one in self._figures.months]))
        if not shown:
            return []
        return [
            {
                "head": [show_short_month(one.month, self._language) for one in self._figures.months[at : at + BLOCK]],
                "rows": [
                    [name, *(self._cell(amount) for amount in amounts[at : at + BLOCK])] for name, amounts in lines
                ],
            }
            for at in range(0, len(self._figures.months), BLOCK)
        ]

    def _cell(self, minor: int) -> str:
        return self._amount(minor) if minor else "—"

    def _account(self, account: Account) -> list[str]:
        currency = account.currency
        amounts = (account.opening, account.paid_in, account.paid_out, account.closing)
        return [
            self._called(account),
            printable(account.bank or "—"),
            *(self._amount(one, currency) for one in amounts),
        ]

    def _called(self, account: Account) -> str:
        ending = f" *{printable(account.ending)}" if account.ending else ""
        currency = f", {account.currency}" if account.currency != self._figures.currency else ""
        return printable(account.name) + ending + currency

    def _gaps(self, account: Account) -> list[str]:
        if account.is_by_hand:
            return [self._called(account), self._words["by_hand"]]
        named = [
            show_short_day(gap.first, self._language)
            if gap.first == gap.last
            else f"{show_short_day(gap.first, self._language)} — {show_short_day(gap.last, self._language)}"
            for gap in account.gaps[:MOST_GAPS]
        ]
        more = len(account.gaps) - len(named)
        if more:
            named.append(self._words["more_gaps"].format(count=more))
        return [self._called(account), f"{self._words['day_gaps']}: {'; '.join(named)}"]

    def _elsewhere(self) -> list[list[str]]:
        rows = []
        for one in self._figures.elsewhere:
            note = self._words["unsorted_too"].format(count=one.unsorted) if one.unsorted else ""
            amounts = (one.income.confirmed, one.income.estimated, one.expenses.confirmed, one.expenses.estimated)
            rows.append([one.currency, *(self._amount(amount, one.currency) for amount in amounts), note])
        return rows


def _first(sources: Sequence[Source], most: int) -> tuple[Sequence[Source], Sequence[Source]]:
    """The largest, and the others; one alone is not called others."""
    if len(sources) <= most + 1:
        return sources, ()
    return sources[:most], sources[most:]


def _share(amount: int, income: int) -> int | None:
    return amount * 10_000 // income if income > 0 else None


def round_up(tallest: int, exponent: int) -> int:
    """The top of the chart, in minor units: a round number of which the quarters are round too."""
    unit: int = 40 * 10**exponent
    while unit * 10 < tallest:
        unit *= 10
    return next(unit * tenths // 10 for tenths in ROUND_TENTHS if unit * tenths >= tallest * 10)
