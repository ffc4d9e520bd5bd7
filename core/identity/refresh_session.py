from dataclasses import dataclass

from sqlalchemy import select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.errors import InvalidTokenError
from core.identity.models import RefreshTokenRow, SessionRow, UserRow, UserStatus
from core.identity.repository import user_by_id
from core.identity.session import Device, OpenedSession, hash_token, new_refresh_token, note_device
from core.key_action import KeyAction
from core.ports.events import Topic


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The person with the session's next refresh token; `opened` is None when a spent token came again."""

    user: UserRow
    opened: OpenedSession | None


async def refresh_session(uow: UnitOfWork, clock: Clock, refresh_token: str, device: Device | None = None) -> Refreshed:
    """Spend a refresh token for the next one, and note the device where the session goes on.

    A token that was spent before is a sign of theft: the session ends, which has to commit, so it is returned and not
    raised. Two uses at once: the row lock makes the second see the first. There is no grace for the second: whether a
    thief or the owner came first can't be told, and a grace that lets both go on is what a thief needs (ADR 0016).
    Needs the system role's unit of work. Raises InvalidTokenError.
    """
    found = (
        await uow.session.execute(
            select(RefreshTokenRow, SessionRow)
            .join(SessionRow, SessionRow.id == RefreshTokenRow.session_id)
            .where(RefreshTokenRow.token_hash == hash_token(refresh_token))
            .with_for_update()
        )
    ).one_or_none()
    if found is None:
        raise InvalidTokenError("The refresh token is not valid. Sign in again.", field="refreshToken")
    token, session = found
    now = clock.now()
    user = await user_by_id(uow.session, session.user_id)
    if session.ended_at is not None or session.expires_at <= now or user.status is not UserStatus.ACTIVE:
        raise InvalidTokenError("The session has ended. Sign in again.", field="refreshToken")
    if token.spent_at is not None:
        session.ended_at, session.ended_reason = now, "refresh token reused"
        uow.announce(user.id, Topic.SESSIONS)
        uow.record(KeyAction(user.id, "session.reuse_detected", "session", session.id, user.id))
        await uow.session.flush()
        return Refreshed(user, None)
    token.spent_at = session.last_used_at = now
    if device is not None:
        note_device(session, device)
    return Refreshed(user, OpenedSession(session.id, await new_refresh_token(uow, session)))
