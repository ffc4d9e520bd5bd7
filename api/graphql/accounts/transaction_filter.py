from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Final

import strawberry

from api.graphql.declare.listing import Orders
from api.graphql.declare.node import decode_ids
from core.accounts.list_transactions import NEWEST_FIRST, Direction, TransactionFilter
from core.accounts.models import TransactionRow
from core.db.keyset import Ordering
from core.money import Currency, Money
from core.ports.statement_parser import BookingStatus


@strawberry.enum(description="The order of a list of transactions.")
class TransactionOrder(Enum):
    """By the day of booking, or by the signed amount."""

    NEWEST_FIRST = strawberry.enum_value("newest_first", description="The latest day of booking first.")
    OLDEST_FIRST = strawberry.enum_value("oldest_first", description="The earliest day of booking first.")
    MOST_IN_FIRST = strawberry.enum_value(
        "most_in_first", description="The largest signed amount first: most money in. Currencies are not converted."
    )
    MOST_OUT_FIRST = strawberry.enum_value(
        "most_out_first", description="The smallest signed amount first: most money out. Currencies are not converted."
    )


OrderBy = Annotated[
    TransactionOrder | None, strawberry.argument(description="The order; the newest first if left out.")
]
TRANSACTION_ORDERS: Final[Orders] = {
    TransactionOrder.NEWEST_FIRST: NEWEST_FIRST,
    TransactionOrder.OLDEST_FIRST: Ordering(NEWEST_FIRST.columns, is_descending=False),
    TransactionOrder.MOST_IN_FIRST: Ordering((TransactionRow.amount_minor, TransactionRow.id)),
    TransactionOrder.MOST_OUT_FIRST: Ordering((TransactionRow.amount_minor, TransactionRow.id), is_descending=False),
}


@strawberry.input(description="Days from `start` to `end`, both included.")
class PeriodInput:
    """A period."""

    start: date = strawberry.field(description="First day.")
    end: date = strawberry.field(description="Last day.")


@strawberry.input(name="TransactionFilter", description="What to show. What is left out is left open.")
class TransactionFilterInput:
    """Filter of transactions."""

    period: PeriodInput | None = strawberry.field(default=None, description="Booked in these days.")
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="On one of these accounts.")
    category_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of one of these categories.")
    is_categorised: bool | None = strawberry.field(default=None, description="Whether they have a category.")
    direction: Direction | None = strawberry.field(default=None, description="Money in or money out.")
    min_amount: Decimal | None = strawberry.field(
        default=None, description="At least this much, in major units, whatever the sign."
    )
    max_amount: Decimal | None = strawberry.field(
        default=None, description="At most this much, in major units, whatever the sign."
    )
    amount_currency: str = strawberry.field(
        default="RUB", description="The currency whose digits `minAmount` and `maxAmount` are given in."
    )
    status: BookingStatus | None = strawberry.field(default=None, description="Booked or pending.")
    text: str | None = strawberry.field(
        default=None, description="Words in any of their forms, in Russian or English, or letters as they stand."
    )
    is_deleted: bool = strawberry.field(default=False, description="Show deleted ones instead.")


Filter = Annotated[
    TransactionFilterInput | None,
    strawberry.argument(description="Which to show; all but deleted ones if left out."),
]


def to_filter(given: TransactionFilterInput | None) -> TransactionFilter:
    """The domain's filter. Raises NotFoundError, MoneyError."""
    if given is None:
        return TransactionFilter()
    currency = Currency.parse(given.amount_currency)

    def minor(amount: Decimal | None) -> int | None:
        return Money.from_decimal(amount, currency).minor if amount is not None else None

    return TransactionFilter(
        start=given.period.start if given.period else None,
        end=given.period.end if given.period else None,
        account_ids=decode_ids(given.account_ids, "Account", "accountIds"),
        category_ids=decode_ids(given.category_ids, "Category", "categoryIds"),
        is_categorised=given.is_categorised,
        direction=given.direction,
        min_amount_minor=minor(given.min_amount),
        max_amount_minor=minor(given.max_amount),
        status=given.status,
        text=given.text,
        is_deleted=given.is_deleted,
    )
