"""What support and admins do about people's accounts. Each act is in the history of the person it is about."""

from datetime import datetime
from typing import Annotated

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id, encode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.identity.grants.grant import Grant
from api.graphql.identity.grants.share_books import GrantPayload
from api.graphql.identity.presence import presence_of
from api.graphql.identity.user import User
from core.identity.factors.reset_factors import reset_factors
from core.identity.grants.list_grants import SeenGrant
from core.identity.grants.open_inspection import open_inspection
from core.identity.look_up_account import look_up_account
from core.identity.models import Role, UserStatus
from core.identity.repository import user_by_id
from core.identity.set_role import set_role


@strawberry.type(description="Where somebody's account stands: nothing of what is in it.")
class AccountState:
    """For support."""

    user_id: strawberry.ID = strawberry.field(description="The person's id.")
    status: UserStatus = strawberry.field(description="Whether they can sign in.")
    role: Role = strawberry.field(description="Their role.")
    has_second_factor: bool = strawberry.field(description="Whether a second factor is set up.")
    open_sessions: int = strawberry.field(description="On how many devices they are signed in.")
    last_used_at: datetime | None = strawberry.field(description="When they were last here; null for never.")
    created_at: datetime = strawberry.field(description="When they registered.")
    verified_at: datetime | None = strawberry.field(description="When they confirmed their address; null before.")


@strawberry.input(description="A person and their new role.")
class SetUserRoleInput:
    """Input of `setUserRole`."""

    user_id: strawberry.ID = strawberry.field(description="The person.")
    role: Role = strawberry.field(description="The role.")


@strawberry.input(description="Somebody who lost their second factors.")
class ResetSecondFactorsInput:
    """Input of `resetSecondFactors`."""

    user_id: strawberry.ID = strawberry.field(description="The person.")
    reason: str = strawberry.field(description="Why, up to 500 characters: the person reads it.")


@strawberry.type(description="The person.")
class PersonPayload(Payload):
    """Answer of `setUserRole` and `resetSecondFactors`."""

    user: User | None = strawberry.field(default=None, description="The person.")


@strawberry.input(description="Whose books to look into, and why.")
class OpenInspectionInput:
    """Input of `openInspection`."""

    user_id: strawberry.ID = strawberry.field(description="The person.")
    reason: str = strawberry.field(description="Why, 10 to 500 characters: the person reads it.")


async def _account_state(
    info: strawberry.Info[Context],
    email: Annotated[str, strawberry.argument(description="The account's mail address.")],
) -> AccountState | None:
    async with info.context.system_uow() as uow:
        found = await look_up_account(uow, info.context.person, email)
    if found is None:
        return None
    return AccountState(
        user_id=strawberry.ID(encode_id("User", found.user.id)),
        status=found.user.status,
        role=found.user.role,
        has_second_factor=found.user.has_factor,
        open_sessions=found.open_sessions,
        last_used_at=found.last_used_at,
        created_at=found.user.created_at,
        verified_at=found.user.verified_at,
    )


async def _set_user_role(info: strawberry.Info[Context], input: SetUserRoleInput) -> PersonPayload:  # noqa: A002 the schema's argument name
    context = info.context
    await presence_of(context)
    key = decode_id(input.user_id, "User", "userId")
    async with context.system_uow() as uow:
        row = await set_role(uow, context.platform.clock, key, input.role, actor_id=context.person)
    context.platform.ended_sessions.expect_change()
    return PersonPayload(user=User(row=row))


async def _reset_second_factors(info: strawberry.Info[Context], input: ResetSecondFactorsInput) -> PersonPayload:  # noqa: A002 the schema's argument name
    context = info.context
    await presence_of(context)
    key = decode_id(input.user_id, "User", "userId")
    async with context.system_uow() as uow:
        clock, reason = context.platform.clock, input.reason[:500]
        row = await reset_factors(uow, clock, key, actor_id=context.person, reason=reason)
    context.platform.ended_sessions.expect_change()
    return PersonPayload(user=User(row=row))


async def _open_inspection(info: strawberry.Info[Context], input: OpenInspectionInput) -> GrantPayload:  # noqa: A002 the schema's argument name
    context = info.context
    await presence_of(context)
    key = decode_id(input.user_id, "User", "userId")
    async with context.system_uow() as uow:
        row = await open_inspection(uow, context.platform.clock, context.person, key, input.reason)
        owner = await user_by_id(uow.session, key)
    return GrantPayload(grant=Grant.of(SeenGrant(row, owner.email)))


@strawberry.type
class PeopleQueries:
    """Looking accounts up."""

    account_state: AccountState | None = query(
        Permission.PEOPLE_READ_STATE, "Where somebody's account stands; null for no account. They see that it was read."
    )(_account_state)


@strawberry.type
class PeopleMutation:
    """Acts of admins."""

    set_user_role: PersonPayload = mutation(
        Permission.PEOPLE_SET_ROLE,
        PersonPayload,
        "Give a person another role; their sessions end. Needs presence.",
    )(_set_user_role)
    reset_second_factors: PersonPayload = mutation(
        Permission.PEOPLE_RESET_FACTORS,
        PersonPayload,
        "Forget the second factors of somebody who lost them; their sessions end. They see it. Needs presence.",
    )(_reset_second_factors)
    open_inspection: GrantPayload = mutation(
        Permission.PEOPLE_INSPECT,
        GrantPayload,
        "Read somebody's books for half an hour, for a reason. They see it, and each read, in their history. Needs "
        "presence.",
    )(_open_inspection)
