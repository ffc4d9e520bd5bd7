from tests.tools.houses import MakeHouse
from tools.lints.commit_only_in_uow import check

BREAKS = """
async def book(session, engine):
    await session.commit()
    await (
        session
        .commit()
    )
    async with engine.begin() as connection:
        await connection.execute("insert")
    with engine.connect() as plain, plain.begin():
        plain.execute(" commit; ")
"""

KEEPS = """
async def book(uow, session):
    await session.begin()
    await session.flush()
    commit(uow)
    async with uow.unit_of_work() as work:
        work.add("commit message")
"""


def test_finds_each_way_to_commit(make_house: MakeHouse) -> None:
    found = list(check(make_house({"core/accounts/book.py": BREAKS})))
    assert sorted(finding.line for finding in found) == [3, 6, 8, 10, 11]
    assert {finding.path for finding in found} == {"core/accounts/book.py"}
    assert str(found[0]).startswith("core/accounts/book.py:")


def test_leaves_what_does_not_commit(make_house: MakeHouse) -> None:
    assert list(check(make_house({"api/book.py": KEEPS}))) == []


def test_the_unit_of_work_migrations_and_tests_may(make_house: MakeHouse) -> None:
    files = {
        "core/db/uow.py": BREAKS,
        "core/db/migrations/versions/0001_first.py": BREAKS,
        "tests/test_book.py": BREAKS,
    }
    assert list(check(make_house(files))) == []


def test_a_file_whose_name_only_begins_alike_may_not(make_house: MakeHouse) -> None:
    assert len(list(check(make_house({"core/db/uow.py2/x.py": BREAKS, "core/db/migrations_old.py": BREAKS})))) == 10
