"""Partners, their offers, and leads a person agreed to."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type


class PartnerKind(StrEnum):
    """What a partner does."""

    ACCOUNTING = "accounting"
    INSURANCE = "insurance"
    LENDING = "lending"
    LEGAL = "legal"


class LeadStatus(StrEnum):
    """Where a lead stands."""

    SENT = "sent"  # recorded with consent, waiting for the partner
    WITHDRAWN = "withdrawn"


class LeadField(StrEnum):
    """What of a person's data a lead may hand over."""

    NAME = "name"
    EMAIL = "email"
    BASE_CURRENCY = "base_currency"


class PartnerRow(Identified, Stamped, Row):
    """A company that serves self-employed people."""

    __tablename__ = "partners"

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[PartnerKind] = mapped_column(enum_type(PartnerKind))
    about_en: Mapped[str]
    about_ru: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"))


class OfferRow(Identified, Stamped, Row):
    """Something a partner offers. `requested_fields` is what it needs to know of the person."""

    __tablename__ = "offers"
    __table_args__ = (UniqueConstraint("partner_id", "slug"),)

    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"))
    slug: Mapped[str]
    title_en: Mapped[str]
    title_ru: Mapped[str]
    summary_en: Mapped[str]
    summary_ru: Mapped[str]
    requested_fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"))


class LeadRow(Owned, Stamped, Row):
    """A person's interest in an offer, with the consent it rests on: which fields, in which words, when."""

    __tablename__ = "leads"
    __table_args__ = (
        Index(None, "user_id", "created_at"),
        Index(
            "uq_leads_user_id_offer_id",
            "user_id",
            "offer_id",
            unique=True,
            postgresql_where=text("status <> 'withdrawn'"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"))
    status: Mapped[LeadStatus] = mapped_column(enum_type(LeadStatus), default=LeadStatus.SENT)
    consent_text: Mapped[str]
    consented_at: Mapped[datetime]
    handed_over: Mapped[dict[str, Any]]
    withdrawn_at: Mapped[datetime | None]
