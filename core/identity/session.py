"""Sessions: opening one, rotating its refresh token, ending it."""

import hashlib
import secrets as entropy
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.models import RefreshTokenRow, SessionRow
from core.ids import new_id
from core.ports.events import Topic

TOKEN_BYTES = 32
MAX_USER_AGENT = 300
MAX_ADDRESS = 100


@dataclass(frozen=True, slots=True)
class Device:
    """What a request tells of where it comes from: the browser's own words, and the network address."""

    user_agent: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session with the refresh token that was just made: the only time its text exists on our side."""

    session_id: UUID
    refresh_token: str


def hash_token(token: str) -> bytes:
    """What is stored of a refresh token. It has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).digest()


async def open_session(
    uow: UnitOfWork, clock: Clock, user_id: UUID, device: Device, lifetime: timedelta, *, device_id: UUID | None = None
) -> OpenedSession:
    """Begin a session on a device; `device_id` names a remembered one."""
    now = clock.now()
    session = SessionRow(
        id=new_id(),
        user_id=user_id,
        last_used_at=now,
        expires_at=now + lifetime,
        device_id=device_id,
    )
    note_device(session, device)
    uow.session.add(session)
    await uow.session.flush()
    return OpenedSession(session.id, await new_refresh_token(uow, session))


def note_device(session: SessionRow, device: Device) -> None:
    """Where a session was used last."""
    session.user_agent = device.user_agent[:MAX_USER_AGENT]
    session.address = device.address[:MAX_ADDRESS]


async def new_refresh_token(uow: UnitOfWork, session: SessionRow) -> str:
    """Add the session's next refresh token."""
    token = entropy.token_urlsafe(TOKEN_BYTES)
    uow.session.add(RefreshTokenRow(user_id=session.user_id, session_id=session.id, token_hash=hash_token(token)))
    await uow.session.flush()
    return token


async def end_sessions(uow: UnitOfWork, user_id: UUID, reason: str, now: datetime, *, but: UUID | None = None) -> int:
    """End every open session of a person, but for one where it is named. Returns how many there were."""
    ended = await uow.session.execute(
        update(SessionRow)
        .where(
            SessionRow.user_id == user_id,
            SessionRow.id.is_distinct_from(but),
            SessionRow.ended_at.is_(None),
            SessionRow.expires_at > func.now(),
        )
        .values(ended_at=now, ended_reason=reason)
        .returning(SessionRow.id)
        .execution_options(synchronize_session=False)
    )
    uow.announce(user_id, Topic.SESSIONS)
    return len(ended.scalars().all())
