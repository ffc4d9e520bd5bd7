"""When a person is reminded by mail of their tax deadlines: as is usual, until they say otherwise."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.taxes.lead_days import checked_lead_days
from core.taxes.models import TaxReminderRow

USUAL_LEAD_DAYS: Final = (14, 3)


async def set_tax_reminders(uow: UnitOfWork, lead_days: Sequence[int]) -> tuple[int, ...]:
    """Remind so many days before each deadline, or with no days never. Raises InvalidLeadTimesError."""
    chosen = checked_lead_days(lead_days)
    put = insert(TaxReminderRow).values(id=new_id(), user_id=uow.person, lead_days=chosen)
    await uow.session.execute(
        put.on_conflict_do_update(index_elements=["user_id"], set_={"lead_days": put.excluded.lead_days})
    )
    uow.record(KeyAction(uow.person, "tax_reminders.set", "user", uow.person, uow.person, {"lead_days": chosen}))
    return tuple(chosen)


async def reminder_lead_days(read: ReadSession, user_id: UUID) -> tuple[int, ...]:
    """How many days before a deadline the person is reminded, most first; none for never."""
    statement = select(TaxReminderRow.lead_days).where(TaxReminderRow.user_id == user_id)
    return lead_days_of((await read.session.execute(statement)).scalar_one_or_none())


def lead_days_of(stored: Sequence[int] | None) -> tuple[int, ...]:
    """What is stored, or what is usual where nothing is."""
    return USUAL_LEAD_DAYS if stored is None else tuple(int(days) for days in stored)
