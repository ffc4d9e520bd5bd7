"""Which partner asks, for the fields that are a partner's."""

import strawberry

from api.graphql.context import Context
from api.graphql.declare.permission import UnauthenticatedError
from core.key_action import Origin
from core.marketplace.find_partner import partner_of
from core.marketplace.models import PartnerRow


async def calling_partner(info: strawberry.Info[Context]) -> PartnerRow:
    """The partner that the caller speaks for. Raises NotAPartnerError, also under a grant."""
    context = info.context
    if context.actor is None:
        raise UnauthenticatedError("Sign in first.")
    async with context.platform.database.read(None) as read:
        return await partner_of(read.session, context.actor)


def partner_origin(info: strawberry.Info[Context]) -> Origin:
    """What the history of a lead's person tells of a partner's request: nothing of its network or devices."""
    actor = info.context.actor
    return Origin(app_id=actor.app.client_id if actor is not None and actor.app is not None else None)
