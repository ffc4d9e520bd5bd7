"""Asking about somebody else's books: a header names the grant that lets the caller."""

from typing import Final

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import ForbiddenError, UnauthenticatedError
from core.identity.grants.use_grant import GrantInUse, use_grant

ON_BEHALF_OF: Final = "x-solvent-on-behalf-of"


async def grant_of(context: Context, header: str | None) -> GrantInUse | None:
    """The grant of a request; None where it names none.

    Raises UnauthenticatedError, ForbiddenError for an app, and NotFoundError for a grant that is not the caller's, or
    not alive.
    """
    if header is None:
        return None
    actor = context.actor
    if actor is None or actor.is_setting_up:
        raise UnauthenticatedError("Sign in first.")
    if actor.app is not None:
        raise ForbiddenError("An app works with the books of who let it in, and of nobody else.")
    return await use_grant(context.platform.database, actor.user_id, decode_id(header, "Grant", ON_BEHALF_OF))
