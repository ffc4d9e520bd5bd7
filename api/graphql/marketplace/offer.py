from typing import Any

import strawberry

from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.scalars import Locale
from core.marketplace.models import LeadField, OfferRow, PartnerKind, PartnerRow


def _in_russian(locale: str) -> bool:
    return locale.lower().startswith("ru")


def _about(root: strawberry.Parent["Partner"], locale: Locale = "en") -> str:
    return root.row.about_ru if _in_russian(locale) else root.row.about_en


def _title(root: strawberry.Parent["Offer"], locale: Locale = "en") -> str:
    return root.row.title_ru if _in_russian(locale) else root.row.title_en


def _summary(root: strawberry.Parent["Offer"], locale: Locale = "en") -> str:
    return root.row.summary_ru if _in_russian(locale) else root.row.summary_en


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
