"""The same documents and payments make the same links, in whatever order they come and however often it is asked."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.wiring import Platform
from core.documents.matching.models import MatchStatus
from tests.core.documents.matching.papers import DAY, Desk, open_desk
from tests.support.people import Person, make_person

MERCHANTS = (("ООО Ромашка", "SP*ROMASHKA 4421"), ("Аптека Вита", "APTEKA VITA MOSCOW"))
AMOUNTS = ("1437.82", "250.00", "1687.82", "1580.00")
Said = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Item:
    """A document or a payment; equal ones are twins."""

    is_payment: bool
    merchant: int
    amount: str
    day: int

    async def put(self, desk: Desk) -> None:
        name, text = MERCHANTS[self.merchant]
        on = DAY + timedelta(days=self.day)
        if self.is_payment:
            await desk.pay(self.amount, on, text)
        else:
            await desk.send(self.amount, on, name)


ITEMS = st.builds(Item, st.booleans(), st.integers(0, 1), st.sampled_from(AMOUNTS), st.integers(0, 4))


async def _desk(platform: Platform, person: Person) -> Desk:
    someone = await make_person(platform, person.client)
    assert someone.user_id is not None
    return await open_desk(platform, someone.user_id)


async def _said(desk: Desk) -> Said:
    """What the books say, without ids: twins may stand for one another."""
    async with desk.platform.database.read(desk.user_id) as read:
        driver = (await (await read.session.connection()).get_raw_connection()).driver_connection
        assert driver is not None
        rows = await driver.fetch(
            """SELECT d.merchant, d.dated_on, d.total_minor, t.description, t.booked_on, t.amount_minor, m.status,
                      m.kind, m.score, m.amount_minor
               FROM document_matches m JOIN documents d ON d.id = m.document_id
               JOIN transactions t ON t.id = m.transaction_id WHERE m.user_id = $1""",
            desk.user_id,
        )
    return sorted(tuple(row.values()) for row in rows)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), items=st.lists(ITEMS, min_size=2, max_size=8))
async def test_the_order_makes_no_difference(
    platform: Platform, person: Person, data: st.DataObject, items: list[Item]
) -> None:
    at_once = await _desk(platform, person)
    for item in items:
        await item.put(at_once)
    await at_once.match()
    one_by_one = await _desk(platform, person)
    shuffled = data.draw(st.permutations(items))
    for item in shuffled:
        await item.put(one_by_one)
        await one_by_one.match()
    assert await _said(one_by_one) == await _said(at_once)
    assert await at_once.overdrawn() == []
    assert await one_by_one.overdrawn() == []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), items=st.lists(ITEMS, min_size=2, max_size=7))
async def test_whatever_is_decided_rejected_pairs_stay_away_and_no_payment_is_overdrawn(
    platform: Platform, person: Person, data: st.DataObject, items: list[Item]
) -> None:
    desk = await _desk(platform, person)
    rejected: set[tuple[Any, Any]] = set()
    places = st.integers(0, 59)
    for item in items:
        await item.put(desk)
        await desk.match()
        open_rows = [row for row in await desk.rows() if row.status in (MatchStatus.SUGGESTED, MatchStatus.AUTOMATIC)]
        if open_rows and data.draw(places) % 2:
            row = open_rows[data.draw(places) % len(open_rows)]
            belongs = data.draw(places) % 2 == 0
            await desk.decide(row.document_id, row.transaction_id, belongs=belongs)
            if not belongs:
                rejected.add((row.document_id, row.transaction_id))
        assert await desk.overdrawn() == []
        says = await desk.says()
        assert {(document, payment) for document, payment, status in says if status is MatchStatus.REJECTED} == rejected
    await desk.match()
    before = await desk.rows()
    await desk.match()
    after = await desk.rows()
    assert [(row.id, row.status, row.score) for row in after] == [(row.id, row.status, row.score) for row in before]
    assert all(Decimal(0) <= row.score <= 1 for row in after)
