"""An app's wish to be authorised, from its coming in until a person decides."""

import secrets as entropy
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.oauth.errors import AuthorizationOverError
from core.identity.oauth.models import OAuthClientRow, OAuthRequestRow
from core.identity.session import hash_token
from core.ids import new_id

PUSHED_LIFETIME: Final = timedelta(seconds=90)
"""From the back channel to the browser: FAPI 2.0 wants less than ten minutes."""
SCREEN_LIFETIME: Final = timedelta(minutes=15)
"""For a person to sign in and decide."""
KEPT_OVER: Final = timedelta(days=1)


async def keep_request(
    uow: UnitOfWork, clock: Clock, client_id: UUID, parameters: Mapping[str, str], *, is_pushed: bool
) -> str:
    """Keep a request that was found good. Returns its handle. Needs the system role's unit of work."""
    handle = entropy.token_urlsafe(32)
    now = clock.now()
    await uow.session.execute(delete(OAuthRequestRow).where(OAuthRequestRow.expires_at < now - KEPT_OVER))
    uow.session.add(
        OAuthRequestRow(
            id=new_id(),
            client_id=client_id,
            handle_hash=hash_token(handle),
            parameters=dict(parameters),
            is_pushed=is_pushed,
            created_at=now,
            expires_at=now + (PUSHED_LIFETIME if is_pushed else SCREEN_LIFETIME),
        )
    )
    await uow.session.flush()
    return handle


async def take_request(
    uow: UnitOfWork, clock: Clock, handle: str, *, is_pushed: bool
) -> tuple[OAuthRequestRow, OAuthClientRow]:
    """A request to go on with: it is spent by this. Two at once: the second waits and finds it spent.

    Raises AuthorizationOverError.
    """
    request, client = await find_request(uow, clock.now(), handle, is_pushed=is_pushed)
    request.used_at = clock.now()
    await uow.session.flush()
    return request, client


async def find_request(
    uow: UnitOfWork, now: datetime, handle: str, *, is_pushed: bool
) -> tuple[OAuthRequestRow, OAuthClientRow]:
    """A request that is still open, locked, with its app. Raises AuthorizationOverError."""
    statement = (
        select(OAuthRequestRow, OAuthClientRow)
        .join(OAuthClientRow, OAuthClientRow.id == OAuthRequestRow.client_id)
        .where(OAuthRequestRow.handle_hash == hash_token(handle), OAuthRequestRow.is_pushed == is_pushed)
        .with_for_update(of=OAuthRequestRow)
    )
    found = (await uow.session.execute(statement)).one_or_none()
    if found is None:
        raise AuthorizationOverError("There is no such request. Begin again in the app.", field="request")
    request, client = found
    if request.used_at is not None or request.expires_at <= now or client.disabled_at is not None:
        raise AuthorizationOverError("This request is over. Begin again in the app.", field="request")
    return request, client
