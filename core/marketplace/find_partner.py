"""Which partner somebody asks for."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.actor import Actor
from core.marketplace.errors import NotAPartnerError
from core.marketplace.models import PartnerRow


async def partner_of(session: AsyncSession, actor: Actor) -> PartnerRow:
    """The partner whose app asks in its own name, or whose person is signed in. Raises NotAPartnerError.

    An app in a person's name is none, even in that of the partner's person: nobody consented to that.
    """
    tie = _tie(actor)
    found = None
    if tie is not None:
        found = (await session.execute(select(PartnerRow).where(tie, PartnerRow.is_active))).scalar_one_or_none()
    if found is None:
        raise NotAPartnerError("This is for partners: ask us to tie your app or your account to yours.")
    return found


async def partner_of_member(session: AsyncSession, user_id: UUID) -> UUID | None:
    """The active partner whose person this is."""
    statement = select(PartnerRow.id).where(PartnerRow.member_id == user_id, PartnerRow.is_active)
    return (await session.execute(statement)).scalar_one_or_none()


def _tie(actor: Actor) -> ColumnElement[bool] | None:
    if actor.app is None:
        return PartnerRow.member_id == actor.user_id
    return PartnerRow.client_id == actor.app.client_id if actor.app.is_service else None
