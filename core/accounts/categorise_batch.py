"""Sorting what nobody has sorted yet, one bounded batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select, update

from core.accounts.models import CategoryRow, CategoryRuleRow, TransactionRow
from core.accounts.repository import own_transactions, visible_categories
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.ports.categoriser import DecidedBy, LabelledLine, Line, Proposal

BATCH = 500
"""Transactions a batch: half a second of work at the slowest, so progress moves and a cancel is heard."""
MOST_WHY = 200
"""Characters of a reason: it may repeat a bank's words."""
HISTORY = 2000
"""Corrections handed to the model: the newest."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Transactions to sort with all that is known for it. `next_after` is the id to go on from."""

    rows: Sequence[TransactionRow]
    history: Sequence[LabelledLine]
    rules: Sequence[tuple[str, UUID]]
    category_ids: dict[str, UUID]
    next_after: UUID | None


def as_line(row: TransactionRow) -> Line:
    """A transaction as the models see it."""
    return Line(row.description, row.amount_minor, row.currency, row.mcc, row.counterparty)


def _undecided(user_id: UUID, account_id: UUID | None) -> Select[tuple[TransactionRow]]:
    statement = own_transactions(user_id).where(
        TransactionRow.decided_by == DecidedBy.NONE,
        TransactionRow.category_id.is_(None),
        TransactionRow.deleted_at.is_(None),
    )
    return statement if account_id is None else statement.where(TransactionRow.account_id == account_id)


async def count_undecided(read: ReadSession, user_id: UUID, account_id: UUID | None) -> int:
    """How many there are to sort."""
    subquery = _undecided(user_id, account_id).subquery()
    return int((await read.session.execute(select(func.count()).select_from(subquery))).scalar_one())


async def load_batch(read: ReadSession, user_id: UUID, account_id: UUID | None, after: UUID | None) -> Batch:
    """The next batch in the order of ids."""
    statement = _undecided(user_id, account_id).order_by(TransactionRow.id).limit(BATCH)
    if after is not None:
        statement = statement.where(TransactionRow.id > after)
    rows = (await read.session.execute(statement)).scalars().all()
    categories = (
        await read.session.execute(visible_categories(user_id).with_only_columns(CategoryRow.key, CategoryRow.id))
    ).all()
    rules = (
        await read.session.execute(
            select(CategoryRuleRow.pattern, CategoryRuleRow.category_id)
            .where(CategoryRuleRow.user_id == user_id)
            .order_by(func.length(CategoryRuleRow.pattern).desc(), CategoryRuleRow.pattern)
        )
    ).all()
    return Batch(
        rows=rows,
        history=await _history(read, user_id),
        rules=[(rule.pattern, rule.category_id) for rule in rules],
        category_ids={category.key: category.id for category in categories},
        next_after=rows[-1].id if len(rows) == BATCH else None,
    )


async def _history(read: ReadSession, user_id: UUID) -> list[LabelledLine]:
    labelled = await read.session.execute(
        select(TransactionRow, CategoryRow.key)
        .join(CategoryRow, CategoryRow.id == TransactionRow.category_id)
        .where(TransactionRow.user_id == user_id, TransactionRow.decided_by == DecidedBy.PERSON)
        .order_by(TransactionRow.updated_at.desc())
        .limit(HISTORY)
    )
    return [LabelledLine(as_line(row), key) for row, key in reversed(labelled.tuples().all())]


def apply_rules(batch: Batch) -> dict[UUID, tuple[str, UUID]]:
    """Pattern and category id of the transactions that a rule of the person's decides; the longest pattern wins."""
    decided: dict[UUID, tuple[str, UUID]] = {}
    for row in batch.rows:
        text = row.description.casefold()
        match = next((rule for rule in batch.rules if rule[0] in text), None)
        if match is not None:
            decided[row.id] = match
    return decided


async def store_decisions(
    uow: UnitOfWork, batch: Batch, by_rule: dict[UUID, tuple[str, UUID]], proposals: dict[UUID, Proposal]
) -> int:
    """Write what was decided, unless a person decided meanwhile. Returns how many now have a category.

    A proposal that was not accepted is kept as undecided with its confidence: it is offered, not applied.
    """
    values: list[dict[str, object]] = [
        {
            "row_id": row_id,
            "category": category_id,
            "by": DecidedBy.RULE,
            "sure": None,
            "version": None,
            "why": f"your rule «{pattern}»",
        }
        for row_id, (pattern, category_id) in by_rule.items()
    ]
    for row_id, proposal in proposals.items():
        category_id = batch.category_ids.get(proposal.category or "")
        if category_id is None or not proposal.accepted:
            continue
        values.append(
            {
                "row_id": row_id,
                "category": category_id,
                "by": proposal.decided_by,
                "sure": Decimal(str(round(proposal.confidence, 3))),
                "version": proposal.model_version,
                "why": proposal.why[:MOST_WHY] or None,
            }
        )
    account_of = {row.id: row.account_id for row in batch.rows}
    for value in values:
        row_id = cast("UUID", value["row_id"])
        uow.touch(account_of[row_id], row_id)
    if values:
        connection = await uow.session.connection()
        await connection.execute(
            update(TransactionRow.__table__)  # type: ignore[arg-type]  # a mapped table is a Table
            .where(
                TransactionRow.user_id == uow.person,
                TransactionRow.id == bindparam("row_id"),
                TransactionRow.decided_by == DecidedBy.NONE,
            )
            .values(
                category_id=bindparam("category"),
                decided_by=bindparam("by"),
                confidence=bindparam("sure"),
                model_version=bindparam("version"),
                decided_because=bindparam("why"),
                updated_at=func.now(),
            ),
            values,
        )
    return len(values)
