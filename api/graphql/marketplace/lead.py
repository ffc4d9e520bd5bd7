from datetime import datetime
from typing import Any

import strawberry

from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.marketplace.offer import Offer, wrap_offer
from core.marketplace.models import LeadField, LeadParty, LeadRow, LeadStatus, LeadStepRow


@strawberry.type(description="A value that a person agreed to hand over.")
class LeadFieldValue:
    """A value."""

    field: LeadField = strawberry.field(description="What it is.")
    value: str = strawberry.field(description="The value.")


def _handed_over(stored: dict[str, Any]) -> list[LeadFieldValue]:
    return [LeadFieldValue(field=LeadField(name), value=value) for name, value in sorted(stored.items())]


@strawberry.type(description="A state that a lead came into.")
class LeadStep:
    """A step."""

    row: strawberry.Private[LeadStepRow]
    status: LeadStatus = column(LeadStepRow.status, "The state.")
    party: LeadParty = column(LeadStepRow.party, "Who brought it there.")
    at: datetime = column(LeadStepRow.created_at, "When.")


def wrap_step(row: Any) -> LeadStep:
    """The GraphQL type of a row."""
    return LeadStep(row=row)


@strawberry.type(description="A person's interest in an offer, with the consent it rests on.")
class Lead(Node):
    """A lead."""

    row: strawberry.Private[LeadRow]
    status: LeadStatus = column(LeadRow.status, "Where it stands.")
    consent_text: str = column(LeadRow.consent_text, "The sentence the person agreed to.")
    consented_at: datetime = column(LeadRow.consented_at, "When they agreed.")
    handed_over: list[LeadFieldValue] = computed(
        [LeadRow.handed_over], _handed_over, "What is handed over; nothing once it was withdrawn."
    )
    withdrawn_at: datetime | None = column(
        LeadRow.withdrawn_at, "When the consent was taken back; null where it was not."
    )
    terms_version: int = column(LeadRow.terms_version, "The number of the offer's terms at that moment, from 1.")
    created_at: datetime = column(LeadRow.created_at, "When it was made.")
    changed_at: datetime = column(LeadRow.changed_at, "When it came to where it stands.")
    steps: list[LeadStep] = relation(
        LeadRow.id, lambda loaders: loaders.steps_by_lead_id, wrap_step, "Its history, oldest first.", is_list=True
    )
    offer: Offer = relation(LeadRow.offer_id, lambda loaders: loaders.offer_by_id, wrap_offer, "The offer.")


def wrap_lead(row: Any) -> Lead:
    """The GraphQL type of a row."""
    return Lead(row=row)
