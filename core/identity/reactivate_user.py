from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.mail_links import spent, take_link
from core.identity.messages import Notice, SendNotice
from core.identity.models import MailLinkPurpose, UserRow, UserStatus
from core.identity.repository import user_by_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


def may_reactivate(user: UserRow) -> bool:
    """Whether a person may switch their account on again: they switched it off themself."""
    return user.status is UserStatus.DEACTIVATED and user.deactivated_by == user.id


async def reactivate_by_link(uow: UnitOfWork, clock: Clock, link_id: UUID) -> UserRow:
    """Switch an account on again for who reads its mail. Nobody is signed in by it.

    Needs the system role's unit of work: the link is the proof. Raises InvalidLinkError.
    """
    _, user = await take_link(uow, clock, link_id, MailLinkPurpose.REACTIVATE)
    if not may_reactivate(user):
        raise spent()
    await _switch_on(uow, user, user.id, "by the person")
    return user


async def reactivate_user(uow: UnitOfWork, user_id: UUID, *, actor_id: UUID | None, reason: str) -> UserRow:
    """Switch anybody's account on again, by an admin or (None) the operator. Repeating it is no error.

    Needs the system role's unit of work. Raises NotFoundError.
    """
    user = await user_by_id(uow.session, user_id, for_update=True)
    if user.status is UserStatus.DEACTIVATED:
        await _switch_on(uow, user, actor_id, reason)
    return user


async def _switch_on(uow: UnitOfWork, user: UserRow, actor_id: UUID | None, reason: str) -> None:
    user.status = UserStatus.ACTIVE if user.verified_at is not None else UserStatus.UNVERIFIED
    user.deactivated_at = user.deactivated_by = None
    details = {"reason": reason, "before": UserStatus.DEACTIVATED.value, "after": user.status.value}
    uow.record(KeyAction(user.id, "user.reactivated", "user", user.id, actor_id, details))
    await uow.session.flush()
    await enqueue(uow, SendNotice(recipient_id=user.id, notice=Notice.REACTIVATED))
