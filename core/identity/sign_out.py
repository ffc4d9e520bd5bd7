from uuid import UUID

from sqlalchemy import select, update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.models import SessionRow
from core.identity.session import end_sessions
from core.key_action import KeyAction
from core.ports.events import Topic


async def sign_out(uow: UnitOfWork, clock: Clock, session_id: UUID) -> None:
    """End the session on this device. Signing out twice is no error."""
    await _end(uow, clock, session_id, "signed out")


async def end_session(uow: UnitOfWork, clock: Clock, session_id: UUID) -> None:
    """End one of the person's sessions, on whatever device. Ending it twice is no error. Raises NotFoundError."""
    if not await _end(uow, clock, session_id, "ended by the person"):
        raise NotFoundError("There is no such session.", field="sessionId")


async def sign_out_everywhere(uow: UnitOfWork, clock: Clock, keep: UUID | None) -> int:
    """End the person's sessions, but for the one to keep. Returns how many there were."""
    ended = await end_sessions(uow, uow.person, "signed out everywhere", clock.now(), but=keep)
    if ended:
        details = {"sessions_ended": ended}
        uow.record(KeyAction(uow.person, "session.all_ended", "user", uow.person, uow.person, details))
    return ended


async def _end(uow: UnitOfWork, clock: Clock, session_id: UUID, reason: str) -> bool:
    """Whether the person has such a session."""
    mine = SessionRow.id == session_id, SessionRow.user_id == uow.person
    ended = await uow.session.execute(
        update(SessionRow)
        .where(*mine, SessionRow.ended_at.is_(None))
        .values(ended_at=clock.now(), ended_reason=reason)
        .returning(SessionRow.id)
    )
    if ended.scalar_one_or_none() is not None:
        uow.announce(uow.person, Topic.SESSIONS)
        uow.record(KeyAction(uow.person, "session.ended", "session", session_id, uow.person))
        return True
    return (await uow.session.execute(select(SessionRow.id).where(*mine))).scalar_one_or_none() is not None
