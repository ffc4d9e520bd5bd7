"""Letting others into one's books, and being let in."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id, decode_ids
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.identity.grants.grant import Grant
from api.graphql.identity.presence import actor_of, presence_of
from core.accounts.repository import check_accounts
from core.errors import NotFoundError
from core.identity.errors import TooManyAttemptsError
from core.identity.grants.decide_grant import decide_grant, revoke_grant
from core.identity.grants.invite_to_books import InviteToBooks, invite_to_books
from core.identity.grants.kinds import GrantKind
from core.identity.grants.list_grants import SeenGrant, given_grants, received_grants

HOUR = 3600


@strawberry.input(description="Whom to let in, and how far.")
class InviteToBooksInput:
    """Input of `inviteToBooks`."""

    email: str = strawberry.field(description="Their address: an invitation is sent there.")
    kind: GrantKind = strawberry.field(description="ACCOUNTANT or READ_ONLY.")
    account_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Of these accounts; of all, also those to come, if left out."
    )
    period_from: date | None = strawberry.field(default=None, description="From this booking day on.")
    period_to: date | None = strawberry.field(default=None, description="Up to this booking day.")
    expires_at: datetime | None = strawberry.field(default=None, description="Until when they may read.")


@strawberry.input(description="Which invitation, and what becomes of it.")
class DecideGrantInput:
    """Input of `decideGrant`."""

    grant_id: strawberry.ID = strawberry.field(description="The invitation.")
    accepts: bool = strawberry.field(description="Whether it is accepted.")


@strawberry.input(description="Which grant to end.")
class RevokeGrantInput:
    """Input of `revokeGrant`."""

    grant_id: strawberry.ID = strawberry.field(description="The grant, given or received.")


@strawberry.type(description="The grant.")
class GrantPayload(Payload):
    """Answer of what changes grants."""

    grant: Grant | None = strawberry.field(default=None, description="The grant.")


async def _given(info: strawberry.Info[Context]) -> list[Grant]:
    async with info.context.read() as read:
        return [Grant.of(seen) for seen in await given_grants(read, info.context.person)]


async def _received(info: strawberry.Info[Context]) -> list[Grant]:
    return [Grant.of(seen) for seen in await _received_by(info.context)]


async def _received_by(context: Context) -> list[SeenGrant]:
    async with context.platform.database.read_system() as read:
        return list(await received_grants(read, context.platform.clock, actor_of(context).user_id))


async def _invite_to_books(info: strawberry.Info[Context], input: InviteToBooksInput) -> GrantPayload:  # noqa: A002 the schema's argument name
    context = info.context
    await presence_of(context)
    await _limit_invitations(context)
    accounts = decode_ids(input.account_ids, "Account", "accountIds")
    command = InviteToBooks(input.email, input.kind, accounts, input.period_from, input.period_to, input.expires_at)
    async with context.uow() as uow:
        if accounts is not None:
            await check_accounts(uow.session, context.person, accounts)
        row = await invite_to_books(uow, context.platform.clock, command)
    return await _shown(context, row.id)


async def _limit_invitations(context: Context) -> None:
    """Each sends a mail to somebody who did not ask for it."""
    limit = context.platform.settings.limits.invitations_per_hour
    allowance = await context.platform.limiter.hit("invitations", str(context.person), limit, HOUR)
    if not allowance.is_allowed:
        raise TooManyAttemptsError("Too many invitations.", retry_after_seconds=allowance.reset_seconds)


async def _decide_grant(info: strawberry.Info[Context], input: DecideGrantInput) -> GrantPayload:  # noqa: A002 the schema's argument name
    context, key = info.context, decode_id(input.grant_id, "Grant", "grantId")
    async with context.system_uow() as uow:
        await decide_grant(uow, context.platform.clock, actor_of(context).user_id, key, accepts=input.accepts)
    return await _shown(context, key)


async def _revoke_grant(info: strawberry.Info[Context], input: RevokeGrantInput) -> GrantPayload:  # noqa: A002 the schema's argument name
    context, key = info.context, decode_id(input.grant_id, "Grant", "grantId")
    async with context.system_uow() as uow:
        await revoke_grant(uow, context.platform.clock, actor_of(context).user_id, key)
    return await _shown(context, key)


async def _shown(context: Context, key: UUID) -> GrantPayload:
    async with context.read() as read:
        given = await given_grants(read, context.person)
    seen = next((one for one in [*given, *await _received_by(context)] if one.row.id == key), None)
    if seen is None:  # the newest hundred of each side are shown, and this is older
        raise NotFoundError("There is no such grant.", field="grantId")
    return GrantPayload(grant=Grant.of(seen))


@strawberry.type
class GrantQueries:
    """Reading grants."""

    given_grants: list[Grant] = query(
        Permission.GRANTS_READ, "Whom the person let into their books, ended grants too: the newest hundred."
    )(_given)
    received_grants: list[Grant] = query(
        Permission.GRANTS_READ, "Whose books the person was let into, and invitations that wait: the newest hundred."
    )(_received)


@strawberry.type
class GrantMutation:
    """Changing grants."""

    invite_to_books: GrantPayload = mutation(
        Permission.GRANTS_MANAGE,
        GrantPayload,
        "Invite somebody to read a part of the books; an accountant may sort it too. Needs presence.",
    )(_invite_to_books)
    decide_grant: GrantPayload = mutation(
        Permission.GRANTS_MANAGE, GrantPayload, "Accept or decline an invitation to somebody's books."
    )(_decide_grant)
    revoke_grant: GrantPayload = mutation(
        Permission.GRANTS_MANAGE, GrantPayload, "End a grant, from either side. It takes effect at once."
    )(_revoke_grant)
