import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.check_password import check_password
from api.graphql.identity.user import User
from core.identity.deactivate_user import deactivate_user


@strawberry.input(description="Proof that it is the person who asks.")
class DeactivateUserInput:
    """Input of `deactivateUser`."""

    password: str = strawberry.field(description="The person's password.")


@strawberry.input(description="Whom to deactivate, and why.")
class AdminDeactivateUserInput:
    """Input of `adminDeactivateUser`."""

    user_id: strawberry.ID = strawberry.field(description="The person.")
    reason: str = strawberry.field(description="Goes into the person's history.")


@strawberry.type(description="The deactivated person.")
class DeactivateUserPayload(Payload):
    """Answer of `deactivateUser` and `adminDeactivateUser`."""

    user: User | None = strawberry.field(default=None, description="The person.")


async def _deactivate_user(info: strawberry.Info[Context], input: DeactivateUserInput) -> DeactivateUserPayload:  # noqa: A002 the schema's argument name
    context = info.context
    await check_password(context, input.password)
    async with context.system_uow() as uow:
        clock = context.platform.clock
        row = await deactivate_user(uow, clock, context.person, actor_id=context.person, reason="by the person")
    context.platform.ended_sessions.expect_change()
    return DeactivateUserPayload(user=User(row=row))


async def _admin_deactivate_user(
    info: strawberry.Info[Context],
    input: AdminDeactivateUserInput,  # noqa: A002 the schema's argument name
) -> DeactivateUserPayload:
    context = info.context
    user_id = decode_id(input.user_id, "User", "userId")
    async with context.system_uow() as uow:
        clock = context.platform.clock
        row = await deactivate_user(uow, clock, user_id, actor_id=context.person, reason=input.reason[:500])
    context.platform.ended_sessions.expect_change()
    return DeactivateUserPayload(user=User(row=row))


@strawberry.type
class DeactivateUserMutation:
    """Switching an account off."""

    deactivate_user: DeactivateUserPayload = mutation(
        Permission.PROFILE_MANAGE,
        DeactivateUserPayload,
        "Switch one's own account off and end all sessions. Data stays.",
    )(_deactivate_user)
    admin_deactivate_user: DeactivateUserPayload = mutation(
        Permission.PEOPLE_DEACTIVATE,
        DeactivateUserPayload,
        "Switch somebody's account off. They see it in their history.",
    )(_admin_deactivate_user)
