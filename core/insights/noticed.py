"""What rules are given and what they give: values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.insights.models import InsightKind


@dataclass(frozen=True, slots=True)
class BookLine:
    """A booked movement. `name` is what lines of one payee share; `category_id` is None unless it is spending."""

    id: UUID
    day: date
    amount_minor: int
    label: str
    name: str
    category_id: UUID | None


@dataclass(frozen=True, slots=True)
class AccountBook:
    """An account's lines of the last thirteen months by day, and the first day that anything at all is known of."""

    account_id: UUID
    currency: str
    as_of: date
    known_since: date
    lines: Sequence[BookLine]


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing that was noticed; the fields are those of `InsightRow`."""

    kind: InsightKind
    key: str
    account_id: UUID | None
    label: str
    day: date
    amount_minor: int | None
    currency: str | None
    transaction_id: UUID | None = None
    usual_minor: int | None = None
    chance: Decimal | None = None
    topic: str | None = None
