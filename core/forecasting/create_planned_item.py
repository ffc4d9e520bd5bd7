from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from core.accounts.bounded_text import NAME, bounded
from core.accounts.errors import CurrencyMismatchError
from core.accounts.repository import account_of
from core.db.idempotency import claim_key
from core.db.uow import UnitOfWork
from core.forecasting.errors import InvalidPlanError
from core.forecasting.find_planned_item import planned_item_of
from core.forecasting.models import PlannedItemRow, PlannedKind
from core.ids import new_id
from core.key_action import KeyAction
from core.money import Currency, Money

MOST_PLANNED: Final = 1000


@dataclass(frozen=True, slots=True)
class CreatePlannedItem:
    """What is known to come. `amount` is signed, in major units of the account's currency."""

    account_id: UUID
    kind: PlannedKind
    label: str
    due_on: date
    amount: Decimal
    currency: str


async def create_planned_item(
    uow: UnitOfWork, command: CreatePlannedItem, idempotency_key: str | None = None
) -> PlannedItemRow:
    """Write down what a person knows to come, once a key.

    Raises NotFoundError, MoneyError, CurrencyMismatchError, InvalidPlanError, InvalidTextError,
    IdempotencyConflictError.
    """
    account = await account_of(uow.session, uow.person, command.account_id, for_update=True)
    row = PlannedItemRow(
        id=new_id(),
        user_id=uow.person,
        account_id=account.id,
        kind=command.kind,
        label=bounded(command.label, NAME, "label"),
        due_on=command.due_on,
        amount_minor=planned_amount(command.amount, command.currency, account.currency),
        currency=account.currency,
    )
    if idempotency_key is not None:
        earlier = await claim_key(
            uow.session,
            user_id=uow.person,
            operation="createPlannedItem",
            key=idempotency_key,
            command=asdict(command),
            new_result_id=row.id,
        )
        if earlier is not None:
            return await planned_item_of(uow.session, uow.person, earlier)
    # The account's lock keeps the count true until the commit.
    counted = select(func.count()).where(PlannedItemRow.user_id == uow.person, PlannedItemRow.account_id == account.id)
    if (await uow.session.execute(counted)).scalar_one() >= MOST_PLANNED:
        raise InvalidPlanError(f"An account has {MOST_PLANNED} planned items at most.", field="accountId")
    uow.session.add(row)
    uow.record(KeyAction(uow.person, "planned_item.created", "planned_item", row.id, uow.person))
    await uow.session.flush()
    return row


def planned_amount(amount: Decimal, currency: str, of_account: str) -> int:
    """Minor units. Raises MoneyError, CurrencyMismatchError, InvalidPlanError."""
    parsed = Currency.parse(currency)
    if parsed.code != of_account:
        raise CurrencyMismatchError(f"This account is kept in {of_account}.", field="amount")
    minor = Money.from_decimal(amount, parsed).minor
    if minor == 0:
        raise InvalidPlanError("A planned item of nothing moves nothing.", field="amount")
    return minor
