from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.accounts.bounded_text import NAME, bounded
from core.db.uow import UnitOfWork
from core.forecasting.create_planned_item import planned_amount
from core.forecasting.find_planned_item import planned_item_of
from core.forecasting.models import PlannedItemRow, PlannedKind
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class UpdatePlannedItem:
    """What changes; None stays as it is. An amount comes with its currency."""

    item_id: UUID
    kind: PlannedKind | None = None
    label: str | None = None
    due_on: date | None = None
    amount: Decimal | None = None
    currency: str | None = None


async def update_planned_item(uow: UnitOfWork, command: UpdatePlannedItem) -> PlannedItemRow:
    """Change a planned item.

    Raises NotFoundError, MoneyError, CurrencyMismatchError, InvalidPlanError, InvalidTextError.
    """
    row = await planned_item_of(uow.session, uow.person, command.item_id)
    row.kind = command.kind or row.kind
    row.due_on = command.due_on or row.due_on
    if command.label is not None:
        row.label = bounded(command.label, NAME, "label")
    if command.amount is not None:
        row.amount_minor = planned_amount(command.amount, command.currency or row.currency, row.currency)
    uow.record(KeyAction(uow.person, "planned_item.updated", "planned_item", row.id, uow.person))
    await uow.session.flush()
    return row
