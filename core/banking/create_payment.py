"""Writing a payment down. Nothing is asked of a bank before the person confirms it."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.accounts.bounded_text import bounded
from core.accounts.models import AccountKind, AccountRow
from core.accounts.repository import account_of
from core.banking.errors import NotConnectedError, PaymentRefusedError
from core.banking.holding_models import ProductAgreementRow
from core.banking.models import BankAccountLinkRow, BankConnectionRow, ConnectionStatus
from core.banking.payees import payee_of
from core.banking.payment_models import BankPaymentRow, PaymentKind
from core.banking.payments import payment_of
from core.db.idempotency import claim_key
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.ids import new_id
from core.key_action import KeyAction
from core.money import Currency, Money
from core.ports.bank_feed import ProductKind

MOST_REFERENCE: Final = 120
MOST_KEY: Final = 200
CODE_DIGITS: Final = 12
_AGREEMENTS: Final = {
    PaymentKind.MDP: frozenset({ProductKind.LOAN, ProductKind.CREDIT_CARD}),
    PaymentKind.ADP: frozenset({ProductKind.LOAN, ProductKind.CREDIT_CARD}),
    PaymentKind.SDP: frozenset({ProductKind.DEPOSIT}),
    PaymentKind.TRANSFER: frozenset[ProductKind](),
}
_ACCOUNTS: Final = {
    PaymentKind.MDP: frozenset({AccountKind.LOAN}),
    PaymentKind.ADP: frozenset({AccountKind.LOAN}),
    PaymentKind.SDP: frozenset({AccountKind.SAVINGS, AccountKind.DEPOSIT}),
    PaymentKind.TRANSFER: frozenset(AccountKind),
}


@dataclass(frozen=True, slots=True)
class CreatePayment:
    """A payment from an account of the person's; `amount` is positive.

    It goes to another account of theirs, to an agreement's, or to a payee: to nobody whom they did not save before.
    """

    kind: PaymentKind
    from_account_id: UUID
    amount: Decimal
    currency: str
    reference: str
    to_account_id: UUID | None = None
    agreement_id: UUID | None = None
    payee_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Creditor:
    number: str
    bank_code: str
    name: str


async def create_payment(uow: UnitOfWork, command: CreatePayment, key: str) -> BankPaymentRow:
    """Write a payment down, once a key.

    Raises NotFoundError, MoneyError, InvalidTextError, NotConnectedError, PaymentRefusedError,
    IdempotencyConflictError.
    """
    payment_id = new_id()
    earlier = await claim_key(
        uow.session,
        user_id=uow.person,
        operation="createPayment",
        key=bounded(key, MOST_KEY, "idempotencyKey"),
        command=_of_the_key(command),
        new_result_id=payment_id,
    )
    if earlier is not None:
        return await payment_of(uow.session, uow.person, earlier)
    amount = Money.from_decimal(command.amount, Currency.parse(command.currency))
    if amount.minor <= 0:
        raise PaymentRefusedError("A payment is of more than nothing.", field="amount")
    debtor = await account_of(uow.session, uow.person, command.from_account_id)
    connection = await _connection_of(uow, debtor, "fromAccountId")
    creditor = await _creditor(uow, command)
    _check(debtor, creditor, amount, "payeeId" if command.payee_id is not None else "toAccountId")
    text = bounded(command.reference, MOST_REFERENCE, "reference")
    row = BankPaymentRow(
        id=payment_id,
        user_id=uow.person,
        connection_id=connection.id,
        kind=command.kind,
        key=key,
        debtor_account_id=debtor.id,
        debtor_number=debtor.number,
        creditor_number=creditor.number,
        creditor_bank=creditor.bank_code if creditor.bank_code != connection.bank_code else None,
        creditor_name=creditor.name,
        amount_minor=amount.minor,
        currency=amount.currency.code,
        # The last digits of a UUIDv7 are random: with them a movement is this payment's and no other's.
        reference=f"{text} SV{payment_id.hex[-CODE_DIGITS:].upper()}",
    )
    uow.session.add(row)
    details = {"kind": command.kind.value, "amount": str(amount.amount), "currency": amount.currency.code}
    uow.record(KeyAction(uow.person, "payment.created", "bank_payment", row.id, uow.person, details))
    await uow.session.flush()
    return row


def _of_the_key(command: CreatePayment) -> dict[str, object]:
    """What a key stands for: as it was before there were payees, where there is none."""
    told = asdict(command)
    return told if command.payee_id is not None else {key: told[key] for key in told if key != "payee_id"}


def _check(debtor: AccountRow, creditor: _Creditor, amount: Money, field: str) -> None:
    if amount.currency.code != debtor.currency:
        raise PaymentRefusedError(f"This account is kept in {debtor.currency}.", field="amount")
    if debtor.kind is AccountKind.LOAN:
        raise PaymentRefusedError("Nothing can be paid from a loan.", field="fromAccountId")
    if creditor.number == debtor.number:
        raise PaymentRefusedError("Both accounts are the same.", field=field)


async def _creditor(uow: UnitOfWork, command: CreatePayment) -> _Creditor:
    ends = (command.to_account_id, command.agreement_id, command.payee_id)
    if sum(end is not None for end in ends) != 1:
        raise PaymentRefusedError("Name the account, the agreement or the payee: one of them.", field="toAccountId")
    if command.payee_id is not None:
        return await _payee(uow, command, command.payee_id)
    if command.to_account_id is not None:
        return await _creditor_account(uow, command, command.to_account_id)
    found = await uow.session.execute(
        select(ProductAgreementRow, BankConnectionRow)
        .join(BankConnectionRow, BankConnectionRow.id == ProductAgreementRow.connection_id)
        .where(ProductAgreementRow.user_id == uow.person, ProductAgreementRow.id == command.agreement_id)
    )
    pair = found.one_or_none()
    if pair is None:
        raise NotFoundError("There is no such agreement.", field="agreementId")
    agreement, connection = pair
    if agreement.kind not in _AGREEMENTS[command.kind]:
        raise PaymentRefusedError(f"A {agreement.kind.value} is not paid by {command.kind.value}.", field="agreementId")
    if agreement.account_number is None:
        raise PaymentRefusedError("The bank tells no account of this agreement.", field="agreementId")
    return _Creditor(agreement.account_number, connection.bank_code, agreement.name)


async def _payee(uow: UnitOfWork, command: CreatePayment, payee_id: UUID) -> _Creditor:
    payee = await payee_of(uow.session, uow.person, payee_id)
    if command.kind is not PaymentKind.TRANSFER:
        raise PaymentRefusedError(f"A payee is not paid by {command.kind.value}.", field="payeeId")
    return _Creditor(payee.number, payee.bank_code, payee.name)


async def _creditor_account(uow: UnitOfWork, command: CreatePayment, account_id: UUID) -> _Creditor:
    account = await account_of(uow.session, uow.person, account_id)
    if account.kind not in _ACCOUNTS[command.kind]:
        raise PaymentRefusedError(
            f"An account of the kind {account.kind.value} is not paid by {command.kind.value}.", field="toAccountId"
        )
    if account.currency != command.currency:
        raise PaymentRefusedError(f"That account is kept in {account.currency}.", field="toAccountId")
    connection = await _connection_of(uow, account, "toAccountId")
    return _Creditor(account.number or "", connection.bank_code, account.name)


async def _connection_of(uow: UnitOfWork, account: AccountRow, field: str) -> BankConnectionRow:
    """The live connection that feeds an account."""
    found = await uow.session.execute(
        select(BankConnectionRow)
        .join(BankAccountLinkRow, BankAccountLinkRow.connection_id == BankConnectionRow.id)
        .where(
            BankConnectionRow.user_id == uow.person,
            BankConnectionRow.status == ConnectionStatus.ACTIVE,
            BankAccountLinkRow.user_id == uow.person,
            BankAccountLinkRow.account_id == account.id,
        )
        .order_by(BankConnectionRow.id)
        .limit(1)
    )
    connection = found.scalar_one_or_none()
    if connection is None or account.number is None:
        raise NotConnectedError(f"The account {account.name!r} is not connected with its bank.", field=field)
    return connection
