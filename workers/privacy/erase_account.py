from uuid import UUID

import structlog
from sqlalchemy import select

from core.adapters.queue.redis_person import forget_in_redis
from core.banking.disconnect_bank import disconnect_bank
from core.banking.models import BankConnectionRow, ConnectionStatus
from core.errors import DomainError
from core.identity.models import UserRow
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.privacy.erase_account import erase_rows, files_of, finish_erasure, left_behind, shut_due
from core.privacy.messages import EraseAccount, EraseDue
from core.privacy.models import AccountErasureRow
from workers.runtime import Tools

log = structlog.get_logger()


class LeftBehindError(DomainError):
    """Something of the person's was written while they were being erased. The next attempt removes it too."""

    code = "LEFT_BEHIND"


def bind_due(tools: Tools) -> JobHandler:
    """Shuts what is due."""
    platform = tools.platform

    async def handle(run: JobRun, message: EraseDue) -> None:
        shut = 0
        async with platform.database.system_unit_of_work() as uow:
            shut = await shut_due(uow, platform.clock, platform.settings.access_token_minutes)
        async with run.finish({"shut": shut}):
            pass

    return JobHandler(EraseDue, handle)


def bind(tools: Tools) -> JobHandler:
    """Erases an account: consents at banks, files, vectors, rows, Redis, and at last the person.

    Killed at any point it begins anew and finds less to do. Files go before the rows that know where they lie.
    """
    platform = tools.platform

    async def handle(run: JobRun, message: EraseAccount) -> None:
        async with run.read() as read:
            erasure = await read.session.get(AccountErasureRow, message.erasure_id)
            person = erasure.user_id if erasure is not None else None
            if erasure is None or person is None or erasure.closed_at is None or erasure.cancelled_at is not None:
                return
            email = (await read.session.execute(select(UserRow.email).where(UserRow.id == person))).scalar_one()
            files = await files_of(read, person)
        await _end_at_banks(person)
        for number, key in enumerate(files):
            await platform.blobs.delete(key)
            if number % 100 == 0:
                await run.progress(10)
        await run.progress(30)
        await platform.index.forget(person)
        counts = await erase_rows(platform.database, person, message.erasure_id)
        redis_url = platform.settings.redis_url.get_secret_value()
        counts |= {"files": len(files), "redis": await forget_in_redis(redis_url, [str(person), email])}
        async with run.read() as read:
            left = await left_behind(read, person)
        if left:
            raise LeftBehindError(f"Rows were left in {', '.join(left)}.")
        async with run.finish() as uow:
            await finish_erasure(uow, platform.clock.now(), message.erasure_id, counts)

    async def _end_at_banks(person: UUID) -> None:
        async with platform.database.read(person) as read:
            statement = select(BankConnectionRow.id).where(
                BankConnectionRow.user_id == person, BankConnectionRow.status != ConnectionStatus.DISCONNECTED
            )
            connections = (await read.session.execute(statement)).scalars().all()
        for connection_id in connections:
            # Once, whatever the bank answers: a consent that we forgot is of no use to anybody.
            ended = await disconnect_bank(platform, person, connection_id, erase_data=False)
            if ended.problems:
                log.warning("consent_may_live_on_at_bank", bank=ended.connection.bank_code)

    return JobHandler(EraseAccount, handle)
