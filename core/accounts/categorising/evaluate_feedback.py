"""How good each decider was in a month, by what people said of it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from core.accounts.categorising.models import CategoriserEvaluationRow, CategoryFeedbackRow, Feedback
from core.accounts.models import TransactionRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.ports.categoriser import DecidedBy

_EVALUATED = (
    DecidedBy.RULE,
    DecidedBy.CORRECTION,
    DecidedBy.MERCHANT,
    DecidedBy.PURPOSE,
    DecidedBy.MODEL,
    DecidedBy.IMPORT,
)
_STEP = Decimal("0.0001")


def month_before(day: date) -> date:
    """The first day of the month before the one that holds `day`."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


async def evaluate_feedback(uow: UnitOfWork, month: date, now: datetime) -> list[CategoriserEvaluationRow]:
    """Count a month for everybody together and store it; again gives the same rows. Needs the system role."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    said = {
        (found.decided_by, found.feedback): found.lines
        for found in await uow.session.execute(
            select(CategoryFeedbackRow.decided_by, CategoryFeedbackRow.feedback, func.count().label("lines"))
            .where(CategoryFeedbackRow.created_at >= month, CategoryFeedbackRow.created_at < after)
            .group_by(CategoryFeedbackRow.decided_by, CategoryFeedbackRow.feedback)
        )
    }
    kept = {
        found.decided_by: found.lines
        for found in await uow.session.execute(
            select(TransactionRow.decided_by, func.count().label("lines"))
            .where(
                TransactionRow.decided_by.in_(_EVALUATED),
                TransactionRow.category_id.is_not(None),
                TransactionRow.deleted_at.is_(None),
                TransactionRow.updated_at >= month,
                TransactionRow.updated_at < after,
            )
            .group_by(TransactionRow.decided_by)
        )
    }
    before = {
        found.decided_by: found.precision
        for found in await uow.session.execute(
            select(CategoriserEvaluationRow.decided_by, CategoriserEvaluationRow.precision).where(
                CategoriserEvaluationRow.month == month_before(month)
            )
        )
    }
    rows = []
    for decider in _EVALUATED:
        counts = {feedback: said.get((decider, feedback), 0) for feedback in Feedback}
        figures = _figures(kept.get(decider, 0), counts, before.get(decider))
        if figures:
            rows.append(await _store(uow, {"month": month, "decided_by": decider, "evaluated_at": now, **figures}))
    return rows


def _figures(kept: int, counts: dict[Feedback, int], before: Decimal | None) -> dict[str, object]:
    total = kept + sum(counts.values())
    if not total:
        return {}
    wrong = counts[Feedback.CORRECTED] + counts[Feedback.REJECTED]
    precision = (1 - Decimal(wrong) / total).quantize(_STEP)
    return {
        "kept": kept,
        **{feedback.value: count for feedback, count in counts.items()},
        "precision": precision,
        "change": precision - before if before is not None else None,
    }


async def _store(uow: UnitOfWork, values: dict[str, object]) -> CategoriserEvaluationRow:
    stored = insert(CategoriserEvaluationRow).values({"id": new_id(), **values})
    changed = {name: stored.excluded[name] for name in values if name not in {"month", "decided_by"}}
    statement = stored.on_conflict_do_update(index_elements=["month", "decided_by"], set_=changed)
    return (
        await uow.session.execute(
            statement.returning(CategoriserEvaluationRow).execution_options(populate_existing=True)
        )
    ).scalar_one()
