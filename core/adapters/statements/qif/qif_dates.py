import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.adapters.statements.delimited.column_mapping import DateOrder
from core.adapters.statements.delimited.date_cells import DateEvidence, compile_dates

_QUICKEN: Final = re.compile(
    r"(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?(?:\2|['\u2019\u00b4`]) ?(\d{1,2}|\d{4})",
    re.ASCII,
)
_MOST_CACHED: Final = 20_000
_MOST_TRIPLES: Final = 2_000


def plain_date(text: str) -> str:
    """A date with one separator and a year of two or four digits: Quicken writes `1/ 5' 4` for 5 January 2004."""
    text = text.strip()
    match = _QUICKEN.fullmatch(text)
    if match is None:
        return text
    first, mark, second, year = match.groups()
    return f"{first}{mark}{second}{mark}{year.zfill(2)}"


def compile_qif_dates(order: DateOrder) -> Callable[[str], date]:
    """A converter of D fields: text to date; ValueError for no date or an impossible one."""
    convert = compile_dates(order)
    known: dict[str, date] = {}

    def read(text: str) -> date:
        found = known.get(text)
        if found is None:
            found = convert(plain_date(text))
            if len(known) >= _MOST_CACHED:
                known.clear()
            known[text] = found
        return found

    return read


@dataclass(slots=True)
class QifDateEvidence:
    """What the dates of all accounts of a file tell about their order.

    Each account is sorted by itself, so where every day is 12 or less each votes for the order that sorts it.
    """

    month_first_votes: int = 0
    day_first_votes: int = 0
    _total: DateEvidence = field(default_factory=DateEvidence)
    _account: DateEvidence = field(default_factory=DateEvidence)

    def add(self, text: str) -> None:
        """Take one date into account."""
        plain = plain_date(text)
        self._total.add(plain)
        self._total.triples.clear()
        self._account.add(plain)
        del self._account.triples[_MOST_TRIPLES:]

    def end_account(self) -> None:
        """What comes next is of another account."""
        account, self._account = self._account, DateEvidence()
        if not account.triples:
            return
        orders = {account.order(month_first_hint=hint)[0] for hint in (True, False)}
        if len(orders) == 1:
            self.month_first_votes += DateOrder.MONTH_FIRST in orders
            self.day_first_votes += DateOrder.DAY_FIRST in orders

    @property
    def is_decided(self) -> bool:
        """Whether no later date can change the order without being impossible in it."""
        total = self._total
        return bool(total.first_is_day or total.second_is_day or total.year_first or total.dotted)

    def decide(self, *, month_first_hint: bool) -> tuple[DateOrder, bool]:
        """The order, and whether it is certain."""
        self.end_account()
        if self.is_decided or not self._total.either:
            return self._total.order(month_first_hint=month_first_hint)[0], True
        if self.month_first_votes != self.day_first_votes:
            is_month_first = self.month_first_votes > self.day_first_votes
        else:
            is_month_first = month_first_hint
        return (DateOrder.MONTH_FIRST if is_month_first else DateOrder.DAY_FIRST), False
