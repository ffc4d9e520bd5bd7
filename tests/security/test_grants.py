"""What a grant gives, and that it gives nothing else: through the endpoint, and in the database with no filter."""

import base64
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.db.grant_scope import BeyondGrantError, GrantScope, read_under, work_under
from core.db.grantee_policies import READ
from core.db.roles import ACCOUNTANT_ROLE, READER_ROLE
from core.identity.grants.models import GrantRow
from core.identity.models import Role, UserRow, UserStatus
from tests.support.grants import (
    DECIDE,
    INVITE,
    REVOKE,
    TRANSACTIONS,
    Books,
    categories_of,
    let_in,
    make_books,
    seen_by,
)
from tests.support.jobs import Handlers, do_jobs
from tests.support.mails import mails_to
from tests.support.people import Person, make_person

pytestmark = pytest.mark.security
CATEGORISE = """mutation($i: CategoriseTransactionInput!) { categoriseTransaction(input: $i) {
  transaction { category { key } } twinsChanged errors { code } } }"""
HISTORY = "{ activity(first: 20) { edges { node { action doneBy details } } } }"
NO_GRANT = {"code": "NOT_FOUND", "field": "X-Solvent-On-Behalf-Of"}


@pytest.fixture
async def books(person: Person) -> Books:
    return await make_books(person)


@pytest.fixture
async def grantee(another: Callable[[], Awaitable[Person]]) -> Person:
    return await another()


def key_of(global_id: str | None) -> UUID:
    return UUID(base64.b64decode(global_id or "").decode().partition(":")[2])


def scope_of(caller: Person, owner: Person, role: str = READER_ROLE) -> GrantScope:
    assert owner.user_id is not None
    assert caller.user_id is not None
    return GrantScope(owner.user_id, key_of(caller.grant), caller.user_id, role)


async def history_of(person: Person) -> list[dict[str, Any]]:
    return [edge["node"] for edge in (await person.ask(HISTORY))["activity"]["edges"]]


@pytest.mark.parametrize(
    ("accounts", "scope", "seen"),
    [
        (None, {}, {"Office 2025 taxi", "Office 2026 taxi", "Home 2025 taxi", "Home 2026 taxi"}),
        (["Office"], {}, {"Office 2025 taxi", "Office 2026 taxi"}),
        (None, {"periodFrom": "2026-01-01"}, {"Office 2026 taxi", "Home 2026 taxi"}),
        (None, {"periodTo": "2025-03-05"}, {"Office 2025 taxi", "Home 2025 taxi"}),
        (["Home"], {"periodFrom": "2026-03-05", "periodTo": "2026-03-05"}, {"Home 2026 taxi"}),
    ],
)
async def test_a_grantee_sees_what_the_grant_covers(
    books: Books, grantee: Person, accounts: Sequence[str] | None, scope: dict[str, str], seen: set[str]
) -> None:
    keys = [books.accounts[name] for name in accounts] if accounts is not None else None
    caller = await let_in(books.owner, grantee, accountIds=keys, **scope)
    assert await seen_by(caller) == seen
    assert (await caller.ask(TRANSACTIONS))["transactions"]["totalCount"] == len(seen)
    names = {
        edge["node"]["name"]
        for edge in (await caller.ask("{ accounts { edges { node { name } } } }"))["accounts"]["edges"]
    }
    assert names == set(accounts or books.accounts)
    period = {"start": "2025-01-01", "end": "2026-12-31"}
    totals = await caller.ask("query($p: PeriodInput!) { categoryTotals(period: $p) { rows { count } } }", p=period)
    assert sum(row["count"] for row in totals["categoryTotals"]["rows"]) == len(seen)
    by_id = "query($id: ID!) { node(id: $id) { id } }"
    found = {name for name, key in books.transactions.items() if (await caller.ask(by_id, id=key))["node"] is not None}
    assert found == seen
    assert await seen_by(grantee) == set()  # without the header they are at home


async def test_the_database_holds_a_grantee_to_the_scope_with_no_filter_at_all(
    platform: Platform, books: Books, grantee: Person
) -> None:
    caller = await let_in(books.owner, grantee, accountIds=[books.accounts["Home"]], periodFrom="2026-01-01")
    scope = scope_of(caller, books.owner)
    expected = {"person_grants": 1, "accounts": 1, "transactions": 1}
    for table, _ in READ:
        async with read_under(platform.database, scope) as read:
            rows = (await read.session.execute(metadata.tables[table].select())).mappings().all()
        own = [row["user_id"] for row in rows if row["user_id"] is not None]
        assert own == [books.owner.user_id] * expected.get(table, 0), table
        other = GrantScope(scope.grantee_id, scope.grant_id, scope.grantee_id, READER_ROLE)
        async with read_under(platform.database, other) as read:  # the grant of one in the name of another
            rows = (await read.session.execute(metadata.tables[table].select())).mappings().all()
        assert [row for row in rows if row["user_id"] is not None] == [], table


@pytest.mark.parametrize("role", [READER_ROLE, ACCOUNTANT_ROLE])
async def test_what_is_not_granted_does_not_exist_for_a_grantee(
    platform: Platform, books: Books, grantee: Person, role: str
) -> None:
    caller = await let_in(books.owner, grantee, "ACCOUNTANT")
    scope = scope_of(caller, books.owner, role)
    lent = {name for name, _ in READ} | ({"category_rules", "category_feedback"} if role == ACCOUNTANT_ROLE else set())
    for name in sorted(set(metadata.tables) - lent):
        with pytest.raises(BeyondGrantError):
            async with read_under(platform.database, scope) as read:
                await read.session.execute(text(f"SELECT 1 FROM {name}"))  # noqa: S608 our own tables' names
    for verb in (
        "UPDATE transactions SET amount_minor = 1",
        "UPDATE accounts SET name = 'x'",
        "UPDATE person_grants SET account_ids = NULL",
        "DELETE FROM transactions",
        "INSERT INTO accounts (id, user_id, name) VALUES (gen_random_uuid(), app_user_id(), 'x')",
    ):
        with pytest.raises(BeyondGrantError):
            async with work_under(platform.database, scope) as uow:
                await uow.session.execute(text(verb))


async def test_a_reader_writes_nothing_and_an_accountant_sorts_only_what_is_theirs_to_sort(
    platform: Platform, books: Books, another: Callable[[], Awaitable[Person]]
) -> None:
    reader = await let_in(books.owner, await another())
    accountant = await let_in(books.owner, await another(), "ACCOUNTANT", accountIds=[books.accounts["Office"]])
    category = (await categories_of(books.owner))["business.software"]
    given = {"id": books.transactions["Office 2025 taxi"], "categoryId": category}
    assert await reader.error_code(CATEGORISE, i=given) == "FORBIDDEN"
    done = (await accountant.ask(CATEGORISE, i=given))["categoriseTransaction"]
    # The twin on the other account has the same merchant and stays as it was: it is beyond the grant.
    assert done == {"transaction": {"category": {"key": "business.software"}}, "twinsChanged": 1, "errors": []}
    sorted_ = {
        edge["node"]["description"]
        for edge in (await books.owner.ask(TRANSACTIONS))["transactions"]["edges"]
        if edge["node"]["category"] is not None
    }
    assert sorted_ == {"Office 2025 taxi", "Office 2026 taxi"}
    beyond = {"id": books.transactions["Home 2025 taxi"], "categoryId": category}
    assert (await accountant.ask(CATEGORISE, i=beyond))["categoriseTransaction"]["errors"] == [{"code": "NOT_FOUND"}]
    entry = next(one for one in await history_of(books.owner) if one["action"] == "transaction.categorised")
    assert entry["doneBy"] == "COUNTERPART"
    assert UUID(entry["details"]["grant"]) == key_of(accountant.grant)
    async with work_under(platform.database, scope_of(reader, books.owner, ACCOUNTANT_ROLE)) as uow:
        # Also where the code took the wrong role: the grant's own kind decides.
        changed = await uow.session.execute(text("UPDATE transactions SET category_id = NULL RETURNING id"))
        assert changed.all() == []


async def test_each_read_is_in_the_owners_history_before_it_is_answered(books: Books, grantee: Person) -> None:
    caller = await let_in(books.owner, grantee)
    await caller.ask("{ accounts { totalCount } transactions { totalCount } }")
    latest = (await history_of(books.owner))[0]
    assert latest["action"] == "grant.used"
    assert latest["doneBy"] == "COUNTERPART"
    assert latest["details"] == {"kind": "read_only", "fields": ["accounts", "transactions"]}


async def test_the_other_side_of_a_grant_is_seen_by_both_and_ends_at_once_from_either(
    books: Books, grantee: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    for ender in (books.owner, grantee):
        caller = await let_in(books.owner, grantee)
        given = (await books.owner.ask("{ givenGrants { id email state } }"))["givenGrants"][0]
        received = (await grantee.ask("{ receivedGrants { id ownerEmail state } }"))["receivedGrants"][0]
        assert (given["id"], given["email"], given["state"]) == (caller.grant, grantee.email, "ACTIVE")
        assert (received["id"], received["ownerEmail"]) == (caller.grant, books.owner.email)
        stranger = await another()
        refused = (await stranger.ask(REVOKE, i={"grantId": caller.grant}))["revokeGrant"]
        assert refused["errors"] == [{"code": "NOT_FOUND", "field": "grantId"}]
        assert (await ender.ask(REVOKE, i={"grantId": caller.grant}))["revokeGrant"]["errors"] == []
        assert (await caller.send(TRANSACTIONS))["errors"][0]["extensions"] == NO_GRANT
        assert [one["action"] for one in (await history_of(grantee))[:1]] == ["grant.revoked"]


async def test_a_grant_is_its_grantees_alone(
    platform: Platform, books: Books, grantee: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    caller = await let_in(books.owner, grantee)
    thief = await another()
    thief.grant = caller.grant
    assert (await thief.send(TRANSACTIONS))["errors"][0]["extensions"] == NO_GRANT
    stranger = Person(caller.client, None, grant=caller.grant)
    assert (await stranger.send(TRANSACTIONS))["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    forged = Person(caller.client, caller.token, grant="x")
    assert (await forged.send(TRANSACTIONS))["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    for change in (
        update(GrantRow).where(GrantRow.user_id == books.owner.user_id).values(expires_at=platform.clock.now()),
        update(UserRow).where(UserRow.id == books.owner.user_id).values(status=UserStatus.DEACTIVATED),
    ):
        async with platform.database.system_unit_of_work() as uow:
            await uow.session.execute(change)
        assert (await caller.send(TRANSACTIONS))["errors"][0]["extensions"] == NO_GRANT
        async with platform.database.system_unit_of_work() as uow:
            own = update(GrantRow).where(GrantRow.user_id == books.owner.user_id)
            await uow.session.execute(own.values(expires_at=None))


async def test_an_ended_grant_shows_nothing_whatever_the_application_believes(
    platform: Platform, books: Books, grantee: Person
) -> None:
    caller = await let_in(books.owner, grantee)
    async with read_under(platform.database, scope_of(caller, books.owner)) as read:
        assert len((await read.session.execute(text("SELECT 1 FROM transactions"))).all()) == 4
        async with platform.database.system_unit_of_work() as uow:
            past = platform.clock.now() - timedelta(seconds=1)
            await uow.session.execute(
                update(GrantRow).where(GrantRow.id == key_of(caller.grant)).values(expires_at=past)
            )
        assert (await read.session.execute(text("SELECT 1 FROM transactions"))).all() == []


async def test_the_application_is_never_both_roles_at_once(platform: Platform) -> None:
    async with platform.database.read(None) as read:
        inherits = await read.session.execute(
            text("SELECT pg_has_role('solvent_app', :role, 'USAGE'), pg_has_role('solvent_app', :role, 'SET')"),
            {"role": READER_ROLE},
        )
        assert tuple(inherits.one()) == (False, True)
        with pytest.raises(DBAPIError, match="permission denied"):
            await read.session.execute(text("SET LOCAL ROLE solvent_system"))


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ viewer { email } }", "FORBIDDEN"),
        ("{ activity { totalCount } }", "FORBIDDEN"),
        ("{ payments { totalCount } }", "FORBIDDEN"),
        ("{ secondFactors { recoveryCodesLeft } }", "FORBIDDEN"),
        ('{ searchDocuments(query: "x") { score } }', "FORBIDDEN"),
        ("mutation { signOut { errors { code } } }", "FORBIDDEN"),
    ],
)
async def test_nothing_else_of_the_owner_or_of_oneself_is_there_under_a_grant(
    books: Books, grantee: Person, document: str, code: str
) -> None:
    caller = await let_in(books.owner, grantee, "ACCOUNTANT")
    assert await caller.error_code(document) == code


async def test_an_invitation_is_mailed_and_good_only_for_its_address(
    platform: Platform, handlers: Handlers, books: Books, grantee: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    given = {"email": grantee.email, "kind": "READ_ONLY"}
    grant = (await books.owner.ask(INVITE, i=given))["inviteToBooks"]["grant"]
    assert grant["state"] == "INVITED"
    again = (await books.owner.ask(INVITE, i=given))["inviteToBooks"]
    assert again["errors"] == [{"code": "GRANT_EXISTS", "field": "email"}]
    await do_jobs(platform, handlers, books.owner.user_id)
    (mail,) = mails_to(platform.settings, grantee.email)
    assert books.owner.email in mail
    thief = await another()
    stolen = (await thief.ask(DECIDE, i={"grantId": grant["id"], "accepts": True}))["decideGrant"]
    assert stolen["errors"] == [{"code": "NOT_FOUND", "field": "grantId"}]
    early = Person(grantee.client, grantee.token, grant=grant["id"])
    assert (await early.send(TRANSACTIONS))["errors"][0]["extensions"] == NO_GRANT
    declined = (await grantee.ask(DECIDE, i={"grantId": grant["id"], "accepts": False}))["decideGrant"]
    assert declined["grant"] == {"state": "DECLINED"}
    late = (await grantee.ask(DECIDE, i={"grantId": grant["id"], "accepts": True}))["decideGrant"]
    assert late["errors"] == [{"code": "NOT_FOUND", "field": "grantId"}]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"email": "not an address"}, "INVALID_EMAIL", "email"),
        ({"kind": "INSPECTION"}, "INVALID_GRANT", "kind"),
        ({"accountIds": []}, "INVALID_GRANT", "accountIds"),
        ({"periodFrom": "2026-02-01", "periodTo": "2026-01-31"}, "INVALID_GRANT", "periodTo"),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "INVALID_GRANT", "expiresAt"),
    ],
)
async def test_bad_invitations_name_their_field(
    person: Person, changes: dict[str, object], code: str, field: str
) -> None:
    given = {"email": "someone@example.com", "kind": "READ_ONLY", **changes}
    assert (await person.ask(INVITE, i=given))["inviteToBooks"] == {
        "grant": None,
        "errors": [{"code": code, "field": field}],
    }


async def test_nobody_lets_others_into_anothers_accounts(books: Books, grantee: Person) -> None:
    given = {"email": "someone@example.com", "kind": "READ_ONLY", "accountIds": [books.accounts["Home"]]}
    refused = (await grantee.ask(INVITE, i=given))["inviteToBooks"]
    assert refused["errors"] == [{"code": "NOT_FOUND", "field": "accountIds"}]


async def test_an_admin_reads_books_for_a_reason_that_their_owner_reads_too(platform: Platform, books: Books) -> None:
    admin = await make_person(platform, books.owner.client, Role.ADMIN)
    await shown_factor(platform, admin)
    me = (await books.owner.ask("{ viewer { id } }"))["viewer"]["id"]
    opening = "mutation($i: OpenInspectionInput!) { openInspection(input: $i) { grant { id } errors { code field } } }"
    refused = (await admin.ask(opening, i={"userId": me, "reason": "curious"}))["openInspection"]
    assert refused["errors"] == [{"code": "INVALID_GRANT", "field": "reason"}]
    reason = "Ticket 4711: a balance that does not fit"
    admin.grant = (await admin.ask(opening, i={"userId": me, "reason": reason}))["openInspection"]["grant"]["id"]
    assert len(await seen_by(admin)) == 4
    category = (await categories_of(books.owner))["business.software"]
    given = {"id": books.transactions["Home 2026 taxi"], "categoryId": category}
    assert await admin.error_code(CATEGORISE, i=given) == "FORBIDDEN"
    used, opened = (await history_of(books.owner))[:2]
    assert (used["action"], used["doneBy"], used["details"]["reason"]) == ("grant.used", "ADMIN", reason)
    assert (opened["action"], opened["doneBy"]) == ("grant.inspection_opened", "ADMIN")
    ending = (await books.owner.ask(REVOKE, i={"grantId": admin.grant}))["revokeGrant"]
    assert ending["errors"] == [{"code": "GRANT_STATE", "field": "grantId"}]
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(UserRow).where(UserRow.id == admin.user_id).values(role=Role.SUPPORT))
    assert (await admin.send(TRANSACTIONS))["errors"][0]["extensions"] == NO_GRANT


async def shown_factor(platform: Platform, person: Person) -> None:
    """As after a second step at sign-in."""
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(
            text("UPDATE sessions SET present_at = now(), present_by = 'totp' WHERE user_id = :id"),
            {"id": person.user_id},
        )


async def test_what_others_may_see_costs_the_owner_nothing(platform: Platform, person: Person) -> None:
    """Policies for grantees are not in the plan of an owner's read."""
    async with platform.database.read(person.user_id) as read:
        page = "SELECT * FROM transactions WHERE user_id = :me ORDER BY booked_on DESC, id DESC LIMIT 20"
        plan = (await read.session.execute(text(f"EXPLAIN {page}"), {"me": person.user_id})).scalars().all()
    assert "transactions" in "".join(plan)
    assert [line for line in plan if "grant" in line or "SubPlan" in line or "InitPlan" in line] == []
