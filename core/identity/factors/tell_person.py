"""Word by mail to whose factors were changed or used up: for the day when it was not they."""

from datetime import datetime
from uuid import UUID

from core.db.uow import UnitOfWork
from core.identity.messages import Notice, SendNotice
from core.jobs.enqueue import enqueue


async def tell_person(uow: UnitOfWork, user_id: UUID, notice: Notice, at: datetime, session_id: UUID | None) -> None:
    """Have a person told, if this transaction commits, what happened `at` a moment, on the device of a session."""
    await enqueue(uow, SendNotice(recipient_id=user_id, notice=notice, session_id=session_id, at=at))
