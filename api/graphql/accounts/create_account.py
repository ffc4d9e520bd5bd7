from decimal import Decimal

import strawberry

from api.graphql.accounts.account import Account
from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.scalars import Currency
from core.accounts.create_account import CreateAccount, create_account
from core.accounts.models import AccountKind


@strawberry.input(description="An account to keep by hand.")
class CreateAccountInput:
    """Input of `createAccount`."""

    name: str = strawberry.field(description="1 to 100 characters.")
    kind: AccountKind = strawberry.field(default=AccountKind.CHECKING, description="What sort of account it is.")
    currency: Currency = strawberry.field(description="The currency it is kept in.")
    institution: str | None = strawberry.field(default=None, description="The bank.")
    number: str | None = strawberry.field(default=None, description="Its number: statement files find it by this.")
    opening_balance: Decimal = strawberry.field(
        default=Decimal(0), description="What is on it now, in major units of its currency."
    )
    idempotency_key: str | None = strawberry.field(default=None, description="The same key makes it only once.")


@strawberry.type(description="The new account.")
class CreateAccountPayload(Payload):
    """Answer of `createAccount`."""

    account: Account | None = strawberry.field(default=None, description="The account.")


async def _create_account(info: strawberry.Info[Context], input: CreateAccountInput) -> CreateAccountPayload:  # noqa: A002 the schema's argument name
    command = CreateAccount(
        input.name, input.kind, input.currency, input.institution, input.number, input.opening_balance
    )
    async with info.context.uow() as uow:
        row = await create_account(uow, info.context.platform.clock, command, input.idempotency_key)
    return CreateAccountPayload(account=Account(row=row))


@strawberry.type
class CreateAccountMutation:
    """Adding an account."""

    create_account: CreateAccountPayload = mutation(
        Permission.ACCOUNTS_WRITE, CreateAccountPayload, "Add an account that is kept by hand."
    )(_create_account)
