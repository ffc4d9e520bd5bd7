"""Asking for a mail: the answer never tells whether somebody has the address."""

import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from core.identity.limit_attempts import Attempt, limit_mail
from core.identity.models import MailLinkPurpose
from core.identity.register_user import ask_for_link, normalise_email


@strawberry.input(description="Whom to mail.")
class AskedByMailInput:
    """Input of what is asked for by mail."""

    email: str = strawberry.field(description="Mail address.")


@strawberry.type(description="Where a mail goes if somebody has the address. The same whether or not anybody does.")
class MailedPayload(Payload):
    """Answer of what is asked for by mail."""

    email: str | None = strawberry.field(default=None, description="The address as we keep it.")


async def mail_link(context: Context, asked: AskedByMailInput, purpose: MailLinkPurpose) -> MailedPayload:
    """Have a link mailed, within limits."""
    email = normalise_email(asked.email)
    await limit_mail(context.platform.limiter, Attempt(email, context.device.address))
    async with context.system_uow() as uow:
        return MailedPayload(email=await ask_for_link(uow, email, purpose))
