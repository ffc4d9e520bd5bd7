from dataclasses import asdict, dataclass
from decimal import Decimal

from sqlalchemy.exc import IntegrityError

from core.accounts.bounded_text import NAME, bounded, bounded_or_none
from core.accounts.errors import AccountExistsError
from core.accounts.models import AccountKind, AccountRow
from core.accounts.repository import account_of
from core.clock import Clock, today
from core.db.idempotency import claim_key
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.money import Currency, Money


@dataclass(frozen=True, slots=True)
class CreateAccount:
    """An account kept by hand. `opening_balance` is in major units of the currency."""

    name: str
    kind: AccountKind
    currency: str
    institution: str | None = None
    number: str | None = None
    opening_balance: Decimal = Decimal(0)


async def create_account(
    uow: UnitOfWork, clock: Clock, command: CreateAccount, idempotency_key: str | None = None
) -> AccountRow:
    """Add an account. Raises InvalidTextError, MoneyError, AccountExistsError, IdempotencyConflictError."""
    currency = Currency.parse(command.currency)
    opening = Money.from_decimal(command.opening_balance, currency).minor
    account = AccountRow(
        id=new_id(),
        user_id=uow.person,
        name=bounded(command.name, NAME, "name"),
        kind=command.kind,
        currency=currency.code,
        institution=bounded_or_none(command.institution, NAME, "institution"),
        number=bounded_or_none(command.number, NAME, "number"),
        balance_minor=opening,
        stated_minor=opening,
        balance_on=today(clock),
    )
    if idempotency_key is not None:
        earlier = await claim_key(
            uow.session,
            user_id=uow.person,
            operation="createAccount",
            key=idempotency_key,
            command=asdict(command),
            new_result_id=account.id,
        )
        if earlier is not None:
            return await account_of(uow.session, uow.person, earlier)
    try:
        async with uow.session.begin_nested():
            uow.session.add(account)
            await uow.session.flush()
    except IntegrityError:
        raise AccountExistsError("You have an account with this number and currency.", field="number") from None
    uow.record(KeyAction(uow.person, "account.created", "account", account.id, uow.person, {"name": account.name}))
    return account
