from uuid import UUID

from sqlalchemy import update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.models import SessionRow
from core.key_action import KeyAction
from core.ports.events import Topic


async def sign_out(uow: UnitOfWork, clock: Clock, session_id: UUID) -> None:
    """End the session on this device. Signing out twice is no error."""
    ended = await uow.session.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id, SessionRow.user_id == uow.person, SessionRow.ended_at.is_(None))
        .values(ended_at=clock.now(), ended_reason="signed out")
        .returning(SessionRow.id)
    )
    if ended.scalar_one_or_none() is not None:
        uow.announce(uow.person, Topic.SESSIONS)
        uow.record(KeyAction(uow.person, "session.ended", "session", session_id, uow.person))
