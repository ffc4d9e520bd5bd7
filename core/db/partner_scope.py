"""Transactions of a partner: under its database role, in its name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.database import Database, ReadSession
from core.db.roles import PARTNER_ROLE
from core.db.uow import UnitOfWork
from core.key_action import Origin

_AS_PARTNER: Final = text("SELECT set_config('role', :role, true), set_config('app.partner_id', :partner_id, true)")


@asynccontextmanager
async def read_as_partner(database: Database, partner_id: UUID) -> AsyncIterator[ReadSession]:
    """A read-only transaction that sees the partner's offers and the leads made for it, and no person's rows else."""
    async with database.read(None) as read:
        await _take_on(read.session, partner_id)
        yield read


@asynccontextmanager
async def work_as_partner(
    database: Database, partner_id: UUID, whose: UUID | None, origin: Origin | None = None
) -> AsyncIterator[UnitOfWork]:
    """A transaction that changes what a partner may. `whose` is in whose history it stands: the lead's person.

    What is of no person, as an offer, is in the history of the partner's own person, or in nobody's.

    What runs just before the commit, as writing the history, is the platform's own work: it runs as the application.
    """
    work = database.unit_of_work_of_nobody(origin) if whose is None else database.unit_of_work(whose, origin)
    async with work as uow:
        await _take_on(uow.session, partner_id)
        yield uow
        await uow.session.flush()
        await uow.session.execute(text("RESET ROLE"))


async def _take_on(session: AsyncSession, partner_id: UUID) -> None:
    await session.execute(_AS_PARTNER, {"role": PARTNER_ROLE, "partner_id": str(partner_id)})
