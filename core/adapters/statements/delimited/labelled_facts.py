import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from core.adapters.statements.currencies import currency_of_account, read_currency
from core.adapters.statements.delimited.amount_cells import currency_in, read_lone_amount
from core.adapters.statements.delimited.date_cells import looks_like_date, read_lone_date
from core.adapters.statements.delimited.value_words import (
    ACCOUNT_LABELS,
    BALANCE_ON_DAY,
    CLOSING_LABELS,
    CURRENCY_LABELS,
    MONEY_IN_LABELS,
    MONEY_OUT_LABELS,
    OPENING_LABELS,
    OWNER_LABELS,
    PERIOD_LABELS,
)

_ACCOUNT_NUMBER: Final = re.compile(
    r"\b(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?|\d{20}|\d{6,16}|[*•xX]{2,}\d{4})(?!\d)"
)
_GROUPED_ACCOUNT: Final = re.compile(r"(?<!\w)\d{5} ?\d{3} ?\d ?\d{4} ?\d{7}(?!\d)")
"""A Russian account number as people write it: 40817 810 9 9991 0004312."""
_DATE: Final = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_LONGEST_LABEL: Final = 60


@dataclass(slots=True)
class LabelledFacts:
    """What the rows around the table tell: `label: value` in one cell or in neighbours."""

    account: str | None = None
    currency: str | None = None
    opening_balance: Decimal | None = None
    closing_balance: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    account_name: str | None = None
    money_in: Decimal | None = None
    money_out: Decimal | None = None
    _balances_on: dict[date, Decimal] = field(default_factory=dict)

    def read(self, cells: Sequence[str]) -> None:
        """Take one row outside the table into account; an earlier row's word stands."""
        for i, cell in enumerate(cells):
            label, _, rest = cell.strip().partition(":")
            label = label.strip().lower().replace("ё", "е")
            if not label or len(label) > _LONGEST_LABEL:
                continue
            values = [rest] if rest.strip() else []
            values += [value for value in cells[i + 1 :] if value.strip()]
            self._take(label, cell, values)

    def _take(self, label: str, cell: str, values: list[str]) -> None:
        if label.startswith(OPENING_LABELS):
            self.opening_balance = _first_amount(self.opening_balance, values)
        elif label.startswith(CLOSING_LABELS):
            self.closing_balance = _first_amount(self.closing_balance, values)
        elif label.startswith(BALANCE_ON_DAY) and _DATE.search(label):
            self._take_balance_on(label, values)
        elif label.startswith(MONEY_IN_LABELS):
            self.money_in = _first_amount(self.money_in, values)
        elif label.startswith(MONEY_OUT_LABELS):
            self.money_out = _first_amount(self.money_out, values)
        elif label.startswith(PERIOD_LABELS):
            self._take_period(" ".join([cell, *values]))
        elif label.startswith(CURRENCY_LABELS):
            self.currency = self.currency or next(filter(None, map(read_currency, values[:1])), None)
        elif label.startswith(OWNER_LABELS) and values and not self.account_name:
            self.account_name = values[0].strip() or None
        elif label.startswith(ACCOUNT_LABELS) and self.account is None:
            self._take_account(" ".join([cell, *values[:1]]))

    def _take_balance_on(self, label: str, values: list[str]) -> None:
        found = _DATE.search(label)
        day = read_lone_date(found[0]) if found else None
        # Where there is no gap, value and label are one cell.
        balance = _first_amount(None, [*values, label[found.end() :]] if found else values)
        if day is None or balance is None:
            return
        self._balances_on.setdefault(day, balance)
        if len(self._balances_on) > 1:
            self.opening_balance = self._balances_on[min(self._balances_on)]
            self.closing_balance = self._balances_on[max(self._balances_on)]

    def _take_account(self, text: str) -> None:
        match = _GROUPED_ACCOUNT.search(text) or _ACCOUNT_NUMBER.search(text)
        if match:
            self.account = match[0].replace(" ", "")
            self.currency = self.currency or currency_of_account(self.account)

    def _take_period(self, text: str) -> None:
        days = [day for day in map(read_lone_date, _DATE.findall(text)) if day]
        if self.date_from is None and len(days) > 1 and days[0] <= days[1]:
            self.date_from, self.date_to = days[0], days[1]


def _first_amount(known: Decimal | None, values: list[str]) -> Decimal | None:
    if known is not None:
        return known
    for value in values:
        if looks_like_date(value):
            continue
        found = read_lone_amount(value)
        if found is not None and (currency_in(value) or any(map(str.isdigit, value))):
            return found
    return None
