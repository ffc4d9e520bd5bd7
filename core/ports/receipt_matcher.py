"""What says which payment a receipt is of.

The bounds stand here because two sides keep to them: the query that finds candidates, and the model that is trained on
pairs found in the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

DAYS_BEFORE: Final = 3
"""How much earlier than its receipt says a payment may be booked: clocks, zones, a misread day."""
DAYS_AFTER: Final = 10
"""How much later."""
INVOICE_DAYS_BEFORE: Final = 10
"""An invoice or an act may be written after it was paid."""
INVOICE_DAYS_AFTER: Final = 60
"""And it may be paid late."""
LEAST_PAID: Final = Decimal("0.70")
"""Paid over written, at least: vouchers and bonus points."""
MOST_PAID: Final = Decimal("1.35")
"""Paid over written, at most: tips."""
BAND: Final = Decimal("0.06")
"""Share by which an exchanged amount may differ from the day's reference rate: what banks take, and a later rate."""
LEAST_ALIKE: Final = Decimal("0.45")
"""Likeness of two names (0 to 1) from which they alone make a candidate, whatever the amounts."""
MOST_BY_AMOUNT: Final = 20
"""Candidates of one paper that are found by the amount, exact ones and the nearest days first."""
MOST_BY_NAME: Final = 12
"""Candidates of one paper that are found by the name alone, the nearest days first."""


class MatchKind(StrEnum):
    """How an amount on paper and a payment fit."""

    EXACT = "exact"  # to the cent
    TIP = "tip"  # more was paid than the paper says
    DISCOUNT = "discount"  # less was paid: a voucher, bonus points
    EXCHANGED = "exchanged"  # paid in another currency
    NAME = "name"  # the name and the day fit; the amount is not readable, or another
    PART_OF_PAYMENT = "part_of_payment"  # one of several papers that one payment is of
    PART_OF_PAPER = "part_of_paper"  # one of several payments of one paper
    BY_HAND = "by_hand"  # a person said so


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to find the payment of. `total` is what no payment is known of yet, in major units.

    A total without a currency is compared with payments of any currency.
    """

    id: UUID
    is_receipt: bool  # else an invoice or an act, which are paid later
    merchant: str | None
    tax_id: str | None
    number: str | None
    dated_on: date | None
    total: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """A payment. `amount` is positive: what of it no paper is known for yet. `original` is what the merchant asked."""

    id: UUID
    booked_on: date
    amount: Decimal
    currency: str
    original: Decimal | None
    original_currency: str | None
    description: str
    counterparty: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair worth a look. `ratio` is paid over written at the day's reference rate, where the currencies differ."""

    paper_id: UUID
    payment_id: UUID
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class KnownPair:
    """Names that a person has confirmed to be one merchant's: on paper, and on the statement."""

    merchant: str | None
    tax_id: str | None
    description: str


@dataclass(frozen=True, slots=True)
class ProposedMatch:
    """A paper and the payment it may be of.

    `amount` is the part of the payment that the paper accounts for, in major units of the payment's currency. `score`
    is the calibrated probability that they belong together. `is_certain` where that is enough not to ask. `group` is
    equal for pairs that only belong together all at once.
    """

    paper_id: UUID
    payment_id: UUID
    kind: MatchKind
    amount: Decimal
    score: float
    is_certain: bool
    group: UUID | None = None


class ReceiptMatcher(Protocol):
    """Weighs candidates against one another. The same books give the same proposals, in whatever order they come."""

    @property
    def version(self) -> str:
        """Name and version of the model, stored beside each proposal."""
        ...

    def propose(
        self,
        papers: Sequence[Paper],
        payments: Sequence[PaymentFacts],
        candidates: Sequence[Candidate],
        known: Sequence[KnownPair] = (),
    ) -> list[ProposedMatch]:
        """The pairs to link or to suggest. Of a payment, no more is given away than there is of it."""
        ...
