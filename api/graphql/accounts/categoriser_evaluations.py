from datetime import date
from decimal import Decimal

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from core.accounts.categorising.models import CategoriserEvaluationRow
from core.ports.categoriser import DecidedBy

MOST = 240


@strawberry.type(description="How one decider did in a month, over everybody: counts only.")
class CategoriserEvaluation:
    """A decider's month."""

    month: date = strawberry.field(description="The first day of the month.")
    decided_by: DecidedBy = strawberry.field(description="Who decided.")
    kept: int = strawberry.field(description="How many decisions stand without a word about them.")
    accepted: int = strawberry.field(description="How many a person confirmed.")
    corrected: int = strawberry.field(description="How many a person changed.")
    rejected: int = strawberry.field(description="How many a person took away.")
    precision: Decimal = strawberry.field(description="Share, 0 to 1, that was neither corrected nor rejected.")
    change: Decimal | None = strawberry.field(
        description="How far that moved since the month before, -1 to 1; null in the first month."
    )


async def _evaluations(info: strawberry.Info[Context]) -> list[CategoriserEvaluation]:
    newest = select(CategoriserEvaluationRow).order_by(
        CategoriserEvaluationRow.month.desc(), CategoriserEvaluationRow.decided_by
    )
    async with info.context.read() as read:
        rows = (await read.session.execute(newest.limit(MOST))).scalars().all()
    return [
        CategoriserEvaluation(
            month=row.month,
            decided_by=row.decided_by,
            kept=row.kept,
            accepted=row.accepted,
            corrected=row.corrected,
            rejected=row.rejected,
            precision=row.precision,
            change=row.change,
        )
        for row in rows
    ]


@strawberry.type
class CategoriserEvaluationQueries:
    """Watching the categoriser."""

    categoriser_evaluations: list[CategoriserEvaluation] = query(
        Permission.MODELS_READ, "How the categories that were decided for people were taken, newest month first."
    )(_evaluations)
