import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.marketplace.lead import Lead, wrap_lead
from core.marketplace.models import LeadField
from core.marketplace.request_lead import RequestLead, request_lead
from core.marketplace.withdraw_lead import withdraw_lead


@strawberry.input(description="A person's consent to be put in touch.")
class RequestLeadInput:
    """Input of `requestLead`."""

    offer_id: strawberry.ID = strawberry.field(description="The offer.")
    agreed_fields: list[LeadField] = strawberry.field(description="Exactly what the person agrees to hand over.")
    consent_text: str = strawberry.field(description="The sentence they were shown and agreed to.")
    preview_digest: str | None = strawberry.field(
        default=None,
        description="The `digest` of the `leadPreview` they were shown: had a value changed since, nothing is sent.",
    )
    idempotency_key: str | None = strawberry.field(default=None, description="The same key makes it only once.")


@strawberry.input(description="Which consent to take back.")
class WithdrawLeadInput:
    """Input of `withdrawLead`."""

    lead_id: strawberry.ID = strawberry.field(description="The lead.")


@strawberry.type(description="The lead.")
class LeadPayload(Payload):
    """Answer of `requestLead` and `withdrawLead`."""

    lead: Lead | None = strawberry.field(default=None, description="The lead.")


async def _request_lead(info: strawberry.Info[Context], input: RequestLeadInput) -> LeadPayload:  # noqa: A002 the schema's argument name
    command = RequestLead(
        decode_id(input.offer_id, "Offer", "offerId"),
        input.agreed_fields,
        input.consent_text,
        input.preview_digest,
        input.idempotency_key,
    )
    async with info.context.uow() as uow:
        row = await request_lead(uow, info.context.platform.clock, command)
    return LeadPayload(lead=wrap_lead(row))


async def _withdraw_lead(info: strawberry.Info[Context], input: WithdrawLeadInput) -> LeadPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.lead_id, "Lead", "leadId")
    async with info.context.uow() as uow:
        row = await withdraw_lead(uow, info.context.platform.clock, key)
    return LeadPayload(lead=wrap_lead(row))


@strawberry.type
class LeadMutation:
    """Leads."""

    request_lead: LeadPayload = mutation(
        Permission.LEADS_WRITE, LeadPayload, "Record the person's consent, and hand over what they agreed to: once."
    )(_request_lead)
    withdraw_lead: LeadPayload = mutation(
        Permission.LEADS_WRITE,
        LeadPayload,
        "Take a consent back: what was handed over is erased here, and the partner is asked to erase it.",
    )(_withdraw_lead)
