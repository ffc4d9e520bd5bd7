"""Erasing a person: shut the account, let run out what it had handed out, then remove everything, in pieces.

Every step can be repeated. What is kept is listed in docs/privacy.md: the wish itself without its person, and of each
entry of the history its kind, moment and hashes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, delete, exists, or_, select, text, update

from core.audit.seal_history import seal_history
from core.clock import Clock
from core.db.database import Database, ReadSession
from core.db.declarative import Row
from core.db.sealing.opened_keys import forget
from core.db.uow import UnitOfWork
from core.documents.create_upload import LIFETIME as UPLOAD_LIFETIME
from core.identity.grants.models import GrantRow
from core.identity.models import UserRow, UserStatus
from core.identity.session import end_sessions
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow
from core.marketplace.withdraw_lead import withdraw_leads_of
from core.privacy.messages import EraseAccount, Occasion, SendErasureMail
from core.privacy.models import AccountErasureRow, ExportStatus

BATCH: Final = 2000
DUE_AT_ONCE: Final = 200
KEPT: Final = frozenset({"audit_entries", "audit_unsealed", "account_erasures", "users"})
"""Tables whose rows go in a way of their own."""
FILED: Final = "storage_key"
"""What the name of every column ends in that holds a place in the store."""
_SHRED: Final = text("SELECT shred_history(:person, :erasure, :most)")


async def shut_due(uow: UnitOfWork, clock: Clock, access_minutes: int) -> int:
    """Shut the accounts whose grace period is over and have them erased, once what they hold has run out.

    Access tokens and addresses for uploads can't be called back: they end by themselves before anything is erased.
    """
    row = AccountErasureRow
    due = select(row).where(
        row.due_at <= clock.now(), row.cancelled_at.is_(None), row.erased_at.is_(None), row.closed_at.is_(None)
    )
    found = (
        await uow.session.execute(due.order_by(row.due_at).limit(DUE_AT_ONCE).with_for_update(skip_locked=True))
    ).scalars()
    shut = 0
    for erasure in found:
        if erasure.user_id is None:
            raise RuntimeError("an open erasure without a person")
        erasure.closed_at = clock.now()
        await _shut(uow, clock, erasure.user_id)
        await enqueue(uow, SendErasureMail(erasure_id=erasure.id, occasion=Occasion.SHUT))
        after = erasure.closed_at + max(timedelta(minutes=access_minutes), UPLOAD_LIFETIME) + timedelta(minutes=1)
        await enqueue(uow, EraseAccount(erasure_id=erasure.id), run_at=after)
        shut += 1
    return shut


async def _shut(uow: UnitOfWork, clock: Clock, person: UUID) -> None:
    now = clock.now()
    await uow.session.execute(
        update(UserRow).where(UserRow.id == person).values(status=UserStatus.DEACTIVATED, deactivated_at=now)
    )
    await end_sessions(uow, person, "account_erased", now)
    await withdraw_leads_of(uow, clock, person)
    # A worker that is in the middle of a job of theirs loses its lease, and with it whatever it was about to write.
    await uow.session.execute(delete(JobRow).where(JobRow.user_id == person))


def persons_tables() -> list[Table]:
    """Every table with rows of people, those first that others are referred to by."""
    tables = reversed(Row.metadata.sorted_tables)
    return [table for table in tables if "user_id" in table.columns and table.name not in KEPT]


async def files_of(read: ReadSession, person: UUID) -> Sequence[str]:
    """The next files of a person's in the store: of every table that holds places in it."""
    found: set[str] = set()
    for table in persons_tables():
        for place in (column for column in table.columns if column.name.endswith(FILED)):
            statement = select(place).where(table.c.user_id == person)
            if table.name == "data_exports":
                statement = statement.where(table.c.status != ExportStatus.EXPIRED)
            found.update((await read.session.execute(statement.distinct())).scalars())
    return sorted(found)


async def erase_rows(database: Database, person: UUID, erasure_id: UUID) -> dict[str, int]:
    """Remove a person's rows, a bounded batch a transaction, and their history but for its stubs.

    The key goes first: from then on nobody reads what it sealed, whatever copy there is of it. Returns how many rows
    went, by table.
    """
    counts: dict[str, int] = {}
    tables = persons_tables()
    key_first = sorted(tables, key=lambda table: table.name != "person_keys")
    for table in key_first:
        while gone := await _erase_batch(database, table, person):
            counts[table.name] = counts.get(table.name, 0) + gone
        forget(person)
    await seal_history(database, person)
    while shredded := await _shred_batch(database, person, erasure_id):
        counts["audit_entries"] = counts.get("audit_entries", 0) + shredded
    return counts


async def _erase_batch(database: Database, table: Table, person: UUID) -> int:
    some = f"SELECT ctid FROM {table.name} WHERE user_id = :person LIMIT :most"  # noqa: S608 a table's name of our own
    statement = text(f"DELETE FROM {table.name} WHERE ctid = ANY(ARRAY({some}))")  # noqa: S608 as above
    async with database.system_unit_of_work() as uow:
        outcome = await uow.session.execute(statement, {"person": person, "most": BATCH})
        return int(getattr(outcome, "rowcount", 0))


async def _shred_batch(database: Database, person: UUID, erasure_id: UUID) -> int:
    async with database.system_unit_of_work() as uow:
        values = {"person": person, "erasure": erasure_id, "most": BATCH}
        return int((await uow.session.execute(_SHRED, values)).scalar_one())


async def finish_erasure(uow: UnitOfWork, now: datetime, erasure_id: UUID, counts: dict[str, Any]) -> None:
    """The last step: the person's own row goes, and the wish forgets whose it was, together."""
    erasure = await uow.session.get_one(AccountErasureRow, erasure_id, with_for_update=True)
    person, erasure.user_id = erasure.user_id, None
    erasure.erased_at, erasure.counts = now, {**erasure.counts, **counts}
    await uow.session.flush()
    others = AccountErasureRow.user_id == person
    await uow.session.execute(update(AccountErasureRow).where(others).values(user_id=None))
    # The platform's own jobs, as mails to them, name them where they are done, too.
    about = JobRow.payload["recipient_id"].astext == str(person)
    await uow.session.execute(delete(JobRow).where(JobRow.user_id.is_(None), about))
    # Others who invited them keep no address of theirs; that it was done stays in the others' own histories.
    address = select(UserRow.email).where(UserRow.id == person).scalar_subquery()
    await uow.session.execute(delete(GrantRow).where(or_(GrantRow.grantee_id == person, GrantRow.email == address)))
    await uow.session.execute(delete(UserRow).where(UserRow.id == person))


async def left_behind(read: ReadSession, person: UUID) -> list[str]:
    """Tables that still hold a row of the person's: none, or the erasure begins anew."""
    history = (Row.metadata.tables[name] for name in ("audit_entries", "audit_unsealed"))
    tables = (*persons_tables(), *history)
    found = [
        (await read.session.execute(select(exists().where(table.c.user_id == person)))).scalar_one() for table in tables
    ]
    return [table.name for table, is_left in zip(tables, found, strict=True) if is_left]
