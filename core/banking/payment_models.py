"""Payments from a person's accounts."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person
from core.db.sealing.sealed_types import SealedText


class PaymentKind(StrEnum):
    """What a payment is for."""

    TRANSFER = "transfer"  # to another own account, also at another bank, or to a payee
    MDP = "mdp"  # a loan's mandatory payment
    ADP = "adp"  # an extra payment on a loan
    SDP = "sdp"  # onto a savings account or deposit


class PaymentState(StrEnum):
    """Where a payment stands with us."""

    CREATED = "created"  # the person must confirm it
    CONFIRMED = "confirmed"  # the job that makes it is on its way
    WAITING = "waiting"  # the person must approve the consent at the bank
    SENDING = "sending"  # written down before the one POST; whoever finds it so does not send again
    IN_PROCESS = "in_process"  # the bank took it
    SETTLED = "settled"
    REJECTED = "rejected"
    UNKNOWN = "unknown"  # no answer: looked for among the account's movements, never sent again
    CANCELLED = "cancelled"  # before it was sent


class BankPaymentRow(Owned, Stamped, Row):
    """A payment. `key` is the person's idempotency key.

    `reference` ends in a code of ours, so that the movement which the payment becomes is found exactly.
    """

    __tablename__ = "bank_payments"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        of_the_same_person("debtor_account_id", "accounts", or_forget=True),
        of_the_same_person("consent_id", "bank_consents", or_forget=True),
        Index(None, "user_id", "connection_id"),
        Index(None, "user_id", "consent_id"),
        UniqueConstraint("user_id", "key"),
        Index(
            "uq_bank_payments_user_id_transaction_id",
            "user_id",
            "transaction_id",
            unique=True,
            postgresql_where=text("transaction_id IS NOT NULL"),
        ),
        Index(None, "user_id", "created_at", "id"),
        Index(None, "user_id", "debtor_account_id", "state"),
        CheckConstraint("amount_minor > 0", name="amount"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID]
    kind: Mapped[PaymentKind] = mapped_column(enum_type(PaymentKind))
    key: Mapped[str]
    state: Mapped[PaymentState] = mapped_column(enum_type(PaymentState), default=PaymentState.CREATED)
    debtor_account_id: Mapped[UUID | None]
    debtor_number: Mapped[str] = mapped_column(SealedText("bank_payments.debtor_number"))
    creditor_number: Mapped[str] = mapped_column(SealedText("bank_payments.creditor_number"))
    creditor_bank: Mapped[str | None]
    creditor_name: Mapped[str]
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    reference: Mapped[str]
    consent_id: Mapped[UUID | None]
    bank_payment_id: Mapped[str | None]
    reason: Mapped[str | None]
    transaction_id: Mapped[UUID | None]  # no foreign key: erasing many transactions must not look here for each
    job_id: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
