"""One sync of a connection at a time: a lease in the connection's row, and the fence that late writers meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select, update

from core.banking.connections import connection_of
from core.banking.consents import as_told, live_consents
from core.banking.errors import SyncLostError
from core.banking.models import BankConnectionRow, ConnectionStatus
from core.banking.sync_models import BankSyncRow
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.ports.bank_feed import BankConsent, ConsentKind, ConsentStatus


class SyncRefusal(StrEnum):
    """Why a sync does not begin. None of these is a failure."""

    IN_PROGRESS = "in_progress"  # another sync of the connection runs
    NOT_CONNECTED = "not_connected"  # ended, or without a live consent
    DAILY_LIMIT = "daily_limit"  # the bank allows no more reads that nobody asked for today


@dataclass(frozen=True, slots=True)
class BeginSync:
    """`daily_limit` bounds reads that nobody asked for; None when a person did."""

    connection_id: UUID
    job_id: UUID
    lease: timedelta
    daily_limit: int | None


@dataclass(frozen=True, slots=True)
class RunningSync:
    """One attempt at a sync, which holds its connection's lock under its own id."""

    id: UUID
    connection: BankConnectionRow
    consents: Mapping[ConsentKind, BankConsent]
    job_id: UUID
    lease: timedelta


async def begin_sync(uow: UnitOfWork, clock: Clock, command: BeginSync) -> RunningSync | SyncRefusal:
    """Take the connection's lock, or say why not. A job that was interrupted takes back its own lock at once.

    The row's lock makes the two steps, looking and taking, one.
    """
    row = await connection_of(uow.session, uow.person, command.connection_id, for_update=True)
    if row.status is not ConnectionStatus.ACTIVE:
        return SyncRefusal.NOT_CONNECTED
    now = (await uow.session.execute(select(func.clock_timestamp()))).scalar_one()
    if row.sync_until is not None and row.sync_until > now and await running_job(uow, row) != command.job_id:
        return SyncRefusal.IN_PROGRESS
    consents = await live_consents(uow.session, uow.person, row.id)
    granted = {
        kind: as_told(consent) for kind, consent in consents.items() if consent.status is ConsentStatus.AUTHORISED
    }
    if ConsentKind.ACCOUNT not in granted:
        return SyncRefusal.NOT_CONNECTED
    if command.daily_limit is not None and not _count_unattended(row, clock, command.daily_limit):
        return SyncRefusal.DAILY_LIMIT
    sync = BankSyncRow(
        id=new_id(),
        user_id=uow.person,
        connection_id=row.id,
        job_id=command.job_id,
        is_attended=command.daily_limit is None,
        accounts={},
        started_at=clock.now(),
    )
    row.sync_token, row.sync_until = sync.id, now + command.lease
    uow.session.add(sync)
    await uow.session.flush()
    return RunningSync(sync.id, row, granted, command.job_id, command.lease)


async def running_job(uow: UnitOfWork, row: BankConnectionRow) -> UUID | None:
    """The job whose sync holds a connection's lock, or held it last and never gave it back."""
    if row.sync_token is None:
        return None
    of_token = select(BankSyncRow.job_id).where(BankSyncRow.user_id == uow.person, BankSyncRow.id == row.sync_token)
    return (await uow.session.execute(of_token)).scalar_one_or_none()


def _count_unattended(row: BankConnectionRow, clock: Clock, limit: int) -> bool:
    """Count one more read of this UTC day. False when there were as many as the bank allows."""
    day = clock.now().date()
    if row.unattended_on != day:
        row.unattended_on, row.unattended_reads = day, 0
    if row.unattended_reads >= limit:
        return False
    row.unattended_reads += 1
    return True


async def keep_lock(uow: UnitOfWork, sync: RunningSync) -> None:
    """Extend the lease, and hold the row until this transaction's end. Raises SyncLostError when it is not ours."""
    kept = await uow.session.execute(
        update(BankConnectionRow)
        .where(
            BankConnectionRow.user_id == uow.person,
            BankConnectionRow.id == sync.connection.id,
            BankConnectionRow.sync_token == sync.id,
            BankConnectionRow.status == ConnectionStatus.ACTIVE,
        )
        .values(sync_until=func.clock_timestamp() + sync.lease)
        .returning(BankConnectionRow.id)
        .execution_options(synchronize_session=False)
    )
    if kept.scalar_one_or_none() is None:
        raise SyncLostError("The connection was ended, or another sync of it took over.")


async def release_lock(uow: UnitOfWork, sync: RunningSync) -> None:
    """Give the lock back, if it is still ours."""
    await uow.session.execute(
        update(BankConnectionRow)
        .where(
            BankConnectionRow.user_id == uow.person,
            BankConnectionRow.id == sync.connection.id,
            BankConnectionRow.sync_token == sync.id,
        )
        .values(sync_token=None, sync_until=None)
        .execution_options(synchronize_session=False)
    )
