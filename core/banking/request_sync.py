from uuid import UUID

from sqlalchemy import func, select

from core.banking.connections import connection_of
from core.banking.errors import NotConnectedError
from core.banking.messages import SyncBank
from core.banking.models import ConnectionStatus
from core.banking.sync_lock import running_job
from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue


async def request_sync(uow: UnitOfWork, connection_id: UUID) -> UUID | None:
    """Have a connection read now: its running sync's job, if there is one, else a new one's.

    Raises NotFoundError, NotConnectedError.
    """
    row = await connection_of(uow.session, uow.person, connection_id)
    if row.status is ConnectionStatus.DISCONNECTED:
        raise NotConnectedError("This connection was ended. Connect the bank again.", field="connectionIds")
    if row.status is not ConnectionStatus.ACTIVE:
        raise NotConnectedError("This connection has no live consent. Connect the bank again.", field="connectionIds")
    now = (await uow.session.execute(select(func.clock_timestamp()))).scalar_one()
    if row.sync_until is not None and row.sync_until > now:
        running = await running_job(uow, row)
        if running is not None:
            return running
    return await enqueue(uow, SyncBank(connection_id=row.id))
