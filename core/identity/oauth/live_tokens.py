"""Whether what an app holds is still good."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.uow import UnitOfWork
from core.identity.models import UserRow, UserStatus
from core.identity.oauth.models import OAuthClientRow, OAuthFamilyRow, OAuthRevokedTokenRow


async def is_live(session: AsyncSession, client_id: UUID, jti: UUID | None, family_id: UUID | None) -> bool:
    """Whether the app is on, and neither this token nor its whole family was ended. As the system role."""
    conditions: list[ColumnElement[bool]] = [
        exists().where(OAuthClientRow.id == client_id, OAuthClientRow.disabled_at.is_(None))
    ]
    if jti is not None:
        conditions.append(~exists().where(OAuthRevokedTokenRow.jti == jti))
    if family_id is not None:
        conditions.append(
            exists().where(
                OAuthFamilyRow.id == family_id,
                OAuthFamilyRow.client_id == client_id,
                OAuthFamilyRow.ended_at.is_(None),
                OAuthFamilyRow.expires_at > func.now(),
                UserRow.id == OAuthFamilyRow.user_id,
                UserRow.status == UserStatus.ACTIVE,
            )
        )
    return bool((await session.execute(select(*conditions))).one().count(False) == 0)


async def revoke_token(uow: UnitOfWork, jti: UUID, expires_at: datetime) -> None:
    """Take one access token back. What has ended by itself is forgotten on the way."""
    await uow.session.execute(delete(OAuthRevokedTokenRow).where(OAuthRevokedTokenRow.expires_at < func.now()))
    await uow.session.execute(
        insert(OAuthRevokedTokenRow).values(jti=jti, expires_at=expires_at).on_conflict_do_nothing()
    )
