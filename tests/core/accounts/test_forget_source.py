"""What is left after a source is taken back is what the others told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts.merging.forget_source import Forgotten, forget_source
from core.accounts.models import TransactionSource
from core.adapters.wiring import Platform
from core.ports.statement_parser import StatementLine
from tests.core.accounts.books import Books, Telling, open_books

COFFEE = StatementLine(date(2026, 3, 2), Decimal("-3.00"), "RUB", "Coffee")
TEA = replace(COFFEE, description="Tea")
NAMED = st.integers(1, 4).map(lambda number: replace(COFFEE, bank_id=f"n{number}", amount=Decimal(-number)))
LINES = st.lists(st.sampled_from([COFFEE, TEA]), max_size=4) | st.lists(NAMED, max_size=4, unique_by=repr)


async def forget(books: Books, name: str) -> Forgotten:
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        return await forget_source(uow, Telling(name, []).source.id)


async def test_only_what_nobody_else_told_of_goes(books: Books) -> None:
    feed = Telling("b", [replace(COFFEE, bank_id="1")], kind=TransactionSource.FEED, space="feed")
    await books.tell_all([Telling("a", [COFFEE, COFFEE, TEA]), feed])
    assert await forget(books, "a") == Forgotten(removed=2, kept=1, account_ids=(books.account_id,))
    (left,) = await books.rows()
    assert (left.description, left.source, left.source_id) == ("Coffee", TransactionSource.FEED, feed.source.id)
    assert await books.sightings() == {"b": 1}
    assert await forget(books, "a") == Forgotten(0, 0, ())


async def test_what_was_taken_back_can_be_told_anew(books: Books) -> None:
    told = Telling("a", [COFFEE, COFFEE, TEA])
    await books.tell(told)
    before = await books.ledger()
    await forget(books, "a")
    assert await books.ledger() == []
    assert (await books.tell(told)).new == 3
    assert await books.ledger() == before


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=2, max_size=3), gone=st.integers(0, 2))
async def test_the_rest_is_as_if_it_had_never_been_told(
    platform: Platform, books: Books, lines: Sequence[list[StatementLine]], gone: int
) -> None:
    tellings = [Telling(name, some) for name, some in zip("abc", lines, strict=False)]
    forgotten = tellings[gone % len(tellings)]
    full, without = [await open_books(platform, books.user_id) for _ in range(2)]
    await full.tell_all(tellings)
    await forget(full, forgotten.name)
    await without.tell_all(telling for telling in tellings if telling is not forgotten)
    assert await full.ledger() == await without.ledger()
