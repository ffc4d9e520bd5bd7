import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.ask_for_link import AskedByMailInput, MailedPayload, mail_link
from core.actor import Actor
from core.identity.change_password import change_password, check_new_password, check_reset, reset_password
from core.identity.limit_attempts import limit_password
from core.identity.mail_link import read_link_token
from core.identity.models import MailLinkPurpose


@strawberry.input(description="The password there is, and the next.")
class ChangePasswordInput:
    """Input of `changePassword`."""

    current_password: str = strawberry.field(description="The password until now.")
    new_password: str = strawberry.field(description="10 to 256 characters, not easy to guess.")


@strawberry.type(description="The password is changed.")
class ChangePasswordPayload(Payload):
    """Answer of `changePassword`."""

    sessions_ended: int = strawberry.field(default=0, description="How many other sessions were ended by it.")


@strawberry.input(description="A mailed link and the next password.")
class ResetPasswordInput:
    """Input of `resetPassword`."""

    token: str = strawberry.field(description="The token of the link.")
    new_password: str = strawberry.field(description="10 to 256 characters, not easy to guess.")


@strawberry.type(description="The password is changed; nobody is signed in by it.")
class ResetPasswordPayload(Payload):
    """Answer of `resetPassword`."""

    email: str | None = strawberry.field(default=None, description="The address to sign in with.")


def actor_of(context: Context) -> Actor:
    """Who is signed in. Fields that use it declare a permission, so there is one."""
    if context.actor is None:
        raise RuntimeError("a field without a permission asked for the actor")
    return context.actor


async def _change_password(info: strawberry.Info[Context], input: ChangePasswordInput) -> ChangePasswordPayload:  # noqa: A002 the schema's argument name
    context, platform, actor = info.context, info.context.platform, actor_of(info.context)
    await limit_password(platform.limiter, actor.user_id, platform.settings.limits.sign_in_per_minute)
    hashed = await check_new_password(platform.database, actor, input.current_password, input.new_password)
    async with context.system_uow() as uow:
        ended = await change_password(uow, platform.clock, actor, hashed)
    platform.ended_sessions.expect_change()
    return ChangePasswordPayload(sessions_ended=ended)


async def _request_password_reset(info: strawberry.Info[Context], input: AskedByMailInput) -> MailedPayload:  # noqa: A002 the schema's argument name
    return await mail_link(info.context, input, MailLinkPurpose.RESET_PASSWORD)


async def _reset_password(info: strawberry.Info[Context], input: ResetPasswordInput) -> ResetPasswordPayload:  # noqa: A002 the schema's argument name
    platform = info.context.platform
    link_id = await read_link_token(platform.secrets, input.token)
    hashed = await check_reset(platform.database, platform.clock, link_id, input.new_password)
    async with info.context.system_uow() as uow:
        user = await reset_password(uow, platform.clock, link_id, hashed)
    platform.ended_sessions.expect_change()
    return ResetPasswordPayload(email=user.email)


@strawberry.type
class PasswordMutation:
    """Passwords."""

    change_password: ChangePasswordPayload = mutation(
        Permission.CREDENTIALS_MANAGE,
        ChangePasswordPayload,
        "Choose another password. The person's other sessions end, and they are told by mail.",
    )(_change_password)
    request_password_reset: MailedPayload = mutation(
        Permission.PUBLIC,
        MailedPayload,
        "Have a link mailed that lets choose another password. It is valid for half an hour.",
    )(_request_password_reset)
    reset_password: ResetPasswordPayload = mutation(
        Permission.PUBLIC,
        ResetPasswordPayload,
        "Choose another password by the mailed link, which works once. All of the person's sessions end.",
    )(_reset_password)
