"""The database itself keeps people apart: shown on the catalogue, and with the application's own filters left out."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from core.accounts.models import AccountRow, TransactionRow
from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.db.grantee_policies import READ
from core.db.roles import ACCOUNTANT_ROLE, APP_ROLE, PARTNER_ROLE, READER_ROLE, SYSTEM_ROLE
from core.identity.models import UserRow
from core.ids import new_id
from tests.support.histories import history_of
from tests.support.people import Person

pytestmark = pytest.mark.security

NEW_ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"
OWNERS_OWN = {"account_erasures": "SELECT", "audit_entries": "ALL", "document_chunks": "SELECT"}
"""What functions of the owner may look at: `chunks_with_words` and `shred_history` hold to the person themselves."""
NOT_THE_APPS = {"person_keys"}
GRANTEES = {READER_ROLE, ACCOUNTANT_ROLE, PARTNER_ROLE}
OWNED = sorted(name for name, table in metadata.tables.items() if "user_id" in table.columns or name == "users")
WRITE_ONLY = {"audit_unsealed"}


async def test_every_table_with_a_person_has_its_policies(platform: Platform) -> None:
    async with platform.database.read_system() as read:
        tables = (
            await read.session.execute(
                text("SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = ANY(:names)"),
                {"names": OWNED},
            )
        ).all()
        policies = (
            await read.session.execute(
                text("SELECT tablename, policyname, cmd, roles::text[] FROM pg_policies ORDER BY 1, 2")
            )
        ).all()
        owner = (
            await read.session.execute(text("SELECT tableowner FROM pg_tables WHERE tablename = 'users'"))
        ).scalar()
    assert {table.relname for table in tables} == set(OWNED)
    assert [table.relname for table in tables if not (table.relrowsecurity and table.relforcerowsecurity)] == []
    for name in OWNED:
        roles = {role for policy in policies if policy.tablename == name for role in policy.roles}
        finder = {owner} if name in OWNERS_OWN else set()
        assert roles - GRANTEES == {APP_ROLE, SYSTEM_ROLE} | finder, name
    assert [(one.tablename, one.cmd) for one in policies if owner in one.roles] == sorted(OWNERS_OWN.items())
    lent = {(one.tablename, one.cmd, *one.roles) for one in policies if GRANTEES & set(one.roles)}
    assert lent == {(table, "SELECT", READER_ROLE) for table, _ in READ} | {
        ("transactions", "UPDATE", ACCOUNTANT_ROLE),
        ("category_rules", "SELECT", ACCOUNTANT_ROLE),
        ("category_feedback", "SELECT", ACCOUNTANT_ROLE),
        ("category_feedback", "INSERT", ACCOUNTANT_ROLE),
        ("offers", "ALL", PARTNER_ROLE),
        ("leads", "SELECT", PARTNER_ROLE),
        ("leads", "UPDATE", PARTNER_ROLE),
        ("lead_steps", "SELECT", PARTNER_ROLE),
        ("lead_steps", "INSERT", PARTNER_ROLE),
    }


async def test_neither_role_can_switch_it_off(platform: Platform) -> None:
    async with platform.database.read_system() as read:
        roles = (
            await read.session.execute(
                text("SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = ANY(:names)"),
                {"names": [APP_ROLE, SYSTEM_ROLE, *GRANTEES]},
            )
        ).scalars()
        owned = await read.session.execute(
            text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = ANY(:names)"),
            {"names": [APP_ROLE, SYSTEM_ROLE, *GRANTEES]},
        )
        assert list(roles) == [False] * 5
        assert owned.scalar_one() == 0


async def test_without_a_filter_a_person_still_sees_only_their_own(
    platform: Platform, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    other = await another()
    for somebody in (person, other):
        await somebody.ask(NEW_ACCOUNT, i={"name": "Main", "currency": "RUB"})
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        owners = (await read.session.execute(select(AccountRow.user_id))).scalars().all()
        people = (await read.session.execute(select(UserRow.id))).scalars().all()
    assert set(owners) == {person.user_id}
    assert set(people) == {person.user_id}


@pytest.mark.parametrize("name", sorted(set(OWNED) - NOT_THE_APPS))
async def test_with_no_person_set_there_are_no_rows(platform: Platform, person: Person, name: str) -> None:
    await person.ask(NEW_ACCOUNT, i={"name": "Main", "currency": "RUB"})
    async with platform.database.read(None) as read:
        table = metadata.tables[name]
        owner = table.columns["id" if name == "users" else "user_id"]
        counted = select(func.count()).select_from(table).where(owner.is_not(None))
        if name in WRITE_ONLY:
            with pytest.raises(ProgrammingError, match="permission denied"):
                await read.session.execute(counted)
        else:
            assert (await read.session.execute(counted)).scalar_one() == 0


async def test_nobody_writes_into_anothers_books(
    platform: Platform, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    other = await another()
    await other.ask(NEW_ACCOUNT, i={"name": "Theirs", "currency": "RUB"})
    assert person.user_id is not None
    assert other.user_id is not None
    values = {"id": new_id(), "user_id": other.user_id, "name": "x", "currency": "RUB"}
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with platform.database.unit_of_work(person.user_id) as uow:
            await uow.session.execute(insert(AccountRow).values(**values))
    async with platform.database.unit_of_work(person.user_id) as uow:
        renamed = await uow.session.execute(update(AccountRow).values(name="mine").returning(AccountRow.id))
        erased = await uow.session.execute(delete(TransactionRow).returning(TransactionRow.id))
        assert (renamed.scalars().all(), erased.scalars().all()) == ([], [])
    async with platform.database.read(other.user_id) as read:
        assert (await read.session.execute(select(AccountRow.name))).scalars().all() == ["Theirs"]


@pytest.mark.parametrize("verb", ["UPDATE audit_unsealed SET action = 'x'", "DELETE FROM audit_unsealed"])
async def test_what_waits_to_be_sealed_is_out_of_reach_of_who_did_it(
    platform: Platform, person: Person, verb: str
) -> None:
    assert person.user_id is not None
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with platform.database.unit_of_work(person.user_id) as uow:
            await uow.session.execute(text(verb))


@pytest.mark.parametrize("verb", ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"])
async def test_history_can_be_neither_changed_nor_removed(platform: Platform, person: Person, verb: str) -> None:
    await person.ask(NEW_ACCOUNT, i={"name": "Main", "currency": "RUB"})
    assert person.user_id is not None
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with platform.database.unit_of_work(person.user_id) as uow:
            await uow.session.execute(text(verb))
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with platform.database.system_unit_of_work() as uow:
            await uow.session.execute(text(verb))
    assert len(await history_of(platform, person.user_id)) == 1


async def test_a_reading_transaction_can_not_write(platform: Platform, person: Person) -> None:
    assert person.user_id is not None
    with pytest.raises(DBAPIError, match="read-only transaction"):
        async with platform.database.read(person.user_id) as read:
            await read.session.execute(update(AccountRow).values(name="x"))
