"""What people let apps do: asked once, remembered, taken back whenever they like."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.oauth.models import OAuthClientRow, OAuthConsentRow, OAuthFamilyRow
from core.ids import new_id
from core.key_action import KeyAction
from core.ports.events import Topic


async def consent_of(uow: UnitOfWork, user_id: UUID, client_id: UUID) -> OAuthConsentRow | None:
    """What a person lets an app do now, locked."""
    statement = (
        select(OAuthConsentRow)
        .where(
            OAuthConsentRow.user_id == user_id,
            OAuthConsentRow.client_id == client_id,
            OAuthConsentRow.ended_at.is_(None),
        )
        .with_for_update()
    )
    return (await uow.session.execute(statement)).scalar_one_or_none()


async def remember_consent(
    uow: UnitOfWork, user_id: UUID, client: OAuthClientRow, scopes: Iterable[str]
) -> OAuthConsentRow:
    """Add to what a person lets an app do. Two tabs at once: the unique index leaves one row, the other tab fails."""
    asked = set(scopes)
    consent = await consent_of(uow, user_id, client.id)
    if consent is None:
        consent = OAuthConsentRow(id=new_id(), user_id=user_id, client_id=client.id, scopes=sorted(asked))
        uow.session.add(consent)
        before: list[str] = []
    else:
        before = list(consent.scopes)
        consent.scopes = sorted(asked | set(before))
    if consent.scopes != before:
        details = {"app": client.name, "before": before, "after": consent.scopes}
        uow.record(KeyAction(user_id, "app.connected", "oauth_client", client.id, user_id, details))
    await uow.session.flush()
    return consent


async def disconnect_app(uow: UnitOfWork, clock: Clock, consent_id: UUID) -> OAuthConsentRow:
    """Take back what a person let an app do: all its tokens for them end. Repeating it is no error.

    As the person. Raises NotFoundError.
    """
    statement = select(OAuthConsentRow).where(OAuthConsentRow.user_id == uow.person, OAuthConsentRow.id == consent_id)
    consent = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if consent is None:
        raise NotFoundError("There is no such connected app.", field="id")
    if consent.ended_at is None:
        consent.ended_at = clock.now()
        await uow.session.execute(
            update(OAuthFamilyRow)
            .where(
                OAuthFamilyRow.user_id == uow.person,
                OAuthFamilyRow.consent_id == consent_id,
                OAuthFamilyRow.ended_at.is_(None),
            )
            .values(ended_at=clock.now(), ended_reason="disconnected")
        )
        action = KeyAction(uow.person, "app.disconnected", "oauth_client", consent.client_id, uow.person)
        uow.record(action)
        uow.announce(uow.person, Topic.SESSIONS)
        await uow.session.flush()
    return consent
