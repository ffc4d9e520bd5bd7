from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from core.accounts.categorising.models import CategoryFeedbackRow, Feedback
from core.accounts.models import CategoryRow, TransactionRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.ports.categoriser import DecidedBy

_NOT_DECIDED_FOR_THEM = frozenset({DecidedBy.PERSON, DecidedBy.NONE})


async def record_feedback(uow: UnitOfWork, row: TransactionRow, chosen_id: UUID | None) -> Feedback | None:
    """Keep what the person says of the row's category, before it is changed. None where nobody had decided for them."""
    if row.category_id is None or row.decided_by in _NOT_DECIDED_FOR_THEM:
        return None
    keys = {
        found.id: found.key
        for found in await uow.session.execute(
            select(CategoryRow.id, CategoryRow.key).where(CategoryRow.id.in_([row.category_id, chosen_id]))
        )
    }
    said = feedback_on(row, chosen_id, keys)
    if said is None:
        return None
    uow.session.add(said)
    return said.feedback


def feedback_on(row: TransactionRow, chosen_id: UUID | None, keys: Mapping[UUID, str]) -> CategoryFeedbackRow | None:
    """The event, before the row is changed; `keys` are those of its category and of the chosen one. None as above."""
    if row.category_id is None or row.decided_by in _NOT_DECIDED_FOR_THEM:
        return None
    return CategoryFeedbackRow(
        id=new_id(),
        user_id=row.user_id,
        transaction_id=row.id,
        feedback=_feedback(row.category_id, chosen_id),
        decided_by=row.decided_by,
        decided_because=row.decided_because,
        confidence=row.confidence,
        model_version=row.model_version,
        proposed_key=keys[row.category_id],
        chosen_key=keys[chosen_id] if chosen_id is not None else None,
    )


def _feedback(proposed: UUID, chosen: UUID | None) -> Feedback:
    if chosen is None:
        return Feedback.REJECTED
    return Feedback.ACCEPTED if chosen == proposed else Feedback.CORRECTED
