"""Writing an event down beside the change it tells of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from core.db.at_once import NotAtOnceError, Part
from core.db.driver import driver_of
from core.db.uow import UnitOfWork
from core.db.work_record import WorkRecord
from core.ids import new_id
from core.key_action import KeyAction
from core.ports.bank_feed import ConsentStatus
from core.webhooks.event_kind import EventKind

_WRITE: Final = """
INSERT INTO webhook_events (id, user_id, kind, subject_ids, account_ids)
SELECT told.id, told.user_id, told.kind, ARRAY[told.subject_id], ARRAY[]::uuid[]
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) AS told (id, user_id, kind, subject_id)
WHERE EXISTS (
    SELECT 1 FROM webhooks w WHERE w.user_id = told.user_id AND w.status = 'active' AND told.kind = ANY (w.kinds)
)
"""
"""Where nobody listens nothing is written. No lock is taken: an endpoint that is being removed holds nobody up."""
_OF_ACTION: Final[Mapping[str, EventKind]] = {
    "document.read": EventKind.DOCUMENT_READ,
    "bank.consent_lapses_soon": EventKind.CONSENT_EXPIRING,
    "bank.consent_revoked": EventKind.CONSENT_ENDED,
}
_OVER: Final = frozenset({ConsentStatus.REJECTED, ConsentStatus.REVOKED, ConsentStatus.EXPIRED, ConsentStatus.USED})


async def write_events(uow: UnitOfWork) -> None:
    """Make events of the key actions that the unit of work recorded: the hook before every commit.

    What a domain tells a person's history it tells their endpoints: a new state of a lead needs no word here.
    """
    told = [(action, kind) for action in uow.recorded if (kind := kind_of(action)) and action.subject_id]
    if told:
        await _write(uow, [(action.user_id, kind, action.subject_id) for action, kind in told if action.subject_id])


def no_events_beside(record: WorkRecord) -> Iterable[Part]:
    """Nothing goes beside what is written at once: what would be an event is for a unit of work."""
    if any(kind_of(action) for action in record.recorded):
        raise NotAtOnceError("an event of a key action")
    return ()


def kind_of(action: KeyAction) -> EventKind | None:
    """The event that a key action is; None for one that is nobody else's matter."""
    if action.action.startswith("lead."):
        return EventKind.LEAD_CHANGED
    if action.action == "bank.consent_changed":
        after = action.details.get("after")
        if after == ConsentStatus.AUTHORISED.value:
            return EventKind.CONSENT_GRANTED
        return EventKind.CONSENT_ENDED if after in _OVER else None
    return _OF_ACTION.get(action.action)


async def write_event(uow: UnitOfWork, user_id: UUID, kind: EventKind, subject_ids: Iterable[UUID]) -> None:
    """Write an event of each of these, where somebody listens for the kind."""
    await _write(uow, [(user_id, kind, subject_id) for subject_id in subject_ids])


async def write_event_once(uow: UnitOfWork, event_id: UUID, user_id: UUID, kind: EventKind, subject_id: UUID) -> None:
    """As `write_event`, of what was told under this id before nothing. Needs the system role."""
    driver = await driver_of(uow.session)
    await driver.execute(f"{_WRITE} ON CONFLICT (id) DO NOTHING", [event_id], [user_id], [kind.value], [subject_id])


async def _write(uow: UnitOfWork, told: Sequence[tuple[UUID, EventKind, UUID]]) -> None:
    driver = await driver_of(uow.session)
    await driver.execute(
        _WRITE,
        [new_id() for _ in told],
        [user_id for user_id, _, _ in told],
        [kind.value for _, kind, _ in told],
        [subject_id for _, _, subject_id in told],
    )
