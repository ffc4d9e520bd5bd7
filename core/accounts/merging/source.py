"""Who told of the movements that are merged."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.accounts.models import TransactionSource


@dataclass(frozen=True, slots=True)
class Source:
    """One telling of one account's movements: a statement in a file, or one read of a feed.

    `id` names what the lines came from, and is the same when it comes again: the bank connection, or the content of
    the file. `space` says where a bank's ids are comparable: an OFX file's id and a feed's are two names of one
    movement. `told_at` is when the source was made, not when it reached us: of two versions the later one holds,
    whichever came first. A feed tells of everything since `covers_from`: what it held and tells of no more is settled.
    """

    kind: TransactionSource
    id: UUID
    space: str
    told_at: datetime
    covers_from: date | None = None

    def scoped(self, bank_id: str) -> str:
        """A bank's id as the books keep it."""
        return f"{self.space}/{bank_id}"
