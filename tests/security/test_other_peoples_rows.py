"""As the application's role, with plain SQL and no filter of our own: another person's rows are neither seen nor
changed, taken over, or referred to.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.ids import new_id
from tests.security.conftest import People
from tests.support.whole_person import MADE_ELSEWHERE, Rows, fill_every_table, fingerprint, persons_tables

pytestmark = pytest.mark.security
NAMES = [table.name for table in persons_tables()]
FILLED = [name for name in NAMES if name not in MADE_ELSEWHERE]
SHARED = {"categories", "offers", "partners", "oauth_clients", "users"}
"""Named by their id alone: they may be everybody's, and a grant names whom it lets in."""
REFERENCES = sorted(
    (table.name, element.parent.name, element.column.table.name)
    for table in persons_tables()
    for constraint in table.constraints
    if isinstance(constraint, ForeignKeyConstraint)
    for element in constraint.elements
    if element.parent.name != "user_id" and table.name not in MADE_ELSEWHERE
    if element.column.table.name not in SHARED
)  # a table's constraints are a set: each process of the tests would have an order of its own
SEALED_OFF = {"person_keys": "wrapped", "audit_unsealed": "details"}
NO_RIGHT = ("permission denied", "row-level security")


@dataclass
class Two:
    """`mine` and `theirs` are rows of each by table; `mark` stands in every text of the other's."""

    me: UUID
    them: UUID
    mine: Rows
    theirs: Rows
    mark: str


@pytest.fixture(scope="session")
async def pair(platform: Platform, make_people: People) -> Two:
    one, other = await make_people(), await make_people()
    assert one.user_id is not None
    assert other.user_id is not None
    mark = f"secret{uuid4().hex}"
    mine = await fill_every_table(platform, one.user_id, f"own{uuid4().hex}")
    return Two(one.user_id, other.user_id, mine, await fill_every_table(platform, other.user_id, mark), mark)


@pytest.mark.parametrize("name", sorted({*NAMES, "users"} - set(SEALED_OFF)))
async def test_no_row_is_seen(platform: Platform, pair: Two, name: str) -> None:
    async with platform.database.read(pair.me) as read:
        rows = (await read.session.execute(text(f"SELECT t::text FROM {name} t"))).scalars().all()  # noqa: S608 a table's name of ours
    assert rows, "the person's own row is there, so that the test can see"
    assert not [row for row in rows if pair.mark in row or str(pair.them) in row]


@pytest.mark.parametrize(("name", "column"), SEALED_OFF.items())
async def test_what_the_application_may_not_read_it_can_not(
    platform: Platform, pair: Two, name: str, column: str
) -> None:
    async with platform.database.read(pair.me) as read:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await read.session.execute(text(f"SELECT {column} FROM {name}"))  # noqa: S608 names of ours


@pytest.mark.parametrize("name", FILLED)
async def test_no_row_is_changed_or_removed(platform: Platform, pair: Two, name: str) -> None:
    table = metadata.tables[name]
    before = await fingerprint(platform, pair.them)
    for statement in (
        update(table).values(user_id=table.c.user_id).where(table.c.user_id == pair.them),
        delete(table).where(table.c.user_id == pair.them),
    ):
        with suppress(ProgrammingError):  # some tables are only added to
            async with platform.database.unit_of_work(pair.me) as uow:
                outcome = await uow.session.execute(statement)
                assert outcome.rowcount == 0  # type: ignore[attr-defined]  # there for what changes rows
    assert await fingerprint(platform, pair.them) == before


@pytest.mark.parametrize("name", FILLED)
async def test_no_row_is_given_to_them_or_taken_from_them(platform: Platform, pair: Two, name: str) -> None:
    table = metadata.tables[name]
    before = await fingerprint(platform, pair.them)
    planted = {**pair.mine[name], "user_id": pair.them}
    if "id" in planted:
        planted["id"] = new_id()
    given = update(table).where(table.c.user_id == pair.me).values(user_id=pair.them)
    for statement in (insert(table).values(**planted), given):
        with pytest.raises(DBAPIError) as refused:
            async with platform.database.unit_of_work(pair.me) as uow:
                await uow.session.execute(statement)
        assert any(words in str(refused.value) for words in NO_RIGHT), refused.value
    assert await fingerprint(platform, pair.them) == before


@pytest.mark.parametrize(("name", "column", "parent"), REFERENCES)
async def test_no_row_refers_to_theirs(platform: Platform, pair: Two, name: str, column: str, parent: str) -> None:
    table = metadata.tables[name]
    row = {**pair.mine[name], column: pair.theirs[parent]["id"]}
    if "id" in row:
        row["id"] = new_id()
    with pytest.raises(IntegrityError, match="foreign key"):
        await _replace(platform, pair.me, table, row)


async def _replace(platform: Platform, me: UUID, table: Table, row: dict[str, Any]) -> None:
    """A row of mine instead of those there, which a unique index could refuse it for."""
    async with platform.database.unit_of_work(me) as uow:
        with suppress(ProgrammingError):
            async with uow.session.begin_nested():
                await uow.session.execute(delete(table).where(table.c.user_id == me))
        await uow.session.execute(insert(table).values(**row))


async def test_a_reference_to_their_category_shows_nothing_of_it(platform: Platform, pair: Two) -> None:
    """A category may be everybody's, so that its reference carries no owner: whoever guessed the id learns nothing."""
    transactions, categories = metadata.tables["transactions"], metadata.tables["categories"]
    stolen = pair.theirs["categories"]["id"]
    async with platform.database.unit_of_work(pair.me) as uow:
        mine = update(transactions).where(transactions.c.user_id == pair.me)
        await uow.session.execute(mine.values(category_id=stolen))
        seen = select(categories.c.key).where(categories.c.id == stolen)
        assert (await uow.session.execute(seen)).all() == []
