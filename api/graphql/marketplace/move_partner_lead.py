import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.marketplace.lead import Lead, wrap_lead
from api.graphql.marketplace.partner_caller import calling_partner, partner_origin
from api.graphql.marketplace.partner_leads import lend
from core.db.partner_scope import read_as_partner
from core.marketplace.models import LeadRow, LeadStatus
from core.marketplace.move_lead import MoveLead, move_lead
from core.marketplace.partner_leads import leads_of_partner


@strawberry.input(description="Where a lead stands now.")
class MovePartnerLeadInput:
    """Input of `movePartnerLead`."""

    lead_id: strawberry.ID = strawberry.field(description="The lead.")
    to: LeadStatus = strawberry.field(
        description="SENT may become ACCEPTED, that CONTACTED, that WON; each of them LOST. Where it stands so "
        "already, nothing happens."
    )


@strawberry.type(description="The lead.")
class PartnerLeadPayload(Payload):
    """Answer of `movePartnerLead`."""

    lead: Lead | None = strawberry.field(default=None, description="The lead.")


async def _move(info: strawberry.Info[Context], input: MovePartnerLeadInput) -> PartnerLeadPayload:  # noqa: A002 the schema's argument name
    partner, platform = await calling_partner(info), info.context.platform
    command = MoveLead(decode_id(input.lead_id, "Lead", "leadId"), input.to)
    await move_lead(platform.database, platform.clock, partner.id, command, partner_origin(info))
    async with read_as_partner(platform.database, partner.id) as read:
        wanted = leads_of_partner(partner.id).where(LeadRow.id == command.lead_id)
        lead = (await read.session.execute(wanted)).scalar_one()
        await lend(read.session, info.context.loaders, [lead])
    return PartnerLeadPayload(lead=wrap_lead(lead))


@strawberry.type
class PartnerLeadMutation:
    """Leads of a partner."""

    move_partner_lead: PartnerLeadPayload = mutation(
        Permission.PARTNER_LEADS, PartnerLeadPayload, "Say where a lead stands; the person sees it."
    )(_move)
