"""What was said between us and a bank, into the status log and among the kept answers."""

import gzip
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from uuid import UUID

from sqlalchemy import insert

from core.banking.bank_desk import BankDesk
from core.banking.sync_models import BankCallRow, BankPayloadRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.ports.bank_feed import BankFeed
from core.ports.bank_journal import BankCall, BankJournal, BankPayload

GZIP_LEVEL = 6


class KeptJournal:
    """A feed whose calls are written down. Without a person they are the platform's own.

    Answers are kept only under a `sync_id`: those of consents and payments are no material for a replay.
    """

    def __init__(
        self,
        desk: BankDesk,
        user_id: UUID | None,
        *,
        connection_id: UUID | None = None,
        sync_id: UUID | None = None,
        job_id: UUID | None = None,
    ) -> None:
        self._database = desk.database
        self._journal = BankJournal()
        self._user_id = user_id
        self._job_id = job_id
        self._sync_id = sync_id
        self._next_seq = 0
        self.connection_id = connection_id
        self.feed: BankFeed = desk.bank_feed.watched_by(self._journal)

    async def flush(self) -> None:
        """Write down what was said since the last time, in a transaction of its own: it stands whatever fails later."""
        calls, payloads = list(self._journal.calls), list(self._journal.payloads)
        if not calls and not payloads:
            return
        async with self._work() as uow:
            if calls:
                await uow.session.execute(insert(BankCallRow), [self._call(call) for call in calls])
            if payloads and self._sync_id is not None:
                values = [self._payload(payload, self._next_seq + place) for place, payload in enumerate(payloads)]
                await uow.session.execute(insert(BankPayloadRow), values)
        del self._journal.calls[: len(calls)]
        del self._journal.payloads[: len(payloads)]
        self._next_seq += len(payloads)

    def _work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        if self._user_id is None:
            return self._database.system_unit_of_work()
        return self._database.unit_of_work(self._user_id)

    def _call(self, call: BankCall) -> dict[str, object]:
        return {
            "id": new_id(),
            "user_id": self._user_id,
            "connection_id": self.connection_id,
            "sync_id": self._sync_id,
            "job_id": self._job_id,
            "bank_code": call.bank,
            "method": call.method,
            "path": call.path,
            "outcome": call.outcome,
            "http_status": call.status,
            "duration_milliseconds": round(call.duration_seconds * 1000),
            "attempt": call.attempt,
            "at": call.at,
        }

    def _payload(self, payload: BankPayload, seq: int) -> dict[str, object]:
        return {
            "id": new_id(),
            "user_id": self._user_id,
            "connection_id": self.connection_id,
            "sync_id": self._sync_id,
            "seq": seq,
            "bank_code": payload.bank,
            "path": payload.path,
            "query": [list(pair) for pair in payload.query],
            "body": gzip.compress(payload.body, GZIP_LEVEL, mtime=0),
            "received_at": payload.at,
        }


@asynccontextmanager
async def keeping_journal(
    desk: BankDesk,
    user_id: UUID | None,
    *,
    connection_id: UUID | None = None,
    sync_id: UUID | None = None,
    job_id: UUID | None = None,
) -> AsyncIterator[KeptJournal]:
    """A watched feed for the length of a block; what was said is written down also when the block fails."""
    kept = KeptJournal(desk, user_id, connection_id=connection_id, sync_id=sync_id, job_id=job_id)
    try:
        yield kept
    finally:
        await kept.flush()


def unpack(row: BankPayloadRow) -> BankPayload:
    """A kept answer as it came."""
    query = tuple((str(name), str(value)) for name, value in row.query)
    return BankPayload(row.bank_code, row.path, query, gzip.decompress(row.body), row.received_at)
