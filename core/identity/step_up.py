"""Making sure that it is really the person: for what moves money, a signed-in device is not enough."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from core.actor import Actor
from core.clock import Clock
from core.db.database import Database
from core.errors import DomainError
from core.identity.errors import BadCredentialsError
from core.identity.models import SessionRow
from core.identity.password import matches
from core.identity.repository import user_by_id

RECENT: Final = timedelta(minutes=5)
"""For how long a sign-in counts as the person's presence."""


class StepUpNeededError(DomainError):
    """The sign-in is not recent: the password is needed again."""

    code = "STEP_UP_NEEDED"


async def require_presence(database: Database, clock: Clock, actor: Actor, password: str | None) -> str:
    """Return how the person showed that it is they: `password` or `recent_sign_in`.

    No transaction is held while the password is hashed. Raises StepUpNeededError, BadCredentialsError.
    """
    async with database.read(actor.user_id) as read:
        user = await user_by_id(read.session, actor.user_id)
        signed_in_at = (
            await read.session.execute(
                select(SessionRow.created_at).where(
                    SessionRow.user_id == actor.user_id,
                    SessionRow.id == actor.session_id,
                    SessionRow.ended_at.is_(None),
                )
            )
        ).scalar_one_or_none()
    if password is not None:
        if not await matches(password, user.password_hash):
            raise BadCredentialsError("The password is wrong.", field="password")
        return "password"
    if signed_in_at is None or signed_in_at < clock.now() - RECENT:
        raise StepUpNeededError("Give your password again to confirm this.", field="password")
    return "recent_sign_in"
