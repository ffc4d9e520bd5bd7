"""A visit to an outside provider: what we said before has to come back, to the browser that it began in."""

import hmac
import secrets as entropy
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.external.errors import VisitOverError
from core.identity.external.models import ExternalSignInRow
from core.identity.session import hash_token
from core.ids import new_id
from core.ports.outside_provider import Visit

LIFETIME: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit, and the secret that the browser keeps for its return."""

    visit: Visit
    browser_secret: str


async def begin_visit(
    uow: UnitOfWork, clock: Clock, provider: str, redirect_uri: str, linking_person: UUID | None
) -> Begun:
    """Remember a visit. Needs the system role's unit of work."""
    now = clock.now()
    await uow.session.execute(delete(ExternalSignInRow).where(ExternalSignInRow.expires_at < now))
    visit = Visit(entropy.token_urlsafe(32), entropy.token_urlsafe(32), entropy.token_urlsafe(48), redirect_uri)
    secret = entropy.token_urlsafe(32)
    uow.session.add(
        ExternalSignInRow(
            id=new_id(),
            provider=provider,
            state_hash=hash_token(visit.state),
            browser_hash=hash_token(secret),
            nonce=visit.nonce,
            code_verifier=visit.code_verifier,
            linking_person=linking_person,
            expires_at=now + LIFETIME,
        )
    )
    await uow.session.flush()
    return Begun(visit, secret)


async def end_visit(
    uow: UnitOfWork, clock: Clock, state: str, browser_secret: str, redirect_uri: str
) -> tuple[ExternalSignInRow, Visit]:
    """The visit that comes back: good once. A `state` from another browser spends nothing. Raises VisitOverError."""
    statement = select(ExternalSignInRow).where(ExternalSignInRow.state_hash == hash_token(state)).with_for_update()
    row = (await uow.session.execute(statement)).scalar_one_or_none()
    is_ours = row is not None and hmac.compare_digest(row.browser_hash, hash_token(browser_secret))
    if row is None or not is_ours or row.expires_at <= clock.now():
        raise VisitOverError("This sign-in is over. Begin again.")
    await uow.session.delete(row)
    await uow.session.flush()
    return row, Visit(state, row.nonce, row.code_verifier, redirect_uri)
