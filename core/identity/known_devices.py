"""Devices that a person has signed in with before: guessers elsewhere don't slow them down, and they are no news."""

import secrets as entropy
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.models import KnownDeviceRow, SessionRow, UserRow
from core.identity.session import MAX_ADDRESS, MAX_USER_AGENT, TOKEN_BYTES, Device, hash_token
from core.ids import new_id


async def find_device(session: AsyncSession, token: str | None, email: str) -> KnownDeviceRow | None:
    """The device of the person with this address that keeps this token. None costs no statement."""
    if token is None:
        return None
    statement = (
        select(KnownDeviceRow)
        .join(UserRow, UserRow.id == KnownDeviceRow.user_id)
        .where(KnownDeviceRow.token_hash == hash_token(token), UserRow.email == email)
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def remember_device(uow: UnitOfWork, clock: Clock, user_id: UUID) -> tuple[UUID, str]:
    """Remember the device of a person who has just signed in: its id, and the token that it is to keep."""
    token = entropy.token_urlsafe(TOKEN_BYTES)
    device = KnownDeviceRow(id=new_id(), user_id=user_id, token_hash=hash_token(token), last_used_at=clock.now())
    uow.session.add(device)
    await uow.session.flush()
    return device.id, token


async def forget_devices(uow: UnitOfWork, user_id: UUID, *, but: UUID | None = None) -> None:
    """Know none of a person's devices any more, but for one where it is named."""
    await uow.session.execute(
        delete(KnownDeviceRow)
        .where(KnownDeviceRow.user_id == user_id, KnownDeviceRow.id.is_distinct_from(but))
        .execution_options(synchronize_session=False)
    )


async def is_news(uow: UnitOfWork, user_id: UUID, device: Device) -> bool:
    """Whether a sign-in on an unknown device is worth a word: not the first ever, and not from where one was before."""
    sessions = select(SessionRow.id).where(SessionRow.user_id == user_id).limit(1)
    alike = sessions.where(
        SessionRow.user_agent == device.user_agent[:MAX_USER_AGENT], SessionRow.address == device.address[:MAX_ADDRESS]
    )
    if (await uow.session.execute(sessions)).scalar_one_or_none() is None:
        return False
    return (await uow.session.execute(alike)).scalar_one_or_none() is None
