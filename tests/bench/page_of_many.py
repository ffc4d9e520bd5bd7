"""An account's page and balance when it has many rows beside one that has a thousand: the same query, in turns."""

from collections.abc import Awaitable, Callable
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from core.accounts.list_transactions import TransactionFilter, list_transactions
from core.accounts.models import AccountRow
from core.accounts.repository import own_accounts
from core.db.keyset import Page
from tests.bench.context import Context
from tests.bench.figure import Figure, in_turns
from tests.bench.import_file import import_file
from tests.bench.ledger_file import write_ledger

FEW = 1_000
READS = 40


def page_figures(context: Context, of_many: UUID, rows: int) -> list[Figure]:
    """Milliseconds for the account's newest page, and for its balance, at `rows` and at a thousand."""
    path = context.folder / "few.csv"
    write_ledger(path, FEW, 7)
    of_few = context.person().id
    import_file(context, path.read_bytes(), FEW, of_few)
    named = [(f"page of an account of {rows:,} rows", _page), ("its balance", _balance)]
    return [_figure(context, name, read, of_many, of_few) for name, read in named]


def _figure(
    context: Context, name: str, read: Callable[[Context, UUID], Awaitable[Any]], of_many: UUID, of_few: UUID
) -> Figure:
    def timed(user_id: UUID) -> float:
        return float(context.run(_median_ms(context, read, user_id)))

    timed(of_many), timed(of_few)  # unmeasured: plans and pages are in memory
    measured = in_turns(context.pick(3, 9), 60, lambda: timed(of_many), lambda: timed(of_few))
    pairs = [(many, few) for many, few in measured]
    return Figure.of(name, "ms", f"one of {FEW:,}", pairs, is_higher_better=False)


async def _median_ms(context: Context, read: Callable[[Context, UUID], Awaitable[Any]], user_id: UUID) -> float:
    taken = []
    for _ in range(READS):
        began = perf_counter()
        await read(context, user_id)
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


async def _page(context: Context, user_id: UUID) -> None:
    async with context.platform.database.read(user_id) as session:
        account = (await session.session.execute(own_accounts(user_id))).scalars().first()
        wanted = TransactionFilter(account_ids=[account.id] if account else [])
        found = await list_transactions(session, user_id, wanted, Page(20, None))
        if len(found.rows) != 20:
            raise RuntimeError("not a page of 20")


async def _balance(context: Context, user_id: UUID) -> None:
    async with context.platform.database.read(user_id) as session:
        columns = own_accounts(user_id).with_only_columns(AccountRow.balance_minor, AccountRow.currency)
        (await session.session.execute(columns)).all()
