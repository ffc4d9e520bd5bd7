from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import DomainError
from core.identity.known_devices import forget_devices
from core.identity.messages import Notice, SendNotice
from core.identity.models import Role, UserRow, UserStatus
from core.identity.repository import user_by_id
from core.identity.session import end_sessions
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


class LastAdminError(DomainError):
    """An admin can't lock the last door from outside."""

    code = "CANNOT_DEACTIVATE_ADMIN"


async def deactivate_user(
    uow: UnitOfWork, clock: Clock, user_id: UUID, *, actor_id: UUID | None, reason: str
) -> UserRow:
    """Switch an account off and end its sessions. Data stays. Repeating it is no error.

    By the person themself, by an admin, or by the operator (None); it is in the person's history either way, and they
    are told by mail. Needs the system role's unit of work, for the mail's job. Raises NotFoundError, LastAdminError.
    """
    user = await user_by_id(uow.session, user_id, for_update=True)
    if user.role is Role.ADMIN and actor_id != user_id:
        raise LastAdminError("An admin can only be deactivated by themself.", field="userId")
    if user.status is not UserStatus.DEACTIVATED:
        before = user.status
        user.status = UserStatus.DEACTIVATED
        user.deactivated_at = clock.now()
        user.deactivated_by = actor_id
        ended = await end_sessions(uow, user_id, "deactivated", clock.now())
        details = {"reason": reason, "before": before.value, "after": user.status.value, "sessions_ended": ended}
        uow.record(KeyAction(user_id, "user.deactivated", "user", user_id, actor_id, details))
        await forget_devices(uow, user_id)
        await enqueue(uow, SendNotice(recipient_id=user_id, notice=Notice.DEACTIVATED))
        await uow.session.flush()
    return user
