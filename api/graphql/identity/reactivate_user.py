import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.ask_for_link import AskedByMailInput, MailedPayload, mail_link
from api.graphql.identity.user import User
from core.identity.mail_link import read_link_token
from core.identity.models import MailLinkPurpose
from core.identity.reactivate_user import reactivate_by_link, reactivate_user


@strawberry.input(description="A mailed link.")
class ReactivateUserInput:
    """Input of `reactivateUser`."""

    token: str = strawberry.field(description="The token of the link.")


@strawberry.input(description="Whom to switch on again, and why.")
class AdminReactivateUserInput:
    """Input of `adminReactivateUser`."""

    user_id: strawberry.ID = strawberry.field(description="The person.")
    reason: str = strawberry.field(description="Goes into the person's history.")


@strawberry.type(description="The person whose account is on again.")
class ReactivateUserPayload(Payload):
    """Answer of `reactivateUser` and `adminReactivateUser`."""

    user: User | None = strawberry.field(default=None, description="The person.")


async def _request_reactivation(info: strawberry.Info[Context], input: AskedByMailInput) -> MailedPayload:  # noqa: A002 the schema's argument name
    return await mail_link(info.context, input, MailLinkPurpose.REACTIVATE)


async def _reactivate_user(info: strawberry.Info[Context], input: ReactivateUserInput) -> ReactivateUserPayload:  # noqa: A002 the schema's argument name
    link_id = await read_link_token(info.context.platform.secrets, input.token)
    async with info.context.system_uow() as uow:
        row = await reactivate_by_link(uow, info.context.platform.clock, link_id)
    return ReactivateUserPayload(user=User(row=row))


async def _admin_reactivate_user(
    info: strawberry.Info[Context],
    input: AdminReactivateUserInput,  # noqa: A002 the schema's argument name
) -> ReactivateUserPayload:
    context = info.context
    user_id = decode_id(input.user_id, "User", "userId")
    async with context.system_uow() as uow:
        row = await reactivate_user(uow, user_id, actor_id=context.person, reason=input.reason[:500])
    return ReactivateUserPayload(user=User(row=row))


@strawberry.type
class ReactivateUserMutation:
    """Switching an account on again."""

    request_reactivation: MailedPayload = mutation(
        Permission.PUBLIC,
        MailedPayload,
        "Have a link mailed that switches an account on again, for who switched it off themself.",
    )(_request_reactivation)
    reactivate_user: ReactivateUserPayload = mutation(
        Permission.PUBLIC,
        ReactivateUserPayload,
        "Switch an account on again by the mailed link. Nobody is signed in by it.",
    )(_reactivate_user)
    admin_reactivate_user: ReactivateUserPayload = mutation(
        Permission.PEOPLE_REACTIVATE,
        ReactivateUserPayload,
        "Switch somebody's account on again. They see it in their history.",
    )(_admin_reactivate_user)
