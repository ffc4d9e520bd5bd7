"""What else a bank tells of: cards, agreements, and its catalogue. Copies of its newest answer."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, enum_type, of_the_same_person
from core.db.sealing.sealed_types import SealedText
from core.ports.bank_feed import ProductKind

AMOUNT = Numeric(24, 6)
"""Amounts in major units: banks tell no currency with them."""
RATE = Numeric(9, 4)
"""Per cent a year."""


class BankCardRow(Owned, Row):
    """A card of a person's. `masked_number` shows at most its last four digits."""

    __tablename__ = "bank_cards"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        UniqueConstraint("user_id", "connection_id", "external_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID]
    external_id: Mapped[str]
    masked_number: Mapped[str]
    kind: Mapped[str | None]
    name: Mapped[str | None]
    status: Mapped[str | None]
    expires_on: Mapped[date | None]
    account_number: Mapped[str | None] = mapped_column(SealedText("bank_cards.account_number"))


class ProductAgreementRow(Owned, Row):
    """A person's loan, deposit or card contract."""

    __tablename__ = "product_agreements"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        UniqueConstraint("user_id", "connection_id", "external_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID]
    external_id: Mapped[str]
    product_id: Mapped[str | None]
    kind: Mapped[ProductKind] = mapped_column(enum_type(ProductKind))
    name: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(AMOUNT)
    status: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    account_number: Mapped[str | None] = mapped_column(SealedText("product_agreements.account_number"))
    interest_rate: Mapped[Decimal | None] = mapped_column(RATE)
    balance: Mapped[Decimal | None] = mapped_column(AMOUNT)


class BankProductRow(Identified, Row):
    """Something in a bank's catalogue, which is everybody's."""

    __tablename__ = "bank_products"
    __table_args__ = (UniqueConstraint("bank_code", "external_id"),)

    bank_code: Mapped[str]
    external_id: Mapped[str]
    kind: Mapped[ProductKind] = mapped_column(enum_type(ProductKind))
    name: Mapped[str]
    description: Mapped[str | None]
    interest_rate: Mapped[Decimal | None] = mapped_column(RATE)
    min_amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    max_amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    term_months: Mapped[int | None]
    read_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
