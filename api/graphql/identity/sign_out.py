import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.identity.sign_out import end_session, sign_out, sign_out_everywhere


@strawberry.type(description="The session is over.")
class SignOutPayload(Payload):
    """Answer of `signOut` and `endSession`."""


@strawberry.input(description="Which session to end.")
class EndSessionInput:
    """Input of `endSession`."""

    session_id: strawberry.ID = strawberry.field(description="One of the person's `sessions`.")


@strawberry.input(description="Which sessions to end.")
class SignOutEverywhereInput:
    """Input of `signOutEverywhere`."""

    keep_this: bool = strawberry.field(default=False, description="Whether the session on this device goes on.")


@strawberry.type(description="The sessions are over.")
class SignOutEverywherePayload(Payload):
    """Answer of `signOutEverywhere`."""

    ended: int = strawberry.field(default=0, description="How many sessions were open and are not any more.")


async def _sign_out(info: strawberry.Info[Context]) -> SignOutPayload:
    context = info.context
    if context.actor is not None:
        async with context.uow() as uow:
            await sign_out(uow, context.platform.clock, context.actor.session_id)
        context.platform.ended_sessions.expect_change()
    return SignOutPayload()


async def _end_session(info: strawberry.Info[Context], input: EndSessionInput) -> SignOutPayload:  # noqa: A002 the schema's argument name
    context = info.context
    session_id = decode_id(input.session_id, "Session", "sessionId")
    async with context.uow() as uow:
        await end_session(uow, context.platform.clock, session_id)
    context.platform.ended_sessions.expect_change()
    return SignOutPayload()


async def _sign_out_everywhere(
    info: strawberry.Info[Context],
    input: SignOutEverywhereInput,  # noqa: A002 the schema's argument name
) -> SignOutEverywherePayload:
    context = info.context
    keep = context.actor.session_id if context.actor is not None and input.keep_this else None
    async with context.uow() as uow:
        ended = await sign_out_everywhere(uow, context.platform.clock, keep)
    context.platform.ended_sessions.expect_change()
    return SignOutEverywherePayload(ended=ended)


@strawberry.type
class SignOutMutation:
    """Ending sessions."""

    sign_out: SignOutPayload = mutation(Permission.SESSION_MANAGE, SignOutPayload, "End the session on this device.")(
        _sign_out
    )
    end_session: SignOutPayload = mutation(
        Permission.SESSION_MANAGE, SignOutPayload, "End one of the person's sessions, on whatever device."
    )(_end_session)
    sign_out_everywhere: SignOutEverywherePayload = mutation(
        Permission.SESSION_MANAGE, SignOutEverywherePayload, "End all of the person's sessions, or all but this one."
    )(_sign_out_everywhere)
