from typing import Annotated

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.marketplace.offer import Offer, wrap_offer
from core.clock import today
from core.marketplace.find_offer import open_offer
from core.marketplace.lead_values import lead_values
from core.marketplace.models import LeadField


@strawberry.type(description="A value that a lead would hand over.")
class PreviewedValue:
    """A value of now."""

    field: LeadField = strawberry.field(description="What it is.")
    value: str | None = strawberry.field(
        description="The value, to the letter; null where it is not known, and then nothing can be handed over."
    )


@strawberry.type(description="What a lead would hand over now, to be shown before the person agrees.")
class LeadPreview:
    """A lead that is not made yet."""

    offer: Offer = strawberry.field(description="The offer.")
    values: list[PreviewedValue] = strawberry.field(description="Everything that the partner would be given.")
    digest: str = strawberry.field(
        description="Stands for these values: as `previewDigest` of `requestLead` nothing else is handed over."
    )


async def _lead_preview(
    info: strawberry.Info[Context],
    offer_id: Annotated[strawberry.ID, strawberry.argument(description="The offer.")],
) -> LeadPreview:
    key = decode_id(offer_id, "Offer", "offerId")
    async with info.context.read() as read:
        offer = await open_offer(read.session, key)
    standing = await info.context.loaders.standing_on.load(today(info.context.platform.clock))
    told = lead_values(offer, standing)
    return LeadPreview(
        offer=wrap_offer(offer),
        values=[PreviewedValue(field=field, value=value) for field, value in told.values.items()],
        digest=told.digest,
    )


@strawberry.type
class LeadPreviewQueries:
    """Looking before agreeing."""

    lead_preview: LeadPreview = query(
        Permission.LEADS_READ, "Exactly what a lead for an offer would hand over, before it is made."
    )(_lead_preview)
