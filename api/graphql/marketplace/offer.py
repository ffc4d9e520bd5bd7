from datetime import datetime
from typing import Any

import strawberry

from api.graphql.context import Context
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.marketplace.eligibility import OfferCriterion, OfferEligibility, show_criteria, show_judged
from api.graphql.scalars import Locale
from core.clock import today
from core.marketplace.eligibility import eligibility_of
from core.marketplace.judge_offer import judge_offer
from core.marketplace.models import LeadField, OfferRow, OfferState, PartnerKind, PartnerRow


def _in_russian(locale: str) -> bool:
    return locale.lower().startswith("ru")


def _about(root: strawberry.Parent["Partner"], locale: Locale = "en") -> str:
    return root.row.about_ru if _in_russian(locale) else root.row.about_en


def _title(root: strawberry.Parent["Offer"], locale: Locale = "en") -> str:
    return root.row.title_ru if _in_russian(locale) else root.row.title_en


def _summary(root: strawberry.Parent["Offer"], locale: Locale = "en") -> str:
    return root.row.summary_ru if _in_russian(locale) else root.row.summary_en


async def _eligibility(root: strawberry.Parent["Offer"], info: strawberry.Info[Context]) -> OfferEligibility:
    standing = await info.context.loaders.standing_on.load(today(info.context.platform.clock))
    return show_judged(judge_offer(eligibility_of(root.row.eligibility), standing))


def wrap_offer(row: Any) -> "Offer":
    """The GraphQL type of a row."""
    return Offer(row=row)


def wrap_partner(row: Any) -> "Partner":
    """The GraphQL type of a row."""
    return Partner(row=row)


@strawberry.type(description="Something a partner offers.")
class Offer(Node):
    """An offer."""

    row: strawberry.Private[OfferRow]
    slug: str = column(OfferRow.slug, "Stable name within the partner.")
    title: str = strawberry.field(resolver=_title, description="Title in the language of a locale.")
    summary: str = strawberry.field(resolver=_summary, description="What it is, in the language of a locale.")
    requested_fields: list[LeadField] = computed(
        [OfferRow.requested_fields],
        lambda fields: [LeadField(field) for field in fields],
        "What the partner needs to know of the person: handed over with their consent only.",
    )
    state: OfferState = column(OfferRow.state, "Whether people see it; a draft is its partner's alone.")
    terms_version: int = column(
        OfferRow.terms_version,
        "The number of its terms, from 1: grows with each change of fields or rules; a lead keeps that of its day.",
    )
    created_at: datetime = column(OfferRow.created_at, "When it was drafted.")
    updated_at: datetime = column(OfferRow.updated_at, "When it was changed last.")
    published_at: datetime | None = column(OfferRow.published_at, "When it was published last; null if never.")
    criteria: list[OfferCriterion] = computed(
        [OfferRow.eligibility], show_criteria, "For whom it is: all of these rules must be met."
    )
    eligibility: OfferEligibility = strawberry.field(
        resolver=_eligibility,
        description="Why the person sees it where they see it: each rule held against their own data. For no app.",
    )
    partner: "Partner" = relation(
        OfferRow.partner_id, lambda loaders: loaders.partner_by_id, wrap_partner, "Who offers it."
    )


@strawberry.type(description="A company that serves self-employed people.")
class Partner(Node):
    """A partner."""

    row: strawberry.Private[PartnerRow]
    slug: str = column(PartnerRow.slug, "Stable name.")
    name: str = column(PartnerRow.name, "Name for people.")
    kind: PartnerKind = column(PartnerRow.kind, "What it does.")
    about: str = strawberry.field(resolver=_about, description="Who they are, in the language of a locale.")
    offers: list[Offer] = relation(
        PartnerRow.id, lambda loaders: loaders.offers_by_partner_id, wrap_offer, "What they offer.", is_list=True
    )
