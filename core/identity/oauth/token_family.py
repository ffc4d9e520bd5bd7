"""The tokens that grow from one authorisation: code, then refresh tokens that replace one another."""

import secrets as entropy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.models import UserRow, UserStatus
from core.identity.oauth.models import (
    OAuthCodeRow,
    OAuthConsentRow,
    OAuthFamilyRow,
    OAuthRefreshTokenRow,
)
from core.identity.session import hash_token
from core.ids import new_id
from core.key_action import KeyAction
from core.ports.events import Topic

CODE_LIFETIME: Final = timedelta(seconds=60)
FAMILY_LIFETIME: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Authorization:
    """What a person agreed to, as its code will remember it."""

    redirect_uri: str
    scopes: frozenset[str]
    code_challenge: str
    nonce: str | None
    signed_in_at: datetime
    thumbprint: str | None


async def open_family(
    uow: UnitOfWork, clock: Clock, user_id: UUID, consent: OAuthConsentRow, given: Authorization
) -> str:
    """Begin a family with its code, whose text is returned."""
    now = clock.now()
    family = OAuthFamilyRow(
        id=new_id(),
        user_id=user_id,
        client_id=consent.client_id,
        consent_id=consent.id,
        scopes=sorted(given.scopes),
        signed_in_at=given.signed_in_at,
        key_thumbprint=given.thumbprint,
        expires_at=now + FAMILY_LIFETIME,
    )
    uow.session.add(family)
    await uow.session.flush()
    code = entropy.token_urlsafe(32)
    uow.session.add(
        OAuthCodeRow(
            user_id=user_id,
            client_id=consent.client_id,
            family_id=family.id,
            code_hash=hash_token(code),
            redirect_uri=given.redirect_uri,
            code_challenge=given.code_challenge,
            nonce=given.nonce,
            expires_at=now + CODE_LIFETIME,
        )
    )
    await uow.session.flush()
    return code


async def find_code(
    uow: UnitOfWork, clock: Clock, code: str, client_id: UUID
) -> tuple[OAuthCodeRow, OAuthFamilyRow, UserRow] | None:
    """A good code of this app, locked. A spent one that comes again ends what it was spent for; that has to commit."""
    statement = (
        select(OAuthCodeRow, OAuthFamilyRow, UserRow)
        .join(OAuthFamilyRow, OAuthFamilyRow.id == OAuthCodeRow.family_id)
        .join(UserRow, UserRow.id == OAuthCodeRow.user_id)
        .where(OAuthCodeRow.code_hash == hash_token(code), OAuthCodeRow.client_id == client_id)
        .with_for_update(of=(OAuthCodeRow, OAuthFamilyRow))
    )
    found = (await uow.session.execute(statement)).one_or_none()
    if found is None:
        return None
    row, family, user = found
    if row.spent_at is not None:
        await end_family(uow, clock, family, "code reused")
        return None
    return (row, family, user) if row.expires_at > clock.now() and _is_open(family, user, clock) else None


async def find_refresh_token(
    uow: UnitOfWork, clock: Clock, token: str, client_id: UUID
) -> tuple[OAuthRefreshTokenRow, OAuthFamilyRow, UserRow] | None:
    """A good refresh token of this app, locked. A spent one that comes again ends its family; that has to commit."""
    statement = (
        select(OAuthRefreshTokenRow, OAuthFamilyRow, UserRow)
        .join(OAuthFamilyRow, OAuthFamilyRow.id == OAuthRefreshTokenRow.family_id)
        .join(UserRow, UserRow.id == OAuthRefreshTokenRow.user_id)
        .where(OAuthRefreshTokenRow.token_hash == hash_token(token), OAuthFamilyRow.client_id == client_id)
        .with_for_update(of=(OAuthRefreshTokenRow, OAuthFamilyRow))
    )
    found = (await uow.session.execute(statement)).one_or_none()
    if found is None:
        return None
    row, family, user = found
    if row.spent_at is not None:
        await end_family(uow, clock, family, "refresh token reused")
        return None
    return (row, family, user) if _is_open(family, user, clock) else None


async def new_refresh_token(uow: UnitOfWork, user_id: UUID, family_id: UUID) -> str:
    """Add a family's next refresh token."""
    token = entropy.token_urlsafe(32)
    uow.session.add(OAuthRefreshTokenRow(user_id=user_id, family_id=family_id, token_hash=hash_token(token)))
    await uow.session.flush()
    return token


async def note_use(uow: UnitOfWork, clock: Clock, family: OAuthFamilyRow) -> None:
    """Remember that the app got tokens, for the person's list."""
    await uow.session.execute(
        update(OAuthConsentRow)
        .where(OAuthConsentRow.user_id == family.user_id, OAuthConsentRow.id == family.consent_id)
        .values(last_used_at=clock.now())
    )


async def end_family(uow: UnitOfWork, clock: Clock, family: OAuthFamilyRow, reason: str) -> None:
    """End all tokens of one authorisation. Repeating it is no error."""
    if family.ended_at is not None:
        return
    family.ended_at, family.ended_reason = clock.now(), reason
    uow.announce(family.user_id, Topic.SESSIONS)
    details = {"reason": reason}
    uow.record(KeyAction(family.user_id, "app.tokens_ended", "oauth_client", family.client_id, None, details))
    await uow.session.flush()


def _is_open(family: OAuthFamilyRow, user: UserRow, clock: Clock) -> bool:
    return family.ended_at is None and family.expires_at > clock.now() and user.status is UserStatus.ACTIVE
