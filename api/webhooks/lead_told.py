"""A lead in the body of a partner's webhook. The partner's contract with us: tests/contract/pacts/."""

from typing import Any
from uuid import UUID

from api.graphql.declare.node import encode_id
from core.marketplace.models import LeadField, LeadRow, LeadStatus, OfferRow


def told_of_lead(lead: LeadRow, offer: OfferRow) -> dict[str, Any]:
    """What `data` is, by the names of `Lead`. Of a withdrawn lead nothing is told that was handed over."""
    is_withdrawn = lead.status is LeadStatus.WITHDRAWN
    values = {} if is_withdrawn else lead.handed_over
    return {
        "id": encode_id("Lead", lead.id),
        "status": lead.status.name,
        "offer": {"id": encode_id("Offer", offer.id), "slug": offer.slug},
        "termsVersion": lead.terms_version,
        "handedOver": [{"field": LeadField(name).name, "value": value} for name, value in sorted(values.items())],
        "consentText": "" if is_withdrawn else lead.consent_text,
        "consentedAt": lead.consented_at.isoformat(),
    }


def told_of_gone_lead(lead_id: UUID) -> dict[str, Any]:
    """The same of a lead whose person has left: nothing is known of it but that it is to be erased."""
    return {
        "id": encode_id("Lead", lead_id),
        "status": LeadStatus.WITHDRAWN.name,
        "offer": None,
        "termsVersion": None,
        "handedOver": [],
        "consentText": "",
        "consentedAt": None,
    }
