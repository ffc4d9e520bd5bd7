"""What a unit of work did to movements, as events for the person's endpoints."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from core.db.at_once import NotAtOnceError, Part
from core.db.driver import LONG_TIMEOUT, driver_of
from core.db.uow import UnitOfWork
from core.db.work_record import WorkRecord
from core.ids import new_id
from core.webhooks.event_kind import MOST_SUBJECTS, EventKind

MOST_NAMED: Final = 2000
"""Movements named in events of one commit: of more, as an import may bring, the accounts are named alone."""
_FIND: Final = """
SELECT id, account_id, created_at = now() AS is_new, deleted_at IS NOT NULL AS is_gone FROM transactions
WHERE user_id = $1 AND (id = ANY ($2) OR account_id = ANY ($3) AND (created_at = now() OR updated_at = now()))
LIMIT $4
"""
"""`now()` is the moment at which this database transaction began, and no other's: it tells what is of this one."""
_WRITE: Final = """
INSERT INTO webhook_events (id, user_id, kind, subject_ids, account_ids)
SELECT $1, $2, $3::text, $4, $5
WHERE EXISTS (SELECT 1 FROM webhooks WHERE user_id = $2 AND status = 'active' AND $3::text = ANY (kinds))
"""

_BESIDE: Final = """
INSERT INTO webhook_events (id, user_id, kind, subject_ids, account_ids)
SELECT $1, $2, $3::text, $4, $5 FROM changed
WHERE EXISTS (SELECT 1 FROM webhooks WHERE user_id = $2 AND status = 'active' AND $3::text = ANY (kinds))
"""


async def write_transaction_events(uow: UnitOfWork) -> None:
    """Write events of what was touched. Only for people whose endpoints listen: it costs a look at each movement."""
    driver = await driver_of(uow.session)
    named = {key: account for account, keys in uow.touched.items() for key in keys}
    whole = [account for account, keys in uow.touched.items() if not keys]
    rows = await driver.fetch(_FIND, uow.person, list(named), whole, MOST_NAMED + 1, timeout=LONG_TIMEOUT)
    if len(rows) > MOST_NAMED:
        events: list[Event] = [(EventKind.TRANSACTIONS_CHANGED, [], sorted(uow.touched))]
    else:
        events = list(_events(rows, named, whole))
    for kind, subject_ids, account_ids in events:
        await driver.execute(_WRITE, new_id(), uow.person, kind.value, subject_ids, account_ids)


def changed_events_beside(record: WorkRecord) -> Iterator[Part]:
    """The event of movements that are changed at once: each is named, was there before, and stays."""
    kind = EventKind.TRANSACTIONS_CHANGED
    for account_id, transaction_ids in record.touched.items():
        if not 0 < len(transaction_ids) <= MOST_SUBJECTS:
            raise NotAtOnceError("too many movements, or none that is named")
        yield Part(_BESIDE, (new_id(), record.person, kind.value, sorted(transaction_ids), [account_id]))


Event = tuple[EventKind, list[UUID], list[UUID]]


def _events(rows: Sequence[Any], named: dict[UUID, UUID], whole: Sequence[UUID]) -> Iterator[Event]:
    account_of = named | {row["id"]: row["account_id"] for row in rows}
    there = {row["id"] for row in rows}
    by_kind: dict[EventKind, list[UUID]] = {
        EventKind.TRANSACTIONS_CREATED: [row["id"] for row in rows if row["is_new"] and not row["is_gone"]],
        EventKind.TRANSACTIONS_CHANGED: [row["id"] for row in rows if not row["is_new"] and not row["is_gone"]],
        EventKind.TRANSACTIONS_REMOVED: [row["id"] for row in rows if row["is_gone"]],
    }
    by_kind[EventKind.TRANSACTIONS_REMOVED] += [key for key in named if key not in there]
    for kind, keys in by_kind.items():
        for begin in range(0, len(keys), MOST_SUBJECTS):
            part = sorted(keys[begin : begin + MOST_SUBJECTS])
            yield kind, part, sorted({account_of[key] for key in part})
    # An import that was taken back leaves nothing to name.
    if unnamed := sorted(set(whole) - {row["account_id"] for row in rows}):
        yield EventKind.TRANSACTIONS_CHANGED, [], unnamed
