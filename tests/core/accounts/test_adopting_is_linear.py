"""Another source's file over a big one without ids: PostgreSQL has no figures of rows that new, and may plan badly."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.merging import adopt_ids
from core.adapters.wiring import Platform
from core.db.driver import driver_of
from core.ports.statement_parser import StatementLine
from tests.core.accounts.books import Telling, open_books
from tests.support.people import Person

LINES = 2_000


def steps_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from steps_of(inner)


async def analyze(platform: Platform) -> None:
    owner = await asyncpg.connect(platform.settings.database_url.get_secret_value())
    try:
        await owner.execute("ANALYZE transactions, transaction_aliases")
    finally:
        await owner.close()


@pytest.mark.parametrize("has_figures", [False, True])
async def test_no_line_is_compared_with_each_row(
    has_figures: bool, platform: Platform, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    class Explaining:
        """The driver, which counts what the plan of each statement compares."""

        def __init__(self, driver: Any) -> None:
            self._driver = driver

        async def execute(self, statement: str, *given: Any, **named: Any) -> None:
            await self.explain(statement, given)
            await self._driver.execute(statement, *given, **named)

        async def fetch(self, statement: str, *given: Any, **named: Any) -> Any:
            await self.explain(statement, given)
            return await self._driver.fetch(statement, *given, **named)

        async def explain(self, statement: str, given: tuple[Any, ...]) -> None:
            undo = self._driver.transaction()
            await undo.start()
            found = await self._driver.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", *given)
            await undo.rollback()
            steps = steps_of(found[0]["Plan"])
            compared.append(sum(step.get("Rows Removed by Join Filter", 0) * step["Actual Loops"] for step in steps))

    async def explaining(session: AsyncSession) -> Explaining:
        return Explaining(await driver_of(session))

    monkeypatch.setattr(adopt_ids, "driver_of", explaining)
    if has_figures:  # of other people's accounts, each of a few rows
        await analyze(platform)
    assert person.user_id is not None
    books = await open_books(platform, person.user_id)
    lines = [
        StatementLine(date(2026, 1, 1) + timedelta(days=n % 50), Decimal(-n - 1), "RUB", f"Shop {n}")
        for n in range(LINES)
    ]
    named = [replace(line, bank_id=str(n)) for n, line in enumerate(lines)]
    counts = await books.tell_all([Telling("a", lines), Telling("b", named, 2, "ofx"), Telling("c", named, 3, "feed")])
    assert [(count.new, count.duplicate) for count in counts] == [(LINES, 0), (0, LINES), (0, LINES)]
    assert len(compared) == 2 * len(("meet", "adopt"))
    assert max(compared) <= 2 * LINES, "where each was compared with each it was two million, or four"
