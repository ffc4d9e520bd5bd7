from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.errors import InvalidLinkError
from core.identity.models import MailLinkPurpose, MailLinkRow, UserRow, UserStatus
from core.identity.repository import user_by_id
from core.key_action import KeyAction


async def verify_email(uow: UnitOfWork, clock: Clock, link_id: UUID) -> UserRow:
    """Confirm the address a link was mailed to. A second use of the link is no error while it lives.

    Needs the system role's unit of work: the link is the proof. Raises InvalidLinkError.
    """
    link = (
        await uow.session.execute(
            select(MailLinkRow)
            .where(MailLinkRow.id == link_id, MailLinkRow.purpose == MailLinkPurpose.VERIFY_EMAIL)
            .with_for_update()
        )
    ).scalar_one_or_none()
    if link is None or link.expires_at <= clock.now():
        raise InvalidLinkError("The link is not valid any more. Register again to get a new one.", field="token")
    user = await user_by_id(uow.session, link.user_id, for_update=True)
    if user.status is UserStatus.UNVERIFIED:
        user.status = UserStatus.ACTIVE
        user.verified_at = clock.now()
        link.used_at = clock.now()
        uow.record(KeyAction(user.id, "user.email_verified", "user", user.id, user.id))
    await uow.session.flush()
    return user
