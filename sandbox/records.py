from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sandbox.life.movements import Shop

LOAN_KIND: Final = "Loan"
DEPOSIT_KIND: Final = "Deposit"


@dataclass(frozen=True, slots=True)
class Card:
    """A card on an account."""

    card_id: str
    last_digits: str
    expires: date
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of an account: `minor` is signed, in minor units; it is pending until `booked_at`.

    A declined row is shown but moves no money.
    """

    entry_id: str
    made_at: datetime
    booked_at: datetime
    minor: int
    text: str
    code: str
    counterparty: str | None = None
    shop: Shop | None = None
    by_card: bool = False
    declined: bool = False


@dataclass(slots=True)
class Account:
    """An account with all its rows, oldest first. `opening_minor` is what it held before the first of them.

    `lived_rows` counts the rows that the person's life made, others left aside.
    """

    account_id: str
    person_id: str
    role: str
    number: str
    currency: str
    kind: str
    nickname: str
    opened_on: date
    is_business: bool
    opening_minor: int
    card: Card | None = None
    entries: list[Entry] = field(default_factory=list)
    lived_rows: int = 0

    def booked_minor(self, now: datetime) -> int:
        """The balance of what is booked at a moment."""
        return self.opening_minor + sum(
            entry.minor for entry in self.entries if entry.booked_at <= now and not entry.declined
        )

    def available_minor(self, now: datetime) -> int:
        """The booked balance less what is held for pending rows."""
        return self.opening_minor + sum(
            entry.minor for entry in self.entries if entry.made_at <= now and not entry.declined
        )

    def owes_at_least(self, minor: int, now: datetime) -> bool:
        """Whether a loan can take a payment; any other account takes all."""
        return self.kind != LOAN_KIND or -self.booked_minor(now) >= minor

    def visible(self, now: datetime, since: datetime) -> list[Entry]:
        """Rows made between two moments, newest first."""
        first = bisect_left(self.entries, since, key=_made_at)
        last = bisect_right(self.entries, now, key=_made_at)
        return self.entries[first:last][::-1]

    def add(self, entry: Entry) -> None:
        """Put a row in its place in time."""
        insort(self.entries, entry, key=_made_at)


def _made_at(entry: Entry) -> datetime:
    return entry.made_at
