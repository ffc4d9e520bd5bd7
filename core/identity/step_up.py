"""Making sure that it is really the person: for what moves money or opens doors, a signed-in device is not enough.

One call before the act: `await require_presence(database, clock, actor, password)`. Who has a second factor must have
shown one on this device within five minutes; who has none must have signed in, or given the password, as recently.
`prove_presence` is how they show it.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from core.actor import Actor
from core.clock import Clock
from core.db.database import Database
from core.db.uow import UnitOfWork
from core.errors import DomainError
from core.identity.errors import BadCredentialsError
from core.identity.factors.errors import ChallengeEndedError
from core.identity.factors.models import FactorKind
from core.identity.factors.tell_person import tell_person
from core.identity.messages import Notice
from core.identity.models import SessionRow
from core.identity.password import matches
from core.identity.repository import user_by_id

RECENT: Final = timedelta(minutes=5)
"""For how long a sign-in, or a proof, counts as the person's presence."""
_BY_FACTOR: Final = frozenset(kind.value for kind in FactorKind)
_BY_PASSWORD: Final = "password"  # noqa: S105 a word, no secret


class StepUpNeededError(DomainError):
    """The person must show again that it is they: `startPresence` and `confirmPresence`, then the same once more."""

    code = "STEP_UP_NEEDED"


async def require_presence(database: Database, clock: Clock, actor: Actor, password: str | None = None) -> str:
    """Return how the person showed that it is they: `totp`, `passkey`, `recovery_code`, `password`, `recent_sign_in`.

    A password given here counts for who has no second factor. No transaction is held while it is hashed. Raises
    StepUpNeededError, BadCredentialsError.
    """
    async with database.read(actor.user_id) as read:
        user = await user_by_id(read.session, actor.user_id)
        statement = select(SessionRow.created_at, SessionRow.present_at, SessionRow.present_by).where(
            SessionRow.user_id == actor.user_id, SessionRow.id == actor.session_id, SessionRow.ended_at.is_(None)
        )
        session = (await read.session.execute(statement)).one_or_none()
    if password is not None and not await matches(password, user.password_hash):
        raise BadCredentialsError("The password is wrong.", field="password")
    since = clock.now() - RECENT
    shown_by = session.present_by if session is not None and _is_since(session.present_at, since) else None
    if user.has_factor:
        if shown_by not in _BY_FACTOR:
            raise StepUpNeededError("Confirm this with your second factor.", field="password")
        return str(shown_by)
    if password is not None:
        return _BY_PASSWORD
    if shown_by is not None:
        return str(shown_by)
    if session is None or not _is_since(session.created_at, since):
        raise StepUpNeededError("Give your password again to confirm this.", field="password")
    return "recent_sign_in"


async def prove_by_password(database: Database, actor: Actor, password: str) -> None:
    """For who has no second factor. Raises StepUpNeededError for who has one, BadCredentialsError."""
    async with database.read(actor.user_id) as read:
        user = await user_by_id(read.session, actor.user_id)
    if not await matches(password, user.password_hash):
        raise BadCredentialsError("The password is wrong.", field="password")
    if user.has_factor:
        raise StepUpNeededError("Confirm this with your second factor.", field="proof")


async def note_presence(uow: UnitOfWork, clock: Clock, user_id: UUID, session_id: UUID, by: FactorKind | None) -> None:
    """The person showed on this device that it is they, by a factor or (None) by the password.

    Every use of a recovery code ends here, at a sign-in too, and is told to the person by mail. Raises
    ChallengeEndedError where the device was signed out meanwhile.
    """
    now = clock.now()
    noted = await uow.session.execute(
        update(SessionRow)
        .where(SessionRow.user_id == user_id, SessionRow.id == session_id, SessionRow.ended_at.is_(None))
        .values(present_at=now, present_by=by.value if by is not None else _BY_PASSWORD)
        .returning(SessionRow.id)
        .execution_options(synchronize_session=False)
    )
    if noted.scalar_one_or_none() is None:
        raise ChallengeEndedError
    if by is FactorKind.RECOVERY_CODE:
        await tell_person(uow, user_id, Notice.RECOVERY_CODE_USED, now, session_id)


def _is_since(moment: datetime | None, since: datetime) -> bool:
    return moment is not None and moment >= since
