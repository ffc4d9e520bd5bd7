from datetime import date

import strawberry

from api.graphql.declare.node import encode_id
from api.graphql.scalars import Money
from api.graphql.taxes.tax_money import tax_money
from core.taxes.find_payments import TaxPayment
from core.taxes.list_deadlines import MarkedDeadline
from core.taxes.rules.deadline import DeadlineKind


@strawberry.type(description="A payment of taxes that was found in the books.")
class TaxPaymentFound:
    """A payment."""

    transaction_id: strawberry.ID = strawberry.field(description="The transaction: `node(id:)` tells all of it.")
    booked_on: date = strawberry.field(description="The day it was booked.")
    amount: Money = strawberry.field(description="What was paid, positive.")


@strawberry.type(description="The last day to file or to pay something. Filing and payment are apart.")
class TaxDeadline:
    """A deadline."""

    key: str = strawberry.field(description="Stable within the profile, as `npd.payment/2026-03`.")
    kind: DeadlineKind = strawberry.field(description="Whether something is sent in or paid.")
    label: str = strawberry.field(description="What it is.")
    period_start: date = strawberry.field(description="First day of the period it is for.")
    period_end: date = strawberry.field(description="Last day of the period it is for.")
    stated_on: date = strawberry.field(description="The day that the law names.")
    due_on: date = strawberry.field(description="The day it becomes by the country's rule for days of rest.")
    source: str = strawberry.field(description="Where the law names it.")
    done_on: date | None = strawberry.field(description="When the person filed or paid it; null while it is open.")
    owed: Money | None = strawberry.field(
        description="What is to be paid by the estimate as it stands; null for filings, where nothing is owed, and in "
        "the answer of a mutation."
    )
    paid_by: TaxPaymentFound | None = strawberry.field(
        description="The payment that was found in the books: of the amount owed, or the only one like it; null in the "
        "answer of a mutation."
    )


def show_deadline(marked: MarkedDeadline) -> TaxDeadline:
    """The GraphQL type of a deadline."""
    of = marked.deadline
    return TaxDeadline(
        key=of.key,
        kind=of.kind,
        label=of.label,
        period_start=of.period_start,
        period_end=of.period_end,
        stated_on=of.stated_on,
        due_on=of.due_on,
        source=of.source,
        done_on=marked.done_on,
        owed=None if marked.owed is None else tax_money(marked.owed, marked.currency),
        paid_by=None if marked.paid_by is None else _payment(marked.paid_by, marked.currency),
    )


def _payment(found: TaxPayment, currency: str) -> TaxPaymentFound:
    return TaxPaymentFound(
        transaction_id=strawberry.ID(encode_id("Transaction", found.transaction_id)),
        booked_on=found.booked_on,
        amount=tax_money(found.amount, currency),
    )
