import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.limit_attempts import limit_registration
from api.graphql.identity.user import User
from core.identity.mail_link import read_link_token
from core.identity.register_user import RegisterUser, register_user
from core.identity.verify_email import verify_email


@strawberry.input(description="A new person.")
class RegisterUserInput:
    """Input of `registerUser`."""

    email: str = strawberry.field(description="Mail address: a link to confirm it is sent there.")
    password: str = strawberry.field(description="10 to 256 characters.")
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
    await limit_registration(info.context)
    command = RegisterUser(input.email, input.password, input.display_name, input.locale)
    async with info.context.system_uow() as uow:
        email = await register_user(uow, info.context.platform.clock, command)
    return RegisterUserPayload(email=email)


async def _verify_email(info: strawberry.Info[Context], input: VerifyEmailInput) -> VerifyEmailPayload:  # noqa: A002 the schema's argument name
    link_id = await read_link_token(info.context.platform.secrets, input.token)
    async with info.context.system_uow() as uow:
        row = await verify_email(uow, info.context.platform.clock, link_id)
    return VerifyEmailPayload(user=User(row=row))


@strawberry.type
class RegisterUserMutation:
    """Registration."""

    register_user: RegisterUserPayload = mutation(
        Permission.PUBLIC, RegisterUserPayload, "Register; a link to confirm the address is mailed."
    )(_register_user)
    verify_email: VerifyEmailPayload = mutation(
        Permission.PUBLIC, VerifyEmailPayload, "Confirm a mail address by the mailed link."
    )(_verify_email)
