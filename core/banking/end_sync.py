"""How a sync ends: fresh, or with the last known data marked stale."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.accounts.messages import CategoriseTransactions, LinkTransactions
from core.banking.connections import connection_of
from core.banking.consents import end_as, live_consents
from core.banking.models import ConnectionStatus
from core.banking.registry import BankRegistry
from core.banking.sync_lock import RunningSync, release_lock
from core.banking.sync_models import BankSyncRow, SyncOutcome
from core.banking.sync_times import next_sync_at
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import DomainError
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobFailure
from core.key_action import KeyAction
from core.ports.bank_feed import ConsentKind, ConsentRequiredError, ConsentStatus

CANCELLED = "CANCELLED"
"""The code of a job that its person stopped."""


async def note_account(
    uow: UnitOfWork, sync: RunningSync, external_id: str, since: date | None, told_at: datetime
) -> None:
    """Write down that an account was read whole and stored: what a replay of this sync may read again."""
    row = await _sync_row(uow, sync.id)
    read: dict[str, Any] = {"since": since.isoformat() if since else None, "told_at": told_at.isoformat()}
    row.accounts = {**row.accounts, external_id: read}
    await uow.session.flush()


async def finish_sync(
    uow: UnitOfWork, clock: Clock, banks: BankRegistry, sync: RunningSync, counts: dict[str, int]
) -> None:
    """Mark the connection fresh, give its lock back, and have the new movements sorted."""
    row = await connection_of(uow.session, uow.person, sync.connection.id, for_update=True)
    row.synced_at, row.stale_since, row.last_error = clock.now(), None, None
    row.next_sync_at = next_sync_at(row.id, banks.get(row.bank_code).unattended_reads_per_day, clock.now())
    attempt = await _sync_row(uow, sync.id)
    attempt.outcome, attempt.finished_at = SyncOutcome.DONE, clock.now()
    await release_lock(uow, sync)
    if counts.get("new") or counts.get("changed"):
        await enqueue(uow, CategoriseTransactions())
        await enqueue(uow, LinkTransactions(since=await _read_since(uow, sync)))
    uow.record(KeyAction(uow.person, "bank.synced", "bank_connection", row.id, None, dict(counts)))


async def _read_since(uow: UnitOfWork, sync: RunningSync) -> date | None:
    """The first day that the sync's attempts read from; None when one of them read an account's all."""
    of_job = select(BankSyncRow.accounts).where(BankSyncRow.user_id == uow.person, BankSyncRow.job_id == sync.job_id)
    told = [read["since"] for accounts in (await uow.session.execute(of_job)).scalars() for read in accounts.values()]
    return min(date.fromisoformat(day) for day in told) if told and None not in told else None


async def abandon_sync(uow: UnitOfWork, clock: Clock, sync: RunningSync, error: BaseException) -> None:
    """Write down how an attempt failed and give the lock back. What was stored of it stays: each piece is whole."""
    attempt = await _sync_row(uow, sync.id)
    attempt.outcome, attempt.finished_at = SyncOutcome.FAILED, clock.now()
    attempt.error_code = error.code if isinstance(error, DomainError) else type(error).__name__
    attempt.error_message = error.message if isinstance(error, DomainError) else None
    await release_lock(uow, sync)


async def mark_stale(
    uow: UnitOfWork, clock: Clock, banks: BankRegistry, connection_id: UUID, failure: JobFailure
) -> None:
    """The bank failed for good: the last known data stay, marked with their age. A lapsed consent is ended.

    A sync that the person cancelled is no failure of the bank's.
    """
    row = await connection_of(uow.session, uow.person, connection_id, for_update=True)
    if row.status is ConnectionStatus.DISCONNECTED:
        return
    row.next_sync_at = next_sync_at(row.id, _reads_per_day(banks, row.bank_code), clock.now())
    if failure.code == CANCELLED:
        return
    row.stale_since = row.stale_since or clock.now()
    row.last_error = failure.message
    details = {"code": failure.code}
    uow.record(KeyAction(uow.person, "bank.sync_failed", "bank_connection", row.id, None, details))
    if failure.code != ConsentRequiredError.code:
        return
    row.status = ConnectionStatus.NEEDS_CONSENT
    live = await live_consents(uow.session, uow.person, row.id, for_update=True)
    consent = live.get(ConsentKind.ACCOUNT)
    if consent is not None and consent.status is ConsentStatus.AUTHORISED:
        has_lapsed = consent.expires_at is not None and consent.expires_at <= clock.now()
        end_as(consent, ConsentStatus.EXPIRED if has_lapsed else ConsentStatus.REVOKED, clock.now())
        changed = {"kind": consent.kind.value, "before": "authorised", "after": consent.status.value}
        uow.record(KeyAction(uow.person, "bank.consent_changed", "bank_consent", consent.id, None, changed))


def _reads_per_day(banks: BankRegistry, code: str) -> int:
    """A bank that left the registry is not read any more."""
    return next((bank.unattended_reads_per_day for bank in banks.all() if bank.code == code), 0)


async def _sync_row(uow: UnitOfWork, sync_id: UUID) -> BankSyncRow:
    return (
        await uow.session.execute(
            select(BankSyncRow).where(BankSyncRow.user_id == uow.person, BankSyncRow.id == sync_id)
        )
    ).scalar_one()
