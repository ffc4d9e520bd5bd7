"""Accepting or declining what one was invited to, and ending it, from either side."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.grants.errors import GrantStateError
from core.identity.grants.invite_to_books import LIVE, scope_of
from core.identity.grants.kinds import GrantKind, GrantState
from core.identity.grants.models import GrantRow
from core.identity.messages import GrantNews, SendGrantNews
from core.identity.models import UserStatus
from core.identity.repository import user_by_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction

INVITATION_LIFETIME: Final = timedelta(days=14)


async def decide_grant(uow: UnitOfWork, clock: Clock, person: UUID, grant_id: UUID, *, accepts: bool) -> GrantRow:
    """Take an invitation up, or decline it: by whoever has confirmed the address that it was sent to.

    The owner is told by mail. Needs the system role's unit of work: the invitation is another person's row. Raises
    NotFoundError.
    """
    user = await user_by_id(uow.session, person)
    row = await _locked(uow, grant_id)
    now = clock.now()
    is_over = row.created_at < now - INVITATION_LIFETIME or (row.expires_at is not None and row.expires_at <= now)
    if (
        row.state is not GrantState.INVITED
        or row.email != user.email
        or user.status is not UserStatus.ACTIVE
        or is_over
    ):
        raise NotFoundError("There is no such invitation.", field="grantId")
    row.grantee_id = user.id
    if accepts:
        row.state, row.accepted_at, news = GrantState.ACTIVE, now, GrantNews.ACCEPTED
    else:
        row.state, row.ended_at, news = GrantState.DECLINED, now, GrantNews.DECLINED
    _tell_both(uow, row, f"grant.{'accepted' if accepts else 'declined'}", person)
    await uow.session.flush()
    await enqueue(uow, SendGrantNews(grant_id=row.id, recipient_id=row.user_id, news=news))
    return row


async def revoke_grant(uow: UnitOfWork, clock: Clock, person: UUID, grant_id: UUID) -> GrantRow:
    """End a grant, from either side; nothing is read under it from then on, and the other side is told by mail.

    Repeating it is no error. An inspection is ended by the admin who opened it, or by its time. Needs the system role's
    unit of work. Raises NotFoundError, GrantStateError.
    """
    row = await _locked(uow, grant_id, person)
    if row.kind is GrantKind.INSPECTION and row.grantee_id != person:
        raise GrantStateError("An inspection ends by itself, within half an hour of its beginning.", field="grantId")
    if row.state in LIVE:
        row.state, row.ended_at = GrantState.REVOKED, clock.now()
        _tell_both(uow, row, "grant.revoked", person)
        await uow.session.flush()
        await _tell_other_side(uow, row, person)
    return row


async def _locked(uow: UnitOfWork, grant_id: UUID, party: UUID | None = None) -> GrantRow:
    statement = select(GrantRow).where(GrantRow.id == grant_id)
    if party is not None:
        statement = statement.where(or_(GrantRow.user_id == party, GrantRow.grantee_id == party))
    row = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such grant.", field="grantId")
    return row


def _tell_both(uow: UnitOfWork, row: GrantRow, action: str, actor: UUID) -> None:
    uow.record(KeyAction(row.user_id, action, "grant", row.id, actor, scope_of(row)))
    if row.grantee_id is not None:
        uow.record(KeyAction(row.grantee_id, action, "grant", row.id, actor, scope_of(row)))


async def _tell_other_side(uow: UnitOfWork, row: GrantRow, person: UUID) -> None:
    """An invitation that nobody took up is withdrawn silently; an inspection is an admin's to end."""
    other = row.grantee_id if person == row.user_id else row.user_id
    if other is not None and row.kind is not GrantKind.INSPECTION:
        await enqueue(uow, SendGrantNews(grant_id=row.id, recipient_id=other, news=GrantNews.ENDED))
