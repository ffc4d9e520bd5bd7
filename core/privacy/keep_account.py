from collections.abc import Iterable
from typing import Final
from uuid import UUID

from core.clock import Clock
from core.db.at_once import NotAtOnceError, Part
from core.db.uow import Hook, UnitOfWork
from core.db.work_record import WorkRecord
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.privacy.errors import NoErasureError
from core.privacy.messages import Occasion, SendErasureMail
from core.privacy.models import AccountErasureRow
from core.privacy.request_erasure import open_erasures

OPENED: Final = "session.opened"


async def keep_account(uow: UnitOfWork, clock: Clock) -> AccountErasureRow:
    """Take back the wish to be erased. Raises NoErasureError."""
    row = await _cancel(uow, clock, uow.person, "asked")
    if row is None:
        raise NoErasureError("Your account is not going to be deleted.")
    return row


def keeping_who_comes_back(clock: Clock) -> Hook:
    """A hook before the commit: whoever opens a session during the grace period keeps their account.

    It listens to what sign-in reports, so that it holds for every way to sign in that there is or will be.
    """

    async def hook(uow: UnitOfWork) -> None:
        for action in [action for action in uow.recorded if action.action == OPENED]:
            await _cancel(uow, clock, action.user_id, "signed_in")

    return hook


def no_return_beside(record: WorkRecord) -> Iterable[Part]:
    """Nothing goes beside what is written at once: sessions are opened in units of work."""
    if any(action.action == OPENED for action in record.recorded):
        raise NotAtOnceError("a session")
    return ()


async def _cancel(uow: UnitOfWork, clock: Clock, user_id: UUID, because: str) -> AccountErasureRow | None:
    row = (await uow.session.execute(open_erasures(user_id).with_for_update())).scalar_one_or_none()
    if row is None:
        return None
    row.cancelled_at = clock.now()
    await enqueue(uow, SendErasureMail(erasure_id=row.id, occasion=Occasion.CANCELLED), user_id=user_id)
    details = {"because": because}
    uow.record(KeyAction(user_id, "account.deletion_cancelled", "user", user_id, user_id, details))
    await uow.session.flush()
    return row
