from datetime import datetime
from typing import Any

import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.jobs.job import Job, wrap_job
from api.graphql.scalars import Money, money
from core.banking.payment_models import BankPaymentRow, PaymentKind, PaymentState


@strawberry.type(description="A payment from an account of the person's, to another of theirs or to a payee.")
class Payment(Node):
    """A payment."""

    row: strawberry.Private[BankPaymentRow]
    kind: PaymentKind = column(BankPaymentRow.kind, "What it is for.")
    state: PaymentState = column(BankPaymentRow.state, "Where it stands.")
    amount: Money = computed([BankPaymentRow.amount_minor, BankPaymentRow.currency], money, "How much.")
    from_account: Account | None = relation(
        BankPaymentRow.debtor_account_id,
        lambda loaders: loaders.account_by_id,
        wrap_account,
        "The account it leaves; null where that is gone.",
    )
    creditor_number: str = column(BankPaymentRow.creditor_number, "The number of the account it goes to.")
    creditor_bank: str | None = column(BankPaymentRow.creditor_bank, "That account's bank; null where it is the same.")
    creditor_name: str = column(BankPaymentRow.creditor_name, "What is paid.")
    reference: str = column(BankPaymentRow.reference, "The text it carries; the code at its end is ours.")
    reason: str | None = column(BankPaymentRow.reason, "Why it stands so; null where there is nothing to say.")
    transaction: Transaction | None = relation(
        BankPaymentRow.transaction_id,
        lambda loaders: loaders.transaction_by_id,
        wrap_transaction,
        "The movement that it became; null until that is seen.",
    )
    job: Job | None = relation(
        BankPaymentRow.job_id,
        lambda loaders: loaders.job_by_id,
        wrap_job,
        "The job that makes it; null before it is confirmed.",
    )
    created_at: datetime = column(BankPaymentRow.created_at, "When it was written down.")
    confirmed_at: datetime | None = column(BankPaymentRow.confirmed_at, "When the person confirmed it; null before.")
    sent_at: datetime | None = column(BankPaymentRow.sent_at, "When it was sent to the bank; null before.")
    ended_at: datetime | None = column(BankPaymentRow.ended_at, "When it was over; null before.")


def wrap_payment(row: Any) -> Payment:
    """The GraphQL type of a row."""
    return Payment(row=row)
