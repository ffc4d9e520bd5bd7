from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.mail_links import drop_links, lock_link, spent
from core.identity.models import MailLinkPurpose, UserRow, UserStatus
from core.key_action import KeyAction


async def verify_email(uow: UnitOfWork, clock: Clock, link_id: UUID) -> UserRow:
    """Confirm the address a link was mailed to. A second use of the link is no error while it lives.

    The password and the name are those of the registration that the link was mailed for. Needs the system role's unit
    of work: the link is the proof. Raises InvalidLinkError.
    """
    link, user = await lock_link(uow, link_id, MailLinkPurpose.VERIFY_EMAIL)
    is_again = link.used_at is not None and user.verified_at == link.used_at
    if link.expires_at <= clock.now() or (link.used_at is not None and not is_again):
        raise spent()
    if user.status is UserStatus.UNVERIFIED:
        user.password_hash = link.password_hash or user.password_hash
        user.display_name = link.display_name or user.display_name
        user.status = UserStatus.ACTIVE
        user.verified_at = link.used_at = clock.now()
        await uow.session.flush()
        await drop_links(uow, clock, user.id, MailLinkPurpose.VERIFY_EMAIL)
        uow.record(KeyAction(user.id, "user.registered", "user", user.id, user.id))
        uow.record(KeyAction(user.id, "user.email_verified", "user", user.id, user.id))
    link.password_hash = None
    await uow.session.flush()
    return user
