"""Writing key actions down: beside what they tell of, and sealed into their person's chain soon after."""

import json
from collections.abc import Iterator
from typing import Any, Final

from core.db.at_once import Part
from core.db.driver import driver_of
from core.db.uow import UnitOfWork
from core.db.work_record import WorkRecord
from core.ids import new_id
from core.key_action import KeyAction, Origin

ORIGIN: Final = "from"
"""The detail that tells where a request came from."""
_WRITE: Final = """
INSERT INTO audit_unsealed (id, user_id, actor_id, action, subject_type, subject_id, details)
SELECT told.id, told.user_id, told.actor_id, told.action, told.subject_type, told.subject_id, told.details::jsonb
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[])
  AS told (id, user_id, actor_id, action, subject_type, subject_id, details)
"""
"""One statement however much was recorded, and no lock: two requests of a person commit side by side."""
_BESIDE: Final = f"{_WRITE} CROSS JOIN changed"


async def write_history(uow: UnitOfWork) -> None:
    """Write down what the unit of work recorded, in its own transaction: the hook before every commit."""
    if uow.recorded:
        driver = await driver_of(uow.session)
        await driver.execute(_WRITE, *_values(uow))


def history_beside(record: WorkRecord) -> Iterator[Part]:
    """The same of what is written at once."""
    if record.recorded:
        yield Part(_BESIDE, _values(record))


def _values(record: WorkRecord) -> list[list[Any]]:
    actions = record.recorded
    return [
        [new_id() for _ in actions],
        [action.user_id for action in actions],
        [action.actor_id for action in actions],
        [action.action for action in actions],
        [action.subject_type for action in actions],
        [action.subject_id for action in actions],
        [json.dumps(_with_origin(action, record.origin)) for action in actions],
    ]


def _with_origin(action: KeyAction, origin: Origin | None) -> dict[str, Any]:
    """The details, with where it was done from if the person did it: where others sat is not theirs to know."""
    if origin is None or action.actor_id != action.user_id:
        return action.details
    return {**action.details, ORIGIN: origin.told()}
