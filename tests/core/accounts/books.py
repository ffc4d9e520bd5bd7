"""A person's ledger as plain values, to be filled by sources in any order and compared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from sqlalchemy import select

from core.accounts.merge_lines import MergeCounts, merge_lines
from core.accounts.merging.source import Source
from core.accounts.models import AccountRow, TransactionRow, TransactionSightingRow, TransactionSource
from core.accounts.repository import account_of
from core.adapters.wiring import Platform
from core.ids import new_id
from core.ports.statement_parser import StatementLine

NAMES = UUID("3f2504e0-4f89-11d3-9a0c-0305e82c3301")


@dataclass(frozen=True, repr=False)
class Telling:
    """One source with its lines. `space` None is a file without ids."""

    name: str
    lines: Sequence[StatementLine]
    told_on: int = 1
    space: str = "csv"
    kind: TransactionSource = TransactionSource.FILE
    covers_from: date | None = None

    def __repr__(self) -> str:
        """Short enough to read a failing example."""
        lines = (f"{x.booked_on:%d} {x.amount} {x.description} {x.status[0]} {x.bank_id or ''}" for x in self.lines)
        return f"{self.name}@{self.told_on}({'; '.join(lines)})"

    @property
    def source(self) -> Source:
        told_at = datetime(2026, 3, self.told_on, 12, tzinfo=UTC)
        return Source(self.kind, uuid5(NAMES, self.name), self.space, told_at, self.covers_from)


@dataclass(frozen=True)
class Books:
    """One account of one person."""

    platform: Platform
    user_id: UUID
    account_id: UUID

    async def tell(self, telling: Telling) -> MergeCounts:
        async with self.platform.database.unit_of_work(self.user_id) as uow:
            account = await account_of(uow.session, self.user_id, self.account_id, for_update=True)
            return await merge_lines(uow, account, telling.lines, telling.source)

    async def tell_all(self, tellings: Iterable[Telling]) -> list[MergeCounts]:
        return [await self.tell(telling) for telling in tellings]

    async def rows(self) -> list[TransactionRow]:
        async with self.platform.database.read(self.user_id) as read:
            found = select(TransactionRow).where(TransactionRow.account_id == self.account_id)
            return list((await read.session.execute(found.order_by(TransactionRow.id))).scalars())

    async def sightings(self) -> Counter[str]:
        """How many movements each source tells of, of the sources a to z."""
        names = {uuid5(NAMES, chr(letter)): chr(letter) for letter in range(ord("a"), ord("z") + 1)}
        async with self.platform.database.read(self.user_id) as read:
            again = (await read.session.execute(select(TransactionSightingRow.source_id))).scalars()
            first = [row.source_id for row in await self.rows()]
            return Counter(names[source_id] for source_id in [*first, *again] if source_id is not None)

    async def ledger(self) -> list[tuple[str, int, str, str]]:
        """What the books say, without what may differ: ids, and who told first."""
        rows = await self.rows()
        return sorted((row.booked_on.isoformat(), row.amount_minor, row.description, row.status.value) for row in rows)


async def open_books(platform: Platform, user_id: UUID, currency: str = "RUB") -> Books:
    """A new empty account."""
    async with platform.database.unit_of_work(user_id) as uow:
        account = AccountRow(id=new_id(), user_id=user_id, name="books", currency=currency, balance_minor=0)
        uow.session.add(account)
        await uow.session.flush()
    return Books(platform, user_id, account.id)
