from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.errors import InvalidEmailError
from core.identity.known_devices import forget_devices
from core.identity.mail_links import drop_links, new_link, spent, take_link
from core.identity.messages import MakeMailLink, SendLinkMail
from core.identity.models import MailLinkPurpose, UserRow
from core.identity.register_user import normalise_email
from core.identity.repository import user_by_id
from core.identity.session import end_sessions
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction

NO_PASSWORD: Final = "none: a new one is chosen by mail"  # noqa: S105 no hash, so no password fits it


async def ask_to_change_email(uow: UnitOfWork, clock: Clock, user_id: UUID, email: str) -> str:
    """Mail a link to the address that a person wants to move to. Returns the address; nothing has changed yet.

    The answer is the same when the address is somebody else's: the mail tells. An earlier wish is dropped. Needs the
    system role's unit of work, for the mail's job. Raises InvalidEmailError.
    """
    address = normalise_email(email)
    user = await user_by_id(uow.session, user_id, for_update=True)
    if address == user.email:
        raise InvalidEmailError("This is your address already.", field="email")
    await drop_links(uow, clock, user.id, MailLinkPurpose.CHANGE_EMAIL)
    link = new_link(clock, user.id, MailLinkPurpose.CHANGE_EMAIL, email=address)
    uow.session.add(link)
    await uow.session.flush()
    await enqueue(uow, SendLinkMail(link_id=link.id))
    return address


async def confirm_email_change(uow: UnitOfWork, clock: Clock, link_id: UUID) -> UserRow:
    """Move a person to the address that the link was mailed to, and mail the old one a link that undoes it.

    Needs the system role's unit of work: the link is the proof. Raises InvalidLinkError.
    """
    link, user = await take_link(uow, clock, link_id, MailLinkPurpose.CHANGE_EMAIL)
    before = user.email
    await _move(uow, user, link.email or before)
    # A link to a new password lies in the old mailbox, where it no longer belongs.
    await drop_links(uow, clock, user.id, MailLinkPurpose.RESET_PASSWORD)
    undo = new_link(clock, user.id, MailLinkPurpose.UNDO_EMAIL_CHANGE, email=before)
    uow.session.add(undo)
    details = {"before": before, "after": user.email}
    uow.record(KeyAction(user.id, "user.email_changed", "user", user.id, user.id, details))
    await uow.session.flush()
    await enqueue(uow, SendLinkMail(link_id=undo.id))
    return user


async def undo_email_change(uow: UnitOfWork, clock: Clock, link_id: UUID) -> UserRow:
    """Move a person back to the address that the link was mailed to.

    Whoever made the change may know the password, so every session ends, no password fits any more, and a link to
    choose one is mailed to the old address. Needs the system role's unit of work. Raises InvalidLinkError.
    """
    link, user = await take_link(uow, clock, link_id, MailLinkPurpose.UNDO_EMAIL_CHANGE)
    before = user.email
    await _move(uow, user, link.email or before)
    user.password_hash = NO_PASSWORD
    await drop_links(
        uow,
        clock,
        user.id,
        MailLinkPurpose.RESET_PASSWORD,
        MailLinkPurpose.CHANGE_EMAIL,
        MailLinkPurpose.UNDO_EMAIL_CHANGE,
    )
    await forget_devices(uow, user.id)
    ended = await end_sessions(uow, user.id, "e-mail change undone", clock.now())
    details = {"before": before, "after": user.email, "sessions_ended": ended}
    uow.record(KeyAction(user.id, "user.email_change_undone", "user", user.id, user.id, details))
    await uow.session.flush()
    await enqueue(uow, MakeMailLink(recipient_id=user.id, purpose=MailLinkPurpose.RESET_PASSWORD))
    return user


async def _move(uow: UnitOfWork, user: UserRow, email: str) -> None:
    try:
        async with uow.session.begin_nested():
            user.email = email
            await uow.session.flush()
    except IntegrityError:  # somebody registered it since the link was mailed
        raise spent() from None
