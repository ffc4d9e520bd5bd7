from datetime import timedelta
from typing import Final
from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.grants.errors import InvalidGrantError
from core.identity.grants.kinds import GrantKind, GrantState
from core.identity.grants.models import GrantRow
from core.identity.messages import GrantNews, SendGrantNews
from core.identity.repository import user_by_id
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction

LASTS: Final = timedelta(minutes=30)
SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 500


async def open_inspection(uow: UnitOfWork, clock: Clock, admin: UUID, user_id: UUID, reason: str) -> GrantRow:
    """Let an admin read a person's books for half an hour. The person sees it, with the reason and each read.

    They are told by mail that there is something to see. Needs the system role's unit of work. Raises
    NotFoundError, InvalidGrantError.
    """
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise InvalidGrantError(f"A reason has {SHORTEST_REASON} to {LONGEST_REASON} characters.", field="reason")
    if user_id == admin:
        raise NotFoundError("There is no such person.", field="userId")
    person, by = await user_by_id(uow.session, user_id), await user_by_id(uow.session, admin)
    now = clock.now()
    row = GrantRow(
        id=new_id(),
        user_id=person.id,
        grantee_id=by.id,
        email=by.email,
        kind=GrantKind.INSPECTION,
        state=GrantState.ACTIVE,
        reason=reason,
        accepted_at=now,
        expires_at=now + LASTS,
    )
    uow.session.add(row)
    await uow.session.flush()
    await uow.session.refresh(row)
    uow.record(KeyAction(person.id, "grant.inspection_opened", "grant", row.id, admin, {"reason": reason}))
    await enqueue(uow, SendGrantNews(grant_id=row.id, recipient_id=person.id, news=GrantNews.INSPECTION))
    return row
