from uuid import UUID

from core.actor import Actor
from core.clock import Clock
from core.db.database import Database
from core.db.uow import UnitOfWork
from core.identity.errors import BadCredentialsError
from core.identity.known_devices import forget_devices
from core.identity.mail_links import drop_links, find_link, take_link
from core.identity.messages import Notice, SendNotice
from core.identity.models import MailLinkPurpose, SessionRow, UserRow, UserStatus
from core.identity.password import hash_password, matches
from core.identity.password_strength import check_strength_aside
from core.identity.repository import user_by_id
from core.identity.session import end_sessions
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


async def check_new_password(database: Database, actor: Actor, current: str, wanted: str) -> str:
    """The hash of a person's next password, when they gave the one they have and the next is good enough.

    No transaction is held while passwords are hashed. Raises BadCredentialsError, WeakPasswordError.
    """
    async with database.read(actor.user_id) as read:
        user = await user_by_id(read.session, actor.user_id)
    if not await matches(current, user.password_hash):
        raise BadCredentialsError("The password is wrong.", field="currentPassword")
    await check_strength_aside(wanted, user.email, user.display_name, field="newPassword")
    return await hash_password(wanted)


async def change_password(uow: UnitOfWork, clock: Clock, actor: Actor, password_hash: str) -> int:
    """Give a person their next password and end their other sessions; they are told by mail. Returns how many ended.

    Needs the system role's unit of work, for the mail's job.
    """
    user = await user_by_id(uow.session, actor.user_id, for_update=True)
    session = await uow.session.get(SessionRow, actor.session_id)
    await _set_password(uow, clock, user, password_hash)
    await forget_devices(uow, user.id, but=session.device_id if session is not None else None)
    ended = await end_sessions(uow, user.id, "password changed", clock.now(), but=actor.session_id)
    await _tell(uow, user, "changed", ended)
    return ended


async def check_reset(database: Database, clock: Clock, link_id: UUID, wanted: str) -> str:
    """The hash of the next password of whom a link was mailed to. Raises InvalidLinkError, WeakPasswordError."""
    async with database.read_system() as read:
        _, user = await find_link(read.session, clock, link_id, MailLinkPurpose.RESET_PASSWORD)
    await check_strength_aside(wanted, user.email, user.display_name, field="newPassword")
    return await hash_password(wanted)


async def reset_password(uow: UnitOfWork, clock: Clock, link_id: UUID, password_hash: str) -> UserRow:
    """Give a person the password they chose by a mailed link, and end every session of theirs.

    The mail has proven the address too. Needs the system role's unit of work. Raises InvalidLinkError.
    """
    _, user = await take_link(uow, clock, link_id, MailLinkPurpose.RESET_PASSWORD)
    await _set_password(uow, clock, user, password_hash)
    if user.status is UserStatus.UNVERIFIED:
        user.status, user.verified_at = UserStatus.ACTIVE, clock.now()
        uow.record(KeyAction(user.id, "user.email_verified", "user", user.id, user.id))
        await drop_links(uow, clock, user.id, MailLinkPurpose.VERIFY_EMAIL)
    await forget_devices(uow, user.id)
    ended = await end_sessions(uow, user.id, "password reset", clock.now())
    await _tell(uow, user, "reset", ended)
    return user


async def _set_password(uow: UnitOfWork, clock: Clock, user: UserRow, password_hash: str) -> None:
    user.password_hash = password_hash
    user.password_changed_at = clock.now()
    await uow.session.flush()
    # What somebody else may have asked for while they knew the old password must not outlive it.
    await drop_links(uow, clock, user.id, MailLinkPurpose.RESET_PASSWORD, MailLinkPurpose.CHANGE_EMAIL)


async def _tell(uow: UnitOfWork, user: UserRow, how: str, ended: int) -> None:
    details = {"how": how, "sessions_ended": ended}
    uow.record(KeyAction(user.id, "user.password_changed", "user", user.id, user.id, details))
    await enqueue(uow, SendNotice(recipient_id=user.id, notice=Notice.PASSWORD_CHANGED))
