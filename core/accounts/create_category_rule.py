from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert

from core.accounts.bounded_text import NAME, bounded
from core.accounts.models import CategoryRuleRow, TransactionRow
from core.accounts.repository import category_of
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.ports.categoriser import DecidedBy


@dataclass(frozen=True, slots=True)
class CreateCategoryRule:
    """Descriptions that contain `pattern`, in any letter case, are of this category."""

    pattern: str
    category_id: UUID


async def create_category_rule(uow: UnitOfWork, command: CreateCategoryRule) -> int:
    """Add or change a rule and apply it at once to what no person decided. Returns how many transactions changed.

    Raises InvalidTextError, NotFoundError.
    """
    pattern = bounded(command.pattern, NAME, "pattern").casefold()
    category = await category_of(uow.session, uow.person, command.category_id)
    await uow.session.execute(
        insert(CategoryRuleRow)
        .values(id=new_id(), user_id=uow.person, pattern=pattern, category_id=category.id)
        .on_conflict_do_update(index_elements=["user_id", "pattern"], set_={"category_id": category.id})
    )
    changed = await uow.session.execute(
        update(TransactionRow)
        .where(
            TransactionRow.user_id == uow.person,
            TransactionRow.deleted_at.is_(None),
            TransactionRow.decided_by != DecidedBy.PERSON,
            func.strpos(func.lower(TransactionRow.description), pattern) > 0,
        )
        .values(
            category_id=category.id,
            decided_by=DecidedBy.RULE,
            confidence=None,
            model_version=None,
            decided_because=f"your rule «{pattern}»",
            updated_at=func.now(),
        )
        .returning(TransactionRow.account_id, TransactionRow.id)
        .execution_options(synchronize_session=False)
    )
    sorted_ones = changed.tuples().all()
    for account_id, sorted_id in sorted_ones:
        uow.touch(account_id, sorted_id)
    uow.record(KeyAction(uow.person, "category_rule.set", "category", category.id, uow.person, {"pattern": pattern}))
    return len(sorted_ones)
