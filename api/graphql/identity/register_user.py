import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.ask_for_link import AskedByMailInput, MailedPayload, mail_link
from api.graphql.identity.user import User
from core.identity.limit_attempts import limit_registration
from core.identity.mail_link import read_link_token
from core.identity.models import MailLinkPurpose
from core.identity.register_user import RegisterUser, check_registration, register_user
from core.identity.verify_email import verify_email


@strawberry.input(description="A new person.")
class RegisterUserInput:
    """Input of `registerUser`."""

    email: str = strawberry.field(description="Mail address: a link to confirm it is sent there.")
    password: str = strawberry.field(description="10 to 256 characters, not easy to guess.")
    display_name: str = strawberry.field(description="What to call the person.")
    locale: str = strawberry.field(default="en", description="Language of mails, as `ru` or `en`.")


@strawberry.type(description="Where the link was sent. The same whether or not the address was free.")
class RegisterUserPayload(Payload):
    """Answer of `registerUser`."""

    email: str | None = strawberry.field(default=None, description="The address as we keep it.")


@strawberry.input(description="A mailed link.")
class VerifyEmailInput:
    """Input of `verifyEmail`."""

    token: str = strawberry.field(description="The token of the link.")


@strawberry.type(description="The person whose address is confirmed.")
class VerifyEmailPayload(Payload):
    """Answer of `verifyEmail`."""

    user: User | None = strawberry.field(default=None, description="The person.")


async def _register_user(info: strawberry.Info[Context], input: RegisterUserInput) -> RegisterUserPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    await limit_registration(platform.limiter, context.device.address, platform.settings.limits.register_per_hour)
    registration = await check_registration(RegisterUser(input.email, input.password, input.display_name, input.locale))
    async with context.system_uow() as uow:
        email = await register_user(uow, platform.clock, registration)
    return RegisterUserPayload(email=email)


async def _verify_email(info: strawberry.Info[Context], input: VerifyEmailInput) -> VerifyEmailPayload:  # noqa: A002 the schema's argument name
    link_id = await read_link_token(info.context.platform.secrets, input.token)
    async with info.context.system_uow() as uow:
        row = await verify_email(uow, info.context.platform.clock, link_id)
    return VerifyEmailPayload(user=User(row=row))


async def _resend_verification(info: strawberry.Info[Context], input: AskedByMailInput) -> MailedPayload:  # noqa: A002 the schema's argument name
    return await mail_link(info.context, input, MailLinkPurpose.VERIFY_EMAIL)


@strawberry.type
class RegisterUserMutation:
    """Registration."""

    register_user: RegisterUserPayload = mutation(
        Permission.PUBLIC, RegisterUserPayload, "Register; a link to confirm the address is mailed."
    )(_register_user)
    resend_verification: MailedPayload = mutation(
        Permission.PUBLIC, MailedPayload, "Have the link that confirms an address mailed once more."
    )(_resend_verification)
    verify_email: VerifyEmailPayload = mutation(
        Permission.PUBLIC, VerifyEmailPayload, "Confirm a mail address by the mailed link."
    )(_verify_email)
