import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.ask_for_link import MailedPayload
from api.graphql.identity.check_password import check_password
from core.identity.change_email import ask_to_change_email, confirm_email_change, undo_email_change
from core.identity.limit_attempts import Attempt, limit_mail
from core.identity.mail_link import read_link_token


@strawberry.input(description="Another address.")
class RequestEmailChangeInput:
    """Input of `requestEmailChange`."""

    email: str = strawberry.field(description="The new mail address: a link to confirm it is sent there.")
    password: str = strawberry.field(description="The person's password.")


@strawberry.input(description="A link that was mailed about a change of address.")
class EmailLinkInput:
    """Input of `confirmEmailChange` and `undoEmailChange`."""

    token: str = strawberry.field(description="The token of the link.")


@strawberry.type(description="The address is changed.")
class EmailChangedPayload(Payload):
    """Answer of `confirmEmailChange` and `undoEmailChange`."""

    email: str | None = strawberry.field(default=None, description="The address from now on.")


async def _request_email_change(info: strawberry.Info[Context], input: RequestEmailChangeInput) -> MailedPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    await limit_mail(platform.limiter, Attempt(input.email, context.device.address))
    await check_password(context, input.password)
    async with context.system_uow() as uow:
        email = await ask_to_change_email(uow, platform.clock, context.person, input.email)
    return MailedPayload(email=email)


async def _confirm_email_change(info: strawberry.Info[Context], input: EmailLinkInput) -> EmailChangedPayload:  # noqa: A002 the schema's argument name
    link_id = await read_link_token(info.context.platform.secrets, input.token)
    async with info.context.system_uow() as uow:
        user = await confirm_email_change(uow, info.context.platform.clock, link_id)
    return EmailChangedPayload(email=user.email)


async def _undo_email_change(info: strawberry.Info[Context], input: EmailLinkInput) -> EmailChangedPayload:  # noqa: A002 the schema's argument name
    platform = info.context.platform
    link_id = await read_link_token(platform.secrets, input.token)
    async with info.context.system_uow() as uow:
        user = await undo_email_change(uow, platform.clock, link_id)
    platform.ended_sessions.expect_change()
    return EmailChangedPayload(email=user.email)


@strawberry.type
class EmailMutation:
    """Mail addresses."""

    request_email_change: MailedPayload = mutation(
        Permission.CREDENTIALS_MANAGE,
        MailedPayload,
        "Have a link mailed to another address, which makes it the person's.",
    )(_request_email_change)
    confirm_email_change: EmailChangedPayload = mutation(
        Permission.PUBLIC,
        EmailChangedPayload,
        "Move to the address that the link was mailed to. The old one is told, with a link that undoes it for a week.",
    )(_confirm_email_change)
    undo_email_change: EmailChangedPayload = mutation(
        Permission.PUBLIC,
        EmailChangedPayload,
        "Move back to the address before. All sessions end, and a link to choose another password is mailed there.",
    )(_undo_email_change)
