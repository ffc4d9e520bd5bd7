"""Grants, as both sides see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import and_, or_, select

from core.clock import Clock
from core.db.database import ReadSession
from core.identity.grants.decide_grant import INVITATION_LIFETIME
from core.identity.grants.kinds import GrantState
from core.identity.grants.models import GrantRow
from core.identity.models import UserRow
from core.identity.repository import user_by_id

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class SeenGrant:
    """A grant, and the address of whose books it opens."""

    row: GrantRow
    owner_email: str


async def given_grants(read: ReadSession, person: UUID) -> Sequence[SeenGrant]:
    """What a person let others see, with inspections of admins; the newest hundred."""
    own = (await user_by_id(read.session, person)).email
    statement = select(GrantRow).where(GrantRow.user_id == person).order_by(GrantRow.id.desc()).limit(MOST_SHOWN)
    return [SeenGrant(row, own) for row in (await read.session.execute(statement)).scalars()]


async def received_grants(read: ReadSession, clock: Clock, person: UUID) -> Sequence[SeenGrant]:
    """What others let a person see, and invitations that wait for them; the newest hundred.

    Needs the system role's session: until one is accepted only its address says whose it is.
    """
    own = (await user_by_id(read.session, person)).email
    waits = and_(
        GrantRow.email == own,
        GrantRow.state == GrantState.INVITED,
        GrantRow.created_at > clock.now() - INVITATION_LIFETIME,
    )
    statement = (
        select(GrantRow, UserRow.email)
        .join(UserRow, UserRow.id == GrantRow.user_id)
        .where(or_(GrantRow.grantee_id == person, waits))
        .order_by(GrantRow.id.desc())
        .limit(MOST_SHOWN)
    )
    return [SeenGrant(row, email) for row, email in (await read.session.execute(statement)).tuples()]
