"""A person's word on the categories of many transactions: as many single corrections, in a few statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Boolean, String, Uuid, func, update

from core.accounts.categorise_transaction import NOT_TAUGHT, because
from core.accounts.categorising.record_feedback import feedback_on
from core.accounts.judge_batch import Outcome, lock_batch
from core.accounts.models import CategoryRow, TransactionRow
from core.accounts.repository import visible_categories
from core.db.unnested import unnested
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.key_action import KeyAction
from core.ports.categoriser import DecidedBy


@dataclass(frozen=True, slots=True)
class Choice:
    """A category for a transaction; None takes it away."""

    transaction_id: UUID
    category_id: UUID | None


@dataclass(frozen=True, slots=True)
class BulkCategorised:
    """What became of each choice, in their order, and how many other lines followed."""

    outcomes: Sequence[Outcome]
    twins_changed: int


async def bulk_categorise(uow: UnitOfWork, choices: Sequence[Choice], *, apply_to_twins: bool) -> BulkCategorised:
    """Set categories by hand. What is wrong with one choice stops no other.

    The same as `categorise_transaction` of each, in the number of statements of one: final, fed back, taught to twins,
    each in the person's history. Where two choices would teach one twin, the later does. Raises BatchSizeError.
    """
    outcomes = await lock_batch(uow, [choice.transaction_id for choice in choices])
    keys = await _category_keys(uow, choices, outcomes)
    for index, choice in enumerate(choices):
        if choice.category_id is not None and choice.category_id not in keys.usable:
            missing = NotFoundError("There is no such category.", field="categoryId")
            outcomes[index] = missing if isinstance(outcomes[index], TransactionRow) else outcomes[index]
    sound = [
        (row, choice.category_id)
        for row, choice in zip(outcomes, choices, strict=True)
        if isinstance(row, TransactionRow)
    ]
    if not sound:
        return BulkCategorised(outcomes, 0)
    _tell(uow, sound, keys.by_id)
    await _write(uow, sound)
    lessons = {(row.merchant_key, row.amount_minor > 0): (row, chosen) for row, chosen in sound if chosen is not None}
    twins = await _teach(uow, lessons) if apply_to_twins else 0
    return BulkCategorised(outcomes, twins)


@dataclass(frozen=True, slots=True)
class _Keys:
    by_id: Mapping[UUID, str]
    usable: Collection[UUID]


async def _category_keys(uow: UnitOfWork, choices: Sequence[Choice], outcomes: Sequence[Outcome]) -> _Keys:
    """Keys of all categories in play; those that may be chosen are the person's or the system's, and not archived."""
    chosen = {choice.category_id for choice in choices}
    before = {row.category_id for row in outcomes if isinstance(row, TransactionRow)}
    wanted = visible_categories(uow.person).where(CategoryRow.id.in_((chosen | before) - {None}))
    rows = (await uow.session.execute(wanted)).scalars().all()
    return _Keys({row.id: row.key for row in rows}, {row.id for row in rows if row.archived_at is None})


def _tell(uow: UnitOfWork, sound: Sequence[tuple[TransactionRow, UUID | None]], keys: Mapping[UUID, str]) -> None:
    """Feedback and history, before anything is changed."""
    for row, chosen in sound:
        said = feedback_on(row, chosen, keys)
        if said is not None:
            uow.session.add(said)
        details = {
            "before": str(row.category_id) if row.category_id else None,
            "after": str(chosen) if chosen else None,
            "feedback": said.feedback if said is not None else None,
            "batch": str(len(sound)),
        }
        uow.record(KeyAction(uow.person, "transaction.categorised", "transaction", row.id, uow.person, details))


async def _write(uow: UnitOfWork, sound: Sequence[tuple[TransactionRow, UUID | None]]) -> None:
    said = unnested(
        ("id", [row.id for row, _ in sound], Uuid()), ("category_id", [chosen for _, chosen in sound], Uuid())
    )
    changed = (
        update(TransactionRow)
        .where(TransactionRow.user_id == uow.person, TransactionRow.id == said.c.id)
        .values(
            category_id=said.c.category_id,
            decided_by=DecidedBy.PERSON,
            confidence=None,
            model_version=None,
            decided_because=None,
            updated_at=func.now(),
        )
        .returning(TransactionRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    for row in (await uow.session.execute(changed)).scalars():
        uow.touch(row.account_id, row.id)


async def _teach(uow: UnitOfWork, lessons: Mapping[tuple[str, bool], tuple[TransactionRow, UUID]]) -> int:
    """Other lines of the same merchant and direction that no person, rule or pair has decided."""
    taught = [(key, is_in, row, chosen) for (key, is_in), (row, chosen) in lessons.items() if key]
    if not taught:
        return 0
    lesson = unnested(
        ("merchant_key", [key for key, *_ in taught], String()),
        ("is_in", [is_in for _, is_in, *_ in taught], Boolean()),
        ("category_id", [chosen for *_, chosen in taught], Uuid()),
        ("because", [because(row) for *_, row, _ in taught], String()),
    )
    changed = (
        update(TransactionRow)
        .where(
            TransactionRow.user_id == uow.person,
            TransactionRow.merchant_key == lesson.c.merchant_key,
            (TransactionRow.amount_minor > 0) == lesson.c.is_in,
            TransactionRow.deleted_at.is_(None),
            TransactionRow.decided_by.not_in(NOT_TAUGHT),
        )
        .values(
            category_id=lesson.c.category_id,
            decided_by=DecidedBy.CORRECTION,
            confidence=None,
            model_version=None,
            decided_because=lesson.c.because,
            updated_at=func.now(),
        )
        .returning(TransactionRow.account_id, TransactionRow.id)
        .execution_options(synchronize_session=False)
    )
    twins = (await uow.session.execute(changed)).tuples().all()
    for account_id, twin_id in twins:
        uow.touch(account_id, twin_id)
    return len(twins)
