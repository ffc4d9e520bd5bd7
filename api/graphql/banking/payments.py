from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.banking.payment import Payment, wrap_payment
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import decode_id, decode_ids
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.declare.rows import Arguments
from api.graphql.identity.presence import presence_of
from api.graphql.scalars import MoneyInput
from core.banking.confirm_payment import cancel_payment, confirm_payment
from core.banking.create_payment import CreatePayment, create_payment
from core.banking.payment_models import BankPaymentRow, PaymentKind, PaymentState
from core.banking.payments import own_payments


@strawberry.input(description="Which payments to show. What is left out is left open.")
class PaymentFilter:
    """Filter of payments."""

    states: list[PaymentState] | None = strawberry.field(default=None, description="In one of these states.")
    kinds: list[PaymentKind] | None = strawberry.field(default=None, description="For one of these purposes.")
    account_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Leaving one of these accounts."
    )


@strawberry.input(description="A payment from an account of the person's: to another one, an agreement's, or a payee.")
class CreatePaymentInput:
    """Input of `createPayment`."""

    kind: PaymentKind = strawberry.field(description="What it is for.")
    from_account_id: strawberry.ID = strawberry.field(description="The account it leaves; its bank must be connected.")
    to_account_id: strawberry.ID | None = strawberry.field(default=None, description="The account it goes to.")
    agreement_id: strawberry.ID | None = strawberry.field(
        default=None, description="Or the loan, deposit or card contract that it pays."
    )
    payee_id: strawberry.ID | None = strawberry.field(
        default=None, description="Or the payee; with the kind `TRANSFER`. Whom nobody saved by `addPayee` is not paid."
    )
    amount: MoneyInput = strawberry.field(description="Positive, in the account's currency.")
    reference: str = strawberry.field(description="A text for both statements, 1 to 120 characters.")
    idempotency_key: str = strawberry.field(description="The same key makes it only once.")


@strawberry.input(description="Which payment to make.")
class ConfirmPaymentInput:
    """Input of `confirmPayment`."""

    payment_id: strawberry.ID = strawberry.field(description="The payment.")
    password: str | None = strawberry.field(
        default=None,
        description="The person's password, for who has no second factor and did not sign in within the last five "
        "minutes. Others call `confirmPresence` first.",
    )


@strawberry.input(description="Which payment to give up.")
class CancelPaymentInput:
    """Input of `cancelPayment`."""

    payment_id: strawberry.ID = strawberry.field(description="The payment.")


@strawberry.type(description="The payment.")
class PaymentPayload(Payload):
    """Answer of `createPayment`, `confirmPayment` and `cancelPayment`."""

    payment: Payment | None = strawberry.field(default=None, description="The payment.")


async def _create_payment(info: strawberry.Info[Context], input: CreatePaymentInput) -> PaymentPayload:  # noqa: A002 the schema's argument name
    to_account, agreement = input.to_account_id, input.agreement_id
    command = CreatePayment(
        kind=input.kind,
        from_account_id=decode_id(input.from_account_id, "Account", "fromAccountId"),
        amount=input.amount.amount,
        currency=input.amount.currency,
        reference=input.reference,
        to_account_id=decode_id(to_account, "Account", "toAccountId") if to_account else None,
        agreement_id=decode_id(agreement, "ProductAgreement", "agreementId") if agreement else None,
        payee_id=decode_id(input.payee_id, "Payee", "payeeId") if input.payee_id else None,
    )
    async with info.context.uow() as uow:
        row = await create_payment(uow, command, input.idempotency_key)
        await uow.session.refresh(row)
    return PaymentPayload(payment=wrap_payment(row))


async def _confirm_payment(info: strawberry.Info[Context], input: ConfirmPaymentInput) -> PaymentPayload:  # noqa: A002 the schema's argument name
    context = info.context
    key = decode_id(input.payment_id, "Payment", "paymentId")
    presence = await presence_of(context, input.password)
    async with context.uow() as uow:
        row = await confirm_payment(uow, context.platform.clock, key, presence)
    return PaymentPayload(payment=wrap_payment(row))


async def _cancel_payment(info: strawberry.Info[Context], input: CancelPaymentInput) -> PaymentPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.payment_id, "Payment", "paymentId")
    async with info.context.uow() as uow:
        row = await cancel_payment(uow, info.context.platform.clock, key)
    return PaymentPayload(payment=wrap_payment(row))


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[BankPaymentRow]]:
    wanted: PaymentFilter = arguments.get("filter") or PaymentFilter()
    row, accounts = BankPaymentRow, decode_ids(wanted.account_ids, "Account", "accountIds")
    return narrowed(
        own_payments(person), (wanted.states, row.state), (wanted.kinds, row.kind), (accounts, row.debtor_account_id)
    )


PAYMENTS: Final = Listing(_wanted, by_time(BankPaymentRow.created_at, BankPaymentRow.id), wrap_payment)


async def _payments(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[PaymentFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Payment]:
    return await PAYMENTS.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class PaymentQueries:
    """Reading payments."""

    payments: Connection[Payment] = query(
        Permission.PAYMENTS_READ, "The person's payments, newest first.", PAYMENTS.rows
    )(_payments)


@strawberry.type
class PaymentMutation:
    """Paying."""

    create_payment: PaymentPayload = mutation(
        Permission.PAYMENTS_WRITE, PaymentPayload, "Write a payment down. Nothing is sent before it is confirmed."
    )(_create_payment)
    confirm_payment: PaymentPayload = mutation(
        Permission.PAYMENTS_CONFIRM,
        PaymentPayload,
        "Have a payment made. It is sent to the bank once; without an answer, the account's movements tell.",
    )(_confirm_payment)
    cancel_payment: PaymentPayload = mutation(
        Permission.PAYMENTS_WRITE, PaymentPayload, "Give up a payment that was not sent yet."
    )(_cancel_payment)
