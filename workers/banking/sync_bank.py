import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date, timedelta
from typing import TypeVar

from core.adapters.wiring import Platform
from core.banking.connections import connection_of
from core.banking.end_sync import abandon_sync, finish_sync, mark_stale, note_account
from core.banking.errors import SyncLostError
from core.banking.keep_journal import KeptJournal, keeping_journal
from core.banking.messages import SyncBank, SyncBankUnattended
from core.banking.resolve_payments import resolve_payments
from core.banking.store_feed import FeedAccount, read_since, store_feed_account
from core.banking.store_holdings import store_agreements, store_cards
from core.banking.sync_lock import BeginSync, RunningSync, SyncRefusal, begin_sync, keep_lock
from core.db.errors import DatabaseUnavailableError
from core.db.uow import UnitOfWork
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.ports.bank_feed import (
    BankAccount,
    BankInfo,
    ConsentKind,
    ConsentRequiredError,
    ProductAgreement,
)
from workers.runtime import Tools

T = TypeVar("T")
COUNTS = ("new", "duplicate", "changed", "suspicious")


def bind(tools: Tools) -> JobHandler:
    """Reads a bank connection because a person asked."""
    return _handler(tools.platform, SyncBank, is_attended=True)


def bind_unattended(tools: Tools) -> JobHandler:
    """Reads a bank connection by the clock, as often as the bank allows."""
    return _handler(tools.platform, SyncBankUnattended, is_attended=False)


def _handler(platform: Platform, kind: type[SyncBank] | type[SyncBankUnattended], *, is_attended: bool) -> JobHandler:
    async def handle(run: JobRun, message: SyncBank | SyncBankUnattended) -> None:
        async with run.read() as read:
            connection = await connection_of(read.session, run.person, message.connection_id)
        bank = platform.banks.get(connection.bank_code)
        lease = timedelta(seconds=platform.settings.jobs.lease_seconds)
        limit = None if is_attended else bank.unattended_reads_per_day
        async with run.piece(run.cursor, 1, f"asking {bank.name}") as uow:
            begun = await begin_sync(uow, platform.clock, BeginSync(connection.id, run.job.id, lease, limit))
        if isinstance(begun, SyncRefusal):
            async with run.finish({"skipped": begun.value}):
                return
        try:
            await _Sync(platform, run, bank, begun).do()
        except SyncLostError:
            async with run.finish({"skipped": "lost"}):
                return

    async def on_dead(uow: UnitOfWork, message: SyncBank | SyncBankUnattended, failure: JobFailure) -> None:
        await mark_stale(uow, platform.clock, platform.banks, message.connection_id, failure)

    return JobHandler(kind, handle, on_dead)


class _Sync:
    """One attempt: one account a piece, so that a worker that dies goes on with the next account."""

    def __init__(self, platform: Platform, run: JobRun, bank: BankInfo, sync: RunningSync) -> None:
        self._platform = platform
        self._run = run
        self._bank = bank
        self._sync = sync
        self._consent = sync.consents[ConsentKind.ACCOUNT]
        self._counts: dict[str, int] = dict(run.cursor.get("counts", {}))

    async def do(self) -> None:
        """Read all there is to read; whatever ends it early is written down, and the lock given back."""
        connection, job_id = self._sync.connection, self._run.job.id
        try:
            async with (
                keeping_journal(
                    self._platform,
                    self._run.person,
                    connection_id=connection.id,
                    sync_id=self._sync.id,
                    job_id=job_id,
                ) as kept,
                self._holding_lock(),
            ):
                await self._read(kept)
        except BaseException as error:
            async with self._platform.database.unit_of_work(self._run.person) as uow:
                await abandon_sync(uow, self._platform.clock, self._sync, error)
            raise

    async def _read(self, kept: KeptJournal) -> None:
        person_ref = self._sync.connection.person_ref
        accounts = await kept.feed.accounts(self._bank, self._consent, person_ref)
        await kept.flush()
        done: list[str] = list(self._run.cursor.get("accounts", []))
        for number, account in enumerate(accounts, start=1):
            if account.external_id not in done:
                done.append(account.external_id)
                await self._read_account(kept, account, done, 5 + 85 * number // len(accounts))
        cards = await _if_granted(lambda: kept.feed.cards(self._bank, self._consent, person_ref))
        agreements = await self._agreements(kept, person_ref)
        await kept.flush()
        connection_id = self._sync.connection.id
        async with self._run.finish(dict(self._counts)) as uow:
            await keep_lock(uow, self._sync)
            if cards is not None:
                await store_cards(uow, connection_id, cards)
            if agreements is not None:
                await store_agreements(uow, connection_id, agreements)
            await resolve_payments(uow, self._platform.clock, connection_id)
            await finish_sync(uow, self._platform.clock, self._platform.banks, self._sync, self._counts)

    async def _read_account(self, kept: KeptJournal, account: BankAccount, done: list[str], percent: int) -> None:
        connection_id = self._sync.connection.id
        async with self._run.read() as read:
            since: date | None = await read_since(read, self._run.person, connection_id, account.external_id)
        told_at = self._platform.clock.now()
        lines = await kept.feed.transactions(self._bank, self._consent, account, since)
        await kept.flush()
        cursor = {"accounts": list(done), "counts": self._counts}
        async with self._run.piece(cursor, percent, account.name) as uow:
            await keep_lock(uow, self._sync)
            feed_account = FeedAccount(account, lines, told_at, since)
            merged = await store_feed_account(uow, connection_id, self._bank.name, feed_account)
            await note_account(uow, self._sync, account.external_id, since, told_at)
            for name in COUNTS:
                self._counts[name] = self._counts.get(name, 0) + getattr(merged, name)

    async def _agreements(self, kept: KeptJournal, person_ref: str) -> Sequence[ProductAgreement] | None:
        consent = self._sync.consents.get(ConsentKind.PRODUCT)
        if consent is None:
            return None
        return await _if_granted(lambda: kept.feed.agreements(self._bank, consent, person_ref))

    @asynccontextmanager
    async def _holding_lock(self) -> AsyncIterator[None]:
        """Extend the connection's lease four times a lease, as the job's own is."""
        beat = asyncio.ensure_future(self._beat())
        try:
            yield
        finally:
            beat.cancel()
            with suppress(asyncio.CancelledError):
                await beat

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._sync.lease.total_seconds() / 4)
            # A lost lock shows itself where it matters, at the next write.
            with suppress(SyncLostError, DatabaseUnavailableError):
                async with self._platform.database.unit_of_work(self._run.person) as uow:
                    await keep_lock(uow, self._sync)


async def _if_granted(ask: Callable[[], Awaitable[Sequence[T]]]) -> Sequence[T] | None:
    """What the bank tells, or None where the consent does not reach so far: that is no reason to lose the rest."""
    try:
        return await ask()
    except ConsentRequiredError:
        return None
