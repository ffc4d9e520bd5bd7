"""Links mailed to people: making one, taking one once, and dropping those that must not work any more."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.errors import InvalidLinkError
from core.identity.models import MailLinkPurpose, MailLinkRow, UserRow
from core.identity.repository import user_by_id
from core.ids import new_id

LIFETIMES: Final = {
    MailLinkPurpose.VERIFY_EMAIL: timedelta(days=2),
    MailLinkPurpose.RESET_PASSWORD: timedelta(minutes=30),
    MailLinkPurpose.CHANGE_EMAIL: timedelta(days=1),
    MailLinkPurpose.UNDO_EMAIL_CHANGE: timedelta(days=7),
    MailLinkPurpose.REACTIVATE: timedelta(hours=1),
}


def new_link(clock: Clock, user_id: UUID, purpose: MailLinkPurpose, **more: Any) -> MailLinkRow:
    """A link to add to a session. `more` are columns of its own."""
    return MailLinkRow(
        id=new_id(), user_id=user_id, purpose=purpose, expires_at=clock.now() + LIFETIMES[purpose], **more
    )


async def find_link(
    session: AsyncSession, clock: Clock, link_id: UUID, purpose: MailLinkPurpose
) -> tuple[MailLinkRow, UserRow]:
    """A link that still works, and its person, without taking it. Raises InvalidLinkError."""
    found = (
        await session.execute(
            select(MailLinkRow, UserRow)
            .join(UserRow, UserRow.id == MailLinkRow.user_id)
            .where(MailLinkRow.id == link_id, MailLinkRow.purpose == purpose)
        )
    ).one_or_none()
    if found is None or found[0].used_at is not None or found[0].expires_at <= clock.now():
        raise spent()
    return found[0], found[1]


async def lock_link(uow: UnitOfWork, link_id: UUID, purpose: MailLinkPurpose) -> tuple[MailLinkRow, UserRow]:
    """A link and its person, both locked: the person first, as everywhere. Raises InvalidLinkError."""
    wanted = select(MailLinkRow).where(MailLinkRow.id == link_id, MailLinkRow.purpose == purpose)
    owner = (await uow.session.execute(wanted.with_only_columns(MailLinkRow.user_id))).scalar_one_or_none()
    if owner is None:
        raise spent()
    try:
        user = await user_by_id(uow.session, owner, for_update=True)
    except NotFoundError:
        raise spent() from None
    link = (await uow.session.execute(wanted.with_for_update())).scalar_one_or_none()
    if link is None:
        raise spent()
    return link, user


async def take_link(
    uow: UnitOfWork, clock: Clock, link_id: UUID, purpose: MailLinkPurpose
) -> tuple[MailLinkRow, UserRow]:
    """Spend a link: it works once. Needs the system role's unit of work: the link is the proof.

    Raises InvalidLinkError.
    """
    link, user = await lock_link(uow, link_id, purpose)
    if link.used_at is not None or link.expires_at <= clock.now():
        raise spent()
    link.used_at = clock.now()
    return link, user


async def drop_links(uow: UnitOfWork, clock: Clock, user_id: UUID, *purposes: MailLinkPurpose) -> None:
    """Make every open link of these purposes worthless, and forget what it carried."""
    await uow.session.execute(
        update(MailLinkRow)
        .where(MailLinkRow.user_id == user_id, MailLinkRow.purpose.in_(purposes), MailLinkRow.used_at.is_(None))
        .values(used_at=clock.now(), password_hash=None)
        .execution_options(synchronize_session=False)
    )


def spent() -> InvalidLinkError:
    """The one refusal of every link."""
    return InvalidLinkError("The link is not valid any more. Ask for a new one.", field="token")
