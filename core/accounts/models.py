"""Accounts, transactions and their categories."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    LargeBinary,
    Numeric,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type, of_the_same_person
from core.db.sealing.sealed_types import BlindDigest, SealedText
from core.ports.categoriser import DecidedBy
from core.ports.rate_feed import RatePublisher
from core.ports.statement_parser import BookingStatus
from core.taxonomy import Kind


class AccountKind(StrEnum):
    """What sort of account it is."""

    CHECKING = "checking"
    SAVINGS = "savings"
    CARD = "card"
    CASH = "cash"
    DEPOSIT = "deposit"
    LOAN = "loan"
    OTHER = "other"


class TransactionSource(StrEnum):
    """Where a transaction was first seen."""

    FILE = "file"
    FEED = "feed"
    MANUAL = "manual"


class LinkKind(StrEnum):
    """What two movements are to each other. `from` is the earlier, or the one that money left."""

    TRANSFER = "transfer"  # between the person's own accounts: from = out, to = in
    REFUND = "refund"  # from = the purchase, to = the money back
    DUPLICATE = "duplicate"  # one payment in two rows: from = the one that stays
    SETTLEMENT = "settlement"  # from = pending, to = booked at another amount: a tip, or a rate of exchange


class LinkStatus(StrEnum):
    """Who says so."""

    SUGGESTED = "suggested"  # waits for the person
    AUTOMATIC = "automatic"  # unambiguous
    CONFIRMED = "confirmed"
    REJECTED = "rejected"  # remembered, and never suggested again


class AccountRow(Owned, Stamped, Row):
    """A person's account. `balance_minor` is what the bank last said, moved by what was booked since.

    `stated_minor` is what it said, at `stated_at` of its own clock; with no such moment it is what the account began
    with. `balance_on` is the last day that any source covers. `number` is sealed; by `number_key` equal ones are found.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(None, "user_id", "name"),
        Index(
            "uq_accounts_user_id_number_key_currency",
            "user_id",
            "number_key",
            "currency",
            unique=True,
            postgresql_where=text("number_key IS NOT NULL"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    kind: Mapped[AccountKind] = mapped_column(enum_type(AccountKind), default=AccountKind.CHECKING)
    currency: Mapped[str] = mapped_column(String(3))
    institution: Mapped[str | None]
    number: Mapped[str | None] = mapped_column(SealedText("accounts.number"))
    number_key: Mapped[bytes | None] = mapped_column(
        LargeBinary, default=BlindDigest("accounts.number", "number"), deferred=True
    )
    balance_minor: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    balance_on: Mapped[date | None]
    stated_minor: Mapped[int | None]
    stated_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]


class CategoryRow(Identified, Stamped, Row):
    """A category, everybody's when `user_id` is null. `key` is stable, as `business.software`."""

    __tablename__ = "categories"
    __table_args__ = (
        UniqueConstraint("user_id", "key", postgresql_nulls_not_distinct=True),
        Index(None, "user_id", "parent_id"),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id", ondelete="CASCADE"))
    key: Mapped[str]
    name_en: Mapped[str]
    name_ru: Mapped[str]
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    archived_at: Mapped[datetime | None]


class CategoryRuleRow(Owned, Stamped, Row):
    """A person's own rule: a description that contains `pattern`, whatever its letter case, is of this category."""

    __tablename__ = "category_rules"
    __table_args__ = (UniqueConstraint("user_id", "pattern"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    pattern: Mapped[str]
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id", ondelete="CASCADE"))


class TransactionRow(Owned, Stamped, Row):
    """A movement on an account. `amount_minor` is signed: negative is money out.

    `fingerprint` is what identifies a movement that has no id of the bank's: account, day, amount and text. Two real
    identical purchases share it and differ in `occurrence`. `merchant_key` is what twins share: lines of one merchant.
    `source` and `source_id` name who told of it first; who told of it again is in `TransactionSightingRow`. `bank_id`
    is scoped, as `feed/tx-1`. `told_at` is when the version in this row was told, by its source's clock.
    """

    __tablename__ = "transactions"
    __mapper_args__ = {"eager_defaults": True}  # noqa: RUF012 as SQLAlchemy wants it; an UPDATE returns its new time
    __table_args__ = (
        of_the_same_person("account_id", "accounts"),
        UniqueConstraint("user_id", "id"),
        UniqueConstraint("user_id", "account_id", "fingerprint", "occurrence"),
        Index(
            "uq_transactions_user_id_account_id_bank_id",
            "user_id",
            "account_id",
            "bank_id",
            unique=True,
            postgresql_where=text("bank_id IS NOT NULL"),
        ),
        Index("ix_transactions_user_id_booked_on_id", "user_id", "booked_on", "id"),
        Index("ix_transactions_user_id_account_id_booked_on_id", "user_id", "account_id", "booked_on", "id"),
        Index("ix_transactions_user_id_merchant_key", "user_id", "merchant_key"),
        Index("ix_transactions_user_id_category_id_booked_on_id", "user_id", "category_id", "booked_on", "id"),
        Index(
            "ix_transactions_pending",
            "user_id",
            "account_id",
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_transactions_manual",
            "user_id",
            "account_id",
            postgresql_where=text("source = 'manual'"),
        ),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    )

    user_id: Mapped[UUID]
    account_id: Mapped[UUID]
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id", ondelete="SET NULL"))
    booked_on: Mapped[date]
    value_on: Mapped[date | None]
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    original_amount_minor: Mapped[int | None]
    original_currency: Mapped[str | None] = mapped_column(String(3))
    description: Mapped[str]
    merchant_key: Mapped[str]
    counterparty: Mapped[str | None]
    counterparty_account: Mapped[str | None]
    mcc: Mapped[str | None]
    status: Mapped[BookingStatus] = mapped_column(enum_type(BookingStatus))
    source: Mapped[TransactionSource] = mapped_column(enum_type(TransactionSource))
    source_id: Mapped[UUID | None]
    told_at: Mapped[datetime | None]
    bank_id: Mapped[str | None]
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    occurrence: Mapped[int]
    decided_by: Mapped[DecidedBy] = mapped_column(enum_type(DecidedBy), default=DecidedBy.NONE)
    confidence: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    model_version: Mapped[str | None]
    decided_because: Mapped[str | None]
    note: Mapped[str | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    deleted_at: Mapped[datetime | None]
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed(
            "to_tsvector('russian', description || ' ' || coalesce(counterparty, '') || ' ' || coalesce(note, ''))"
            " || to_tsvector('english', description || ' ' || coalesce(counterparty, '') || ' ' || coalesce(note, ''))",
            persisted=True,
        ),
        deferred=True,
    )


class TransactionSightingRow(Row):
    """Another source that told of a movement: with the row's own, its provenance. `source_id` as in the row."""

    __tablename__ = "transaction_sightings"
    __table_args__ = (of_the_same_person("transaction_id", "transactions"),)

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    transaction_id: Mapped[UUID] = mapped_column(primary_key=True)
    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    source: Mapped[TransactionSource] = mapped_column(enum_type(TransactionSource))


class TransactionAliasRow(Owned, Row):
    """What a movement was called before or elsewhere: an earlier version's fingerprint, or another space's bank id.

    A `pending` alias answers to pending lines only: a booked line of the same day and text is another purchase. One of
    the row's own fingerprint says that a source without ids told of the pending movement too. An id's alias that is
    `pending` is lent: see core/accounts/merging/lent_ids.py.
    """

    __tablename__ = "transaction_aliases"
    __table_args__ = (
        of_the_same_person("account_id", "accounts"),
        of_the_same_person("transaction_id", "transactions"),
        Index(None, "user_id", "account_id", "fingerprint"),
        Index(
            "uq_transaction_aliases_user_id_account_id_bank_id",
            "user_id",
            "account_id",
            "bank_id",
            unique=True,
            postgresql_where=text("bank_id IS NOT NULL"),
        ),
        Index(None, "user_id", "transaction_id"),
        Index(
            "ix_transaction_aliases_lent",
            "user_id",
            "account_id",
            postgresql_where=text("status = 'pending' AND bank_id IS NOT NULL"),
        ),
    )

    user_id: Mapped[UUID]
    account_id: Mapped[UUID]
    transaction_id: Mapped[UUID]
    status: Mapped[BookingStatus] = mapped_column(enum_type(BookingStatus))
    fingerprint: Mapped[bytes | None] = mapped_column(LargeBinary)
    bank_id: Mapped[str | None]


class TransactionLinkRow(Owned, Stamped, Row):
    """Two movements that belong together, or that a person said do not."""

    __tablename__ = "transaction_links"
    __table_args__ = (
        of_the_same_person("from_id", "transactions"),
        of_the_same_person("to_id", "transactions"),
        UniqueConstraint("user_id", "from_id", "to_id", "kind"),
        Index(None, "user_id", "status", "created_at", "id"),
        Index(None, "user_id", "to_id"),
        *(
            Index(
                f"uq_transaction_links_{side}_transfer",
                "user_id",
                side,
                unique=True,
                postgresql_where=text("kind = 'transfer' AND status IN ('automatic', 'confirmed')"),
            )
            for side in ("from_id", "to_id")
        ),
    )

    user_id: Mapped[UUID]
    kind: Mapped[LinkKind] = mapped_column(enum_type(LinkKind))
    from_id: Mapped[UUID]
    to_id: Mapped[UUID]
    status: Mapped[LinkStatus] = mapped_column(enum_type(LinkStatus))
    score: Mapped[Decimal] = mapped_column(Numeric(4, 3))
    decided_at: Mapped[datetime | None]


class BookSettingsRow(Row):
    """How a person wants the books kept; no row means the defaults."""

    __tablename__ = "book_settings"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    pairs_transfers: Mapped[bool] = mapped_column(server_default=text("true"), default=True)


class ExchangeRateRow(Row):
    """A day's reference rate, as one central bank has it: how many units of a currency one euro was. Everybody's."""

    __tablename__ = "exchange_rates"
    __table_args__ = (CheckConstraint("per_euro > 0", name="positive"),)

    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    publisher: Mapped[RatePublisher] = mapped_column(enum_type(RatePublisher), primary_key=True)
    per_euro: Mapped[Decimal] = mapped_column(Numeric())


class SplitRow(Owned, Row):
    """A part of a transaction with a category of its own. The parts of one transaction sum to it."""

    __tablename__ = "transaction_splits"
    __table_args__ = (
        of_the_same_person("transaction_id", "transactions"),
        UniqueConstraint("user_id", "transaction_id", "position"),
    )

    user_id: Mapped[UUID]
    transaction_id: Mapped[UUID]
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id", ondelete="CASCADE"))
    position: Mapped[int]
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    note: Mapped[str | None]
