from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, update

from core.accounts.categorising.offer_rule import RuleOffer, offer_rule
from core.accounts.categorising.record_feedback import record_feedback
from core.accounts.errors import DeletedError
from core.accounts.lock_books import lock_books
from core.accounts.models import TransactionRow
from core.accounts.repository import category_of, transaction_of
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.ports.categoriser import DecidedBy

SHOWN = 60
"""Characters of a description that a reason repeats."""
NOT_TAUGHT = (DecidedBy.PERSON, DecidedBy.RULE, DecidedBy.PAIR)
"""Whose word a correction of another line does not change."""


@dataclass(frozen=True, slots=True)
class CategoriseTransaction:
    """A person's word on a category; None takes the category away."""

    transaction_id: UUID
    category_id: UUID | None
    apply_to_twins: bool = True


@dataclass(frozen=True, slots=True)
class Categorised:
    """The transaction, how many others of the same merchant followed it, and a rule that would sort the next ones."""

    transaction: TransactionRow
    twins_changed: int
    offer: RuleOffer | None = None


async def categorise_transaction(uow: UnitOfWork, command: CategoriseTransaction) -> Categorised:
    """Set a category by hand: final for this transaction, and taught at once to its twins.

    Twins are lines of the same merchant and direction that no person has decided. Raises NotFoundError, DeletedError.
    """
    await lock_books(uow)
    row = await transaction_of(uow.session, uow.person, command.transaction_id, for_update=True)
    if row.deleted_at is not None:
        raise DeletedError("The transaction is deleted. Restore it first.", field="id")
    if command.category_id is not None:
        await category_of(uow.session, uow.person, command.category_id)
    details = {"before": _text(row.category_id), "after": _text(command.category_id)}
    feedback = await record_feedback(uow, row, command.category_id)
    details |= {"feedback": feedback}
    row.category_id = command.category_id
    row.decided_by = DecidedBy.PERSON
    row.confidence = None
    row.model_version = None
    row.decided_because = None
    uow.touch(row.account_id, row.id)
    twins = 0
    if command.apply_to_twins and command.category_id is not None and row.merchant_key:
        twins = await _teach_twins(uow, row, command.category_id)
    details |= {"twins_changed": str(twins)}
    uow.record(KeyAction(uow.person, "transaction.categorised", "transaction", row.id, uow.person, details))
    await uow.session.flush()
    offer = await offer_rule(uow, row, command.category_id) if command.category_id is not None else None
    return Categorised(row, twins, offer)


async def _teach_twins(uow: UnitOfWork, row: TransactionRow, category_id: UUID) -> int:
    same_direction = TransactionRow.amount_minor > 0 if row.amount_minor > 0 else TransactionRow.amount_minor <= 0
    changed = await uow.session.execute(
        update(TransactionRow)
        .where(
            TransactionRow.user_id == uow.person,
            TransactionRow.merchant_key == row.merchant_key,
            TransactionRow.id != row.id,
            TransactionRow.deleted_at.is_(None),
            TransactionRow.decided_by.not_in(NOT_TAUGHT),
            same_direction,
        )
        .values(
            category_id=category_id,
            decided_by=DecidedBy.CORRECTION,
            confidence=None,
            model_version=None,
            decided_because=because(row),
            updated_at=func.now(),
        )
        .returning(TransactionRow.account_id, TransactionRow.id)
        .execution_options(synchronize_session=False)
    )
    twins = changed.tuples().all()
    for account_id, twin_id in twins:
        uow.touch(account_id, twin_id)
    return len(twins)


def because(row: TransactionRow) -> str:
    """Why a twin is what it is: a line that the person sorted."""
    return f"you sorted «{row.description[:SHOWN]}» so"


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
