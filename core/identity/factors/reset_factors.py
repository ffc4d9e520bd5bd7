from uuid import UUID

from sqlalchemy import delete

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.factors.models import PasskeyRow, RecoveryCodeRow, TotpRow
from core.identity.factors.tell_person import tell_person
from core.identity.messages import Notice
from core.identity.models import UserRow
from core.identity.repository import user_by_id
from core.identity.session import end_sessions
from core.key_action import KeyAction


async def reset_factors(uow: UnitOfWork, clock: Clock, user_id: UUID, *, actor_id: UUID, reason: str) -> UserRow:
    """Forget all factors of somebody who lost them, and end their sessions: the password alone signs in again.

    They see it in their history, with the reason, and are told by mail. Not for oneself. Needs the system role's
    unit of work. Raises NotFoundError.
    """
    if user_id == actor_id:
        raise NotFoundError("There is no such person.", field="userId")
    user = await user_by_id(uow.session, user_id, for_update=True)
    for table in (TotpRow, PasskeyRow, RecoveryCodeRow):
        await uow.session.execute(delete(table).where(table.user_id == user_id))
    user.has_factor = False
    ended = await end_sessions(uow, user_id, "second factors reset", clock.now())
    details = {"reason": reason, "sessions_ended": ended}
    uow.record(KeyAction(user_id, "factor.reset", "user", user_id, actor_id, details))
    await tell_person(uow, user_id, Notice.FACTORS_RESET, clock.now(), None)
    await uow.session.flush()
    return user
