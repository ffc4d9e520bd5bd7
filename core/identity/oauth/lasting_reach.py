"""How far an app reaches for a person who is away: what lasts without anybody asking anew."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.identity.models import UserRow, UserStatus
from core.identity.oauth.models import OAuthClientRow, OAuthConsentRow, OAuthFamilyRow


async def lasting_scopes(
    session: AsyncSession, user_id: UUID, client_id: UUID, needed: Iterable[str]
) -> frozenset[str] | None:
    """What a person lets an app do now, over all authorisations that include what is needed; None where none does.

    As the system role.
    """
    found = (await session.execute(open_authorizations(user_id, client_id, needed))).scalars().all()
    return frozenset(scope for scopes in found for scope in scopes) if found else None


def open_authorizations(user_id: Any, client_id: Any, needed: Iterable[str]) -> Select[tuple[list[str]]]:
    """The scopes of each authorisation that holds: of a person who may sign in, by an app that is on.

    Neither side ended it, its time is not up, and it includes what is needed. Ids may be columns of a query around it.
    """
    family, consent, client, user = OAuthFamilyRow, OAuthConsentRow, OAuthClientRow, UserRow
    return (
        select(family.scopes)
        .join(consent, (consent.user_id == family.user_id) & (consent.id == family.consent_id))
        .join(client, client.id == family.client_id)
        .join(user, user.id == family.user_id)
        .where(
            family.user_id == user_id,
            family.client_id == client_id,
            family.ended_at.is_(None),
            family.expires_at > func.now(),
            family.scopes.contains(sorted(needed)),
            consent.ended_at.is_(None),
            client.disabled_at.is_(None),
            user.status == UserStatus.ACTIVE,
        )
    )
