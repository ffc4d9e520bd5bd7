from core.banking.connect_bank import consent_of
from core.banking.connections import connection_of
from core.banking.messages import SyncBank
from core.banking.models import ConnectionStatus
from core.banking.store_feed import FeedAccount, finish_sync, mark_stale, read_since, store_feed_account
from core.db.uow import UnitOfWork
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.ports.bank_feed import ConsentRequiredError
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Reads a bank connection: one account a piece, so that a worker that dies goes on with the next account."""
    platform = tools.platform

    async def handle(run: JobRun, message: SyncBank) -> None:
        async with run.read() as read:
            connection = await connection_of(read.session, run.person, message.connection_id)
        if connection.status is ConnectionStatus.DISCONNECTED:
            return
        bank, consent = platform.banks.get(connection.bank_code), consent_of(connection)
        accounts = await platform.bank_feed.accounts(bank, consent, connection.person_ref)
        done: list[str] = list(run.cursor.get("accounts", []))
        counts: dict[str, int] = dict(run.cursor.get("counts", {}))
        for number, account in enumerate(accounts, start=1):
            if account.external_id in done:
                continue
            async with run.read() as read:
                since = await read_since(read, run.person, connection.id, account.external_id)
            lines = await platform.bank_feed.transactions(bank, consent, account, since)
            done.append(account.external_id)
            cursor = {"accounts": list(done), "counts": counts}
            async with run.piece(cursor, 5 + 90 * number // len(accounts), account.name) as uow:
                merged = await store_feed_account(uow, connection.id, bank.name, FeedAccount(account, lines))
                for name in ("new", "duplicate", "changed", "suspicious"):
                    counts[name] = counts.get(name, 0) + getattr(merged, name)
        async with run.finish(dict(counts)) as uow:
            await finish_sync(uow, platform.clock, connection.id, counts)

    async def on_dead(uow: UnitOfWork, message: SyncBank, failure: JobFailure) -> None:
        lapsed = failure.code == ConsentRequiredError.code
        await mark_stale(uow, platform.clock, message.connection_id, failure.message, needs_consent=lapsed)

    return JobHandler(SyncBank, handle, on_dead)
