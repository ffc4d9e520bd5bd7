"""Partners, their offers, leads a person agreed to, and what became of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type, of_the_same_person


class PartnerKind(StrEnum):
    """What a partner does."""

    ACCOUNTING = "accounting"
    INSURANCE = "insurance"
    LENDING = "lending"
    LEGAL = "legal"


class OfferState(StrEnum):
    """Whether people see an offer."""

    DRAFT = "draft"  # its partner alone sees it
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"  # nobody can ask for it any more; leads of before go on


class LeadStatus(StrEnum):
    """Where a lead stands. core/marketplace/lead_states.py says what may follow on what."""

    SENT = "sent"  # handed over with consent, waiting for the partner
    ACCEPTED = "accepted"  # the partner will see to it
    CONTACTED = "contacted"
    WON = "won"  # they have a contract
    LOST = "lost"  # nothing came of it
    WITHDRAWN = "withdrawn"  # the person took their consent back


class LeadParty(StrEnum):
    """Who made a step of a lead."""

    PERSON = "person"
    PARTNER = "partner"


class LeadField(StrEnum):
    """What of a person's data a lead may hand over."""

    NAME = "name"
    EMAIL = "email"
    BASE_CURRENCY = "base_currency"
    COUNTRY = "country"
    TAX_REGIME = "tax_regime"
    MONTHLY_INCOME = "monthly_income"


class PartnerRow(Identified, Stamped, Row):
    """A company that serves self-employed people.

    `client_id` is its app, which asks in its name; `member_id` the person whose webhooks are told of its leads. Both
    are tied by an operator.
    """

    __tablename__ = "partners"

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[PartnerKind] = mapped_column(enum_type(PartnerKind))
    about_en: Mapped[str]
    about_ru: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("oauth_clients.id"), unique=True)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), unique=True)


class OfferRow(Identified, Stamped, Row):
    """Something a partner offers. `requested_fields` is what it needs to know of the person.

    `eligibility` is an `Eligibility` (core/marketplace/eligibility.py) as JSON. `terms_version` counts what a lead
    rests on: eligibility and requested fields. `is_active` is the operator's switch, `state` the partner's.
    """

    __tablename__ = "offers"
    __table_args__ = (
        UniqueConstraint("partner_id", "slug"),
        CheckConstraint(
            "state <> 'published' OR jsonb_array_length(eligibility -> 'criteria') > 0",
            name="published_with_eligibility",
        ),
        Index(None, "partner_id", "created_at", "id"),
    )

    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"))
    slug: Mapped[str]
    title_en: Mapped[str]
    title_ru: Mapped[str]
    summary_en: Mapped[str]
    summary_ru: Mapped[str]
    requested_fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    state: Mapped[OfferState] = mapped_column(
        enum_type(OfferState), default=OfferState.DRAFT, server_default=text("'draft'")
    )
    eligibility: Mapped[dict[str, Any]] = mapped_column(server_default=text("""'{"version": 1, "criteria": []}'"""))
    terms_version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class LeadRow(Owned, Stamped, Row):
    """A person's interest in an offer, with the consent it rests on: which values, in which words, when.

    A second one for an offer can be made only after the first was withdrawn or lost.
    """

    __tablename__ = "leads"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(None, "user_id", "created_at"),
        Index(
            "uq_leads_user_id_offer_id",
            "user_id",
            "offer_id",
            unique=True,
            postgresql_where=text("status NOT IN ('withdrawn', 'lost')"),
        ),
        Index(None, "partner_id", "created_at", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"))
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partners.id"))
    terms_version: Mapped[int] = mapped_column(server_default=text("1"))
    status: Mapped[LeadStatus] = mapped_column(enum_type(LeadStatus), default=LeadStatus.SENT)
    consent_text: Mapped[str]
    consented_at: Mapped[datetime]
    handed_over: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    withdrawn_at: Mapped[datetime | None]


class LeadStepRow(Owned, Stamped, Row):
    """A state that a lead came into: by whom, and when (`created_at`)."""

    __tablename__ = "lead_steps"
    __table_args__ = (
        of_the_same_person("lead_id", "leads"),
        Index(None, "user_id", "lead_id", "created_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    lead_id: Mapped[UUID]
    status: Mapped[LeadStatus] = mapped_column(enum_type(LeadStatus))
    party: Mapped[LeadParty] = mapped_column(enum_type(LeadParty))
