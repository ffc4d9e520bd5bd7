from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from core.db.uow import UnitOfWork
from core.identity.errors import InvalidEmailError
from core.identity.models import SessionRow, UserRow
from core.identity.register_user import normalise_email
from core.identity.repository import user_by_email
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class AccountState:
    """Where somebody's account stands: nothing of what is in it."""

    user: UserRow
    open_sessions: int
    last_used_at: datetime | None


async def look_up_account(uow: UnitOfWork, actor_id: UUID, email: str) -> AccountState | None:
    """For support: an account by its address; None for no account. On record, in the person's own history.

    Needs the system role's unit of work.
    """
    try:
        user = await user_by_email(uow.session, normalise_email(email))
    except InvalidEmailError:
        user = None
    if user is None:
        uow.record(KeyAction(actor_id, "support.looked_for_nobody", "user", None, actor_id))
        return None
    is_open = SessionRow.ended_at.is_(None) & (SessionRow.expires_at > func.now())
    statement = select(func.count().filter(is_open), func.max(SessionRow.last_used_at))
    found = (await uow.session.execute(statement.where(SessionRow.user_id == user.id))).one()
    uow.record(KeyAction(user.id, "support.looked_up", "user", user.id, actor_id))
    return AccountState(user, found[0], found[1])
