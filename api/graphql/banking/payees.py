from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.banking.payee import Payee, wrap_payee
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.declare.rows import Arguments
from api.graphql.identity.presence import actor_of, presence_of
from core.banking.add_payee import AddPayee, add_payee
from core.banking.payee_models import PayeeRow
from core.banking.payees import own_payees
from core.banking.remove_payee import remove_payee


@strawberry.input(description="Which payees to show. What is left out is left open.")
class PayeeFilter:
    """Filter of payees."""

    bank_codes: list[str] | None = strawberry.field(default=None, description="With an account at one of these banks.")


@strawberry.input(description="Whom to pay from now on.")
class AddPayeeInput:
    """Input of `addPayee`."""

    name: str = strawberry.field(description="Who it is, as the bank is to be told; 1 to 100 characters.")
    bank_code: str = strawberry.field(description="The `code` of the bank that keeps the account: one of `banks`.")
    number: str = strawberry.field(
        description="The account's number: 1 to 34 letters and digits. Spaces and hyphens are left out."
    )
    password: str | None = strawberry.field(
        default=None,
        description="The person's password, for who has no second factor and did not sign in within the last five "
        "minutes. Others call `confirmPresence` first.",
    )


@strawberry.input(description="Which payee to forget.")
class RemovePayeeInput:
    """Input of `removePayee`."""

    id: strawberry.ID = strawberry.field(description="The payee.")


@strawberry.type(description="The payee.")
class PayeePayload(Payload):
    """Answer of `addPayee`."""

    payee: Payee | None = strawberry.field(default=None, description="The payee.")


@strawberry.type(description="The payee is gone.")
class RemovePayeePayload(Payload):
    """Answer of `removePayee`."""

    removed_id: strawberry.ID | None = strawberry.field(default=None, description="The id it had.")


async def _add_payee(info: strawberry.Info[Context], input: AddPayeeInput) -> PayeePayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    presence = await presence_of(context, input.password)
    command = AddPayee(input.name, input.number, input.bank_code)
    async with context.uow() as uow:
        here = actor_of(context).session_id
        row = await add_payee(uow, platform.clock, platform.banks, command, session_id=here, presence=presence)
        await uow.session.refresh(row)
    return PayeePayload(payee=wrap_payee(row))


async def _remove_payee(info: strawberry.Info[Context], input: RemovePayeeInput) -> RemovePayeePayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        await remove_payee(uow, decode_id(input.id, "Payee", "id"))
    return RemovePayeePayload(removed_id=input.id)


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[PayeeRow]]:
    wanted: PayeeFilter = arguments.get("filter") or PayeeFilter()
    return narrowed(own_payees(person), (wanted.bank_codes, PayeeRow.bank_code))


PAYEES: Final = Listing(_wanted, by_time(PayeeRow.created_at, PayeeRow.id), wrap_payee)


async def _payees(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[PayeeFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Payee]:
    return await PAYEES.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class PayeeQueries:
    """Reading payees."""

    payees: Connection[Payee] = query(
        Permission.PAYEES_READ, "Whom the person pays, beside themself, newest first.", PAYEES.rows
    )(_payees)


@strawberry.type
class PayeeMutation:
    """Keeping payees."""

    add_payee: PayeePayload = mutation(
        Permission.PAYEES_MANAGE,
        PayeePayload,
        "Save somebody to pay. Needs presence. The same once more changes nothing.",
    )(_add_payee)
    remove_payee: RemovePayeePayload = mutation(
        Permission.PAYEES_MANAGE, RemovePayeePayload, "Forget a payee. Payments that were written down stay."
    )(_remove_payee)
