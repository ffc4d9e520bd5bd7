"""Editing many transactions: as many single edits, in a few statements."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Date, String, Uuid, func, update
from sqlalchemy.types import TypeEngine

from core.accounts.judge_batch import Outcome, lock_batch
from core.accounts.models import TransactionRow
from core.accounts.update_transaction import UpdateTransaction, edited, judged_changes
from core.db.unnested import unnested
from core.db.uow import UnitOfWork
from core.errors import DomainError

_COLUMNS: Final[dict[str, TypeEngine[Any]]] = {
    "booked_on": Date(),
    "description": String(),
    "merchant_key": String(),
    "note": String(),
}


async def bulk_update(uow: UnitOfWork, commands: Sequence[UpdateTransaction]) -> list[Outcome]:
    """What became of each edit, in their order. What is wrong with one stops no other.

    The same as `update_transaction` of each: the same refusals, each in the person's history. Raises BatchSizeError.
    """
    outcomes = await lock_batch(uow, [command.transaction_id for command in commands])
    changed: list[tuple[TransactionRow, Mapping[str, Any]]] = []
    for index, (row, command) in enumerate(zip(outcomes, commands, strict=True)):
        if not isinstance(row, TransactionRow):
            continue
        try:
            values = judged_changes(row, command.changes)
        except DomainError as error:
            outcomes[index] = error
            continue
        if values:
            uow.touch(row.account_id, row.id)
            uow.record(edited(row, values))
            changed.append((row, values))
    if changed:
        await _write(uow, changed)
    return outcomes


async def _write(uow: UnitOfWork, changed: Sequence[tuple[TransactionRow, Mapping[str, Any]]]) -> None:
    """All rows are locked: what an edit leaves out is written as it is."""
    said = unnested(
        ("id", [row.id for row, _ in changed], Uuid()),
        *(
            (name, [values.get(name, getattr(row, name)) for row, values in changed], kind)
            for name, kind in _COLUMNS.items()
        ),
    )
    edits = (
        update(TransactionRow)
        .where(TransactionRow.user_id == uow.person, TransactionRow.id == said.c.id)
        .values({name: said.c[name] for name in _COLUMNS} | {"updated_at": func.now()})
        .returning(TransactionRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    (await uow.session.execute(edits)).scalars().all()
