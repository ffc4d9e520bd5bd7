"""Statement lines into the books: exact both ways.

No line comes in twice, and two real identical purchases both stay. A bank's id decides where there is one. Where there
is none, twins are counted: when a source tells of three identical lines on a day and the books have two, one is new.
What only looks alike is never merged: it is suggested to the person.

Each step is a join of what the sources told, so that the order in which they come, and how often, makes no difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.accounts.merging.add_fresh import add_fresh_lines, mark_seen, suggest_duplicates, suggest_settlements
from core.accounts.merging.adopt_ids import adopt_known_movements
from core.accounts.merging.known_ids import alias_lost_versions, drop_common_ids, take_other_versions, tidy_repeated_ids
from core.accounts.merging.lent_ids import take_back_lent_ids
from core.accounts.merging.pending import book_noted_movements, book_waiting_movements, recognise_late_pending
from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.accounts.merging.staged_lines import stage_lines
from core.accounts.merging.twins import (
    book_waiting_twins,
    find_fresh_ids,
    find_fresh_twins,
    note_told_without_id,
)
from core.accounts.models import AccountRow
from core.db.uow import UnitOfWork
from core.ports.statement_parser import StatementLine


@dataclass(slots=True)
class MergeCounts:
    """What became of the lines: `new` + `duplicate` + `changed` is all of them."""

    new: int = 0
    duplicate: int = 0
    changed: int = 0  # pending became booked, or the bank corrected a movement
    suspicious: int = 0  # new, and yet of the amount of a movement that another source dates within days

    def add(self, other: "MergeCounts") -> None:
        """Sum with the counts of another account."""
        self.new += other.new
        self.duplicate += other.duplicate
        self.changed += other.changed
        self.suspicious += other.suspicious


async def merge_lines(
    uow: UnitOfWork, account: AccountRow, lines: Iterable[StatementLine], source: Source
) -> MergeCounts:
    """Add what is new of one account's lines. The account's row must be locked by this transaction.

    Reads the lines once and keeps none of them in memory. Raises MoneyError for an amount that its currency can't have.
    """
    await uow.session.flush()
    scope = Scope(uow.session, uow.person, account.id, account.currency)
    staged = await stage_lines(uow.session, lines, account.currency, source)
    if not staged.lines:
        return MergeCounts()
    changed, noted = 0, list[UUID]()
    if staged.with_id:
        staged.with_id -= await drop_common_ids(scope)
    if staged.with_id:
        lost = await tidy_repeated_ids(scope)
        told_again, otherwise = await take_back_lent_ids(scope, source)
        staged.add_pending(told_again)
        lost += otherwise
        changed += await take_other_versions(scope, source)
        await find_fresh_ids(scope)
        changed += await adopt_known_movements(scope, source)
    if staged.with_id < staged.lines:
        await find_fresh_twins(scope)
        if staged.pending:
            noted = await note_told_without_id(scope)
    changed += await book_waiting_twins(scope, source)
    changed += await book_waiting_movements(scope, source)
    if staged.pending:
        await recognise_late_pending(scope)
        await book_noted_movements(scope, noted)
    await mark_seen(scope, source)
    new = await add_fresh_lines(scope, source)
    suspicious = await suggest_duplicates(scope, source) + await suggest_settlements(scope) if new else 0
    if staged.with_id:
        await alias_lost_versions(scope, lost)
    return MergeCounts(new, staged.lines - new - changed, changed, suspicious)
