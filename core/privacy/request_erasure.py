from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.models import SessionRow
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.events import Topic
from core.privacy.errors import NoErasureError
from core.privacy.messages import SendErasureMail
from core.privacy.models import AccountErasureRow


def open_erasures(user_id: UUID) -> Select[tuple[AccountErasureRow]]:
    """The person's wish to be erased, while it can be taken back: one at most."""
    row = AccountErasureRow
    return select(row).where(
        row.user_id == user_id, row.cancelled_at.is_(None), row.erased_at.is_(None), row.closed_at.is_(None)
    )


async def request_erasure(
    uow: UnitOfWork, clock: Clock, session_id: UUID, grace: timedelta, presence: str
) -> AccountErasureRow:
    """Have the person's account erased after the grace period, and tell them by mail. Repeating it changes nothing.

    Every other device is signed out; on this one the person can still take it back.
    """
    now = clock.now()
    added = await uow.session.execute(
        insert(AccountErasureRow)
        .values(id=new_id(), user_id=uow.person, requested_at=now, due_at=now + grace)
        .on_conflict_do_nothing()
        .returning(AccountErasureRow.id)
    )
    erasure_id = added.scalar_one_or_none()
    row = (await uow.session.execute(open_erasures(uow.person))).scalar_one_or_none()
    if row is None:
        raise NoErasureError("The account is being erased already.")
    if erasure_id is not None:
        ended = await _end_other_sessions(uow, clock, session_id)
        await enqueue(uow, SendErasureMail(erasure_id=erasure_id))
        details = {"due_at": row.due_at.isoformat(), "presence": presence, "sessions_ended": ended}
        uow.record(KeyAction(uow.person, "account.deletion_requested", "user", uow.person, uow.person, details))
    return row


async def _end_other_sessions(uow: UnitOfWork, clock: Clock, session_id: UUID) -> int:
    others = select(SessionRow).where(
        SessionRow.user_id == uow.person, SessionRow.ended_at.is_(None), SessionRow.id != session_id
    )
    rows = (await uow.session.execute(others.with_for_update())).scalars().all()
    for row in rows:
        row.ended_at, row.ended_reason = clock.now(), "deletion_requested"
    uow.announce(uow.person, Topic.SESSIONS)
    return len(rows)
