"""Questions that one answer ends: short-lived, tried five times at most, used once."""

import hashlib
import secrets as entropy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update

from core.clock import Clock
from core.db.database import Database
from core.db.uow import UnitOfWork
from core.identity.factors.errors import ChallengeEndedError
from core.identity.factors.models import ChallengePurpose, FactorChallengeRow
from core.ids import new_id

LIFETIME: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 5
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class OpenChallenge:
    """What a person gets: the token they answer with, and the bytes a passkey would sign."""

    token: str
    nonce: bytes
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AskedChallenge:
    """A challenge that somebody is answering."""

    id: UUID
    user_id: UUID | None
    nonce: bytes


def _hash(token: str) -> bytes:
    return hashlib.sha256(token[:_LONGEST].encode()).digest()


async def open_challenge(
    uow: UnitOfWork, clock: Clock, purpose: ChallengePurpose, user_id: UUID | None
) -> OpenChallenge:
    """Ask. With no person it needs the system role's unit of work."""
    opened = OpenChallenge(entropy.token_urlsafe(32), entropy.token_bytes(32), clock.now() + LIFETIME)
    row = FactorChallengeRow(
        id=new_id(),
        user_id=user_id,
        purpose=purpose,
        token_hash=_hash(opened.token),
        nonce=opened.nonce,
        expires_at=opened.expires_at,
    )
    uow.session.add(row)
    await uow.session.flush()
    return opened


async def begin_answer(database: Database, clock: Clock, token: str, purpose: ChallengePurpose) -> AskedChallenge:
    """Count an attempt, whatever comes of it: it commits before the answer is looked at. Raises ChallengeEndedError."""
    row = FactorChallengeRow
    counted = (
        update(row)
        .where(
            row.token_hash == _hash(token),
            row.purpose == purpose,
            row.used_at.is_(None),
            row.expires_at > clock.now(),
            row.attempts < MOST_ATTEMPTS,
        )
        .values(attempts=row.attempts + 1)
        .returning(row.id, row.user_id, row.nonce)
        .execution_options(synchronize_session=False)
    )
    async with database.system_unit_of_work() as uow:
        found = (await uow.session.execute(counted)).one_or_none()
    if found is None:
        raise ChallengeEndedError
    return AskedChallenge(found.id, found.user_id, found.nonce)


async def end_challenge(uow: UnitOfWork, clock: Clock, challenge_id: UUID) -> None:
    """Use it up, in the transaction of what it was for: of two answers at once, one goes through.

    Raises ChallengeEndedError.
    """
    used = await uow.session.execute(
        update(FactorChallengeRow)
        .where(FactorChallengeRow.id == challenge_id, FactorChallengeRow.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(FactorChallengeRow.id)
        .execution_options(synchronize_session=False)
    )
    if used.scalar_one_or_none() is None:
        raise ChallengeEndedError
