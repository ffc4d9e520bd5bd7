"""The browsers that take a person's push messages."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.uow import UnitOfWork
from core.identity.models import SessionRow
from core.identity.repository import user_by_id
from core.ids import new_id
from core.key_action import KeyAction
from core.notifications.errors import PushKeysError, PushLimitError
from core.notifications.models import PushSubscriptionRow

MOST_BROWSERS: Final = 20
_POINT_BYTES: Final = 65
_UNCOMPRESSED: Final = 4
_AUTH_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class BrowserKeys:
    """What a browser gives: where to push to, and the keys to encrypt with, base64url."""

    endpoint: str
    p256dh: str
    auth: str


def checked_keys(given: BrowserKeys) -> BrowserKeys:
    """The same without padding. Raises PushKeysError where the keys are none of RFC 8291's."""
    point, auth = _decoded(given.p256dh, "p256dh"), _decoded(given.auth, "auth")
    if len(point) != _POINT_BYTES or point[0] != _UNCOMPRESSED:
        raise PushKeysError("This is no public key of a browser.", field="p256dh")
    if len(auth) != _AUTH_BYTES:
        raise PushKeysError("This is no secret of a browser.", field="auth")
    return BrowserKeys(given.endpoint, given.p256dh.rstrip("="), given.auth.rstrip("="))


async def subscribe_to_push(uow: UnitOfWork, user_id: UUID, session_id: UUID, given: BrowserKeys) -> UUID:
    """Push to a browser from now on, for as long as its session lasts. Returns the subscription's id.

    Needs the system role's unit of work: a browser tells one person's news, so that whoever subscribed it before is
    told there no more. Raises PushKeysError, PushLimitError.
    """
    keys, digest = checked_keys(given), endpoint_hash(given.endpoint)
    await user_by_id(uow.session, user_id, for_update=True)  # two at once can't both be the last that fits
    await uow.session.execute(delete(PushSubscriptionRow).where(PushSubscriptionRow.endpoint_hash == digest))
    mine = select(func.count()).select_from(PushSubscriptionRow).where(PushSubscriptionRow.user_id == user_id)
    if (await uow.session.execute(mine)).scalar_one() >= MOST_BROWSERS:
        raise PushLimitError(f"You may have {MOST_BROWSERS} browsers told. Sign out of one first.")
    row = PushSubscriptionRow(
        id=new_id(),
        user_id=user_id,
        session_id=session_id,
        endpoint_hash=digest,
        endpoint=keys.endpoint,
        p256dh=keys.p256dh,
        auth=keys.auth,
    )
    uow.session.add(row)
    await uow.session.flush()
    uow.record(KeyAction(user_id, "push.subscribed", "session", session_id, user_id))
    return row.id


async def unsubscribe_from_push(uow: UnitOfWork, endpoint: str) -> bool:
    """Push to a browser of the person's no more. False where nothing was pushed to it."""
    gone = delete(PushSubscriptionRow).where(
        PushSubscriptionRow.user_id == uow.person, PushSubscriptionRow.endpoint_hash == endpoint_hash(endpoint)
    )
    session_id = (await uow.session.execute(gone.returning(PushSubscriptionRow.session_id))).scalar_one_or_none()
    if session_id is not None:
        uow.record(KeyAction(uow.person, "push.unsubscribed", "session", session_id, uow.person))
    return session_id is not None


async def subscriptions_of(session: AsyncSession, user_id: UUID) -> Sequence[PushSubscriptionRow]:
    """The browsers that are told: those that are signed in."""
    mine = (
        select(PushSubscriptionRow)
        .join(SessionRow, SessionRow.id == PushSubscriptionRow.session_id)
        .where(PushSubscriptionRow.user_id == user_id, SessionRow.user_id == user_id, SessionRow.ended_at.is_(None))
        .order_by(PushSubscriptionRow.created_at)
        .limit(MOST_BROWSERS)
    )
    return (await session.execute(mine)).scalars().all()


async def drop_subscription(uow: UnitOfWork, subscription_id: UUID) -> None:
    """Forget a browser that takes no messages any more."""
    await uow.session.execute(
        delete(PushSubscriptionRow).where(
            PushSubscriptionRow.user_id == uow.person, PushSubscriptionRow.id == subscription_id
        )
    )


async def note_sent(uow: UnitOfWork, subscription_id: UUID, now: datetime) -> None:
    """Keep when a browser's push service last took a message."""
    await uow.session.execute(
        update(PushSubscriptionRow)
        .where(PushSubscriptionRow.user_id == uow.person, PushSubscriptionRow.id == subscription_id)
        .values(last_sent_at=now)
    )


def endpoint_hash(endpoint: str) -> bytes:
    """What tells that two addresses are the same one."""
    return hashlib.sha256(endpoint.encode()).digest()


def _decoded(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise PushKeysError("This is not base64url.", field=name) from None
