"""Every caller against every field, found by walking the schema: a new field is held to its word without a new test.

Anonymous, another person, the owner and an admin, each role, and those who come under a grant.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type
from sqlalchemy import update

from api.graphql.declare.permission import Permission
from api.graphql.declare.type_permissions import TYPE_PERMISSIONS
from api.graphql.node_query import NODES
from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.identity.grants.kinds import GrantKind
from core.identity.models import Role, UserRow
from core.identity.permission import ACROSS_PEOPLE, GRANT_PERMISSIONS, OWN, ROLE_PERMISSIONS, SETTING_UP
from tests.support.grants import let_in
from tests.support.histories import history_of
from tests.support.one_of_each import MARK, erase, global_id, one_of_each
from tests.support.people import Person, make_person
from tests.support.schema_walk import GRAPHQL, RootField, is_made_of_row, object_types, root_fields, selection

pytestmark = pytest.mark.security
FIELDS = root_fields()
ASKED = [found for found in FIELDS if found.kind != "subscription"]
REFUSALS = {"UNAUTHENTICATED", "FORBIDDEN", "SECOND_FACTOR_NEEDED"}


def test_every_root_field_declares_a_permission_and_says_so() -> None:
    silent = [f"{one.kind}.{one.name}" for one in FIELDS if one.permission not in set(Permission)]
    assert silent == []
    unsaid = [
        one.name for one in FIELDS if one.permission and one.permission.value not in (one.field.description or "")
    ]
    assert [name for name in unsaid if name not in public()] == []


def test_every_type_that_is_made_of_a_row_declares_one() -> None:
    made_of_rows = {kind.name for kind in object_types() if is_made_of_row(kind)} | {"Grant"}
    assert made_of_rows == set(TYPE_PERMISSIONS)


def test_no_plan_answers_what_reaches_other_people() -> None:
    compiled = [one for one in FIELDS if "solvent.rows" in one.field.extensions["strawberry-definition"].metadata]
    assert len(compiled) > 15
    assert [one.name for one in compiled if one.permission in ACROSS_PEOPLE] == []


def public() -> set[str]:
    return {one.name for one in FIELDS if one.permission is Permission.PUBLIC}


def test_only_these_are_open_to_strangers() -> None:
    assert public() == {
        "viewer",
        "registerUser",
        "resendVerification",
        "verifyEmail",
        "signIn",
        "refreshSession",
        "requestPasswordReset",
        "resetPassword",
        "confirmEmailChange",
        "undoEmailChange",
        "requestReactivation",
        "reactivateUser",
        "signInProviders",
        "beginExternalSignIn",
        "completeExternalSignIn",
        "completeSignIn",
        "startPasskeySignIn",
        "signInWithPasskey",
    }


def test_roles_have_what_the_table_says() -> None:
    beyond = {role: set(ROLE_PERMISSIONS[role] - OWN) for role in Role}
    assert beyond == {
        Role.USER: set(),
        Role.PREMIUM: set(),
        Role.SUPPORT: {Permission.PEOPLE_READ_STATE},
        Role.BANKER: set(),
        Role.PARTNER: set(),
        Role.ADMIN: set(ACROSS_PEOPLE),
    }
    assert all(ROLE_PERMISSIONS[role] >= OWN for role in Role)
    assert all(given < OWN for given in GRANT_PERMISSIONS.values())
    writing = GRANT_PERMISSIONS[GrantKind.ACCOUNTANT] - GRANT_PERMISSIONS[GrantKind.READ_ONLY]
    assert writing == {Permission.TRANSACTIONS_CATEGORISE}


def test_every_node_type_can_be_asked_for_by_id() -> None:
    implementing = {kind.name for kind in object_types() if any(found.name == "Node" for found in kind.interfaces)}
    assert implementing == set(NODES)


def test_everything_is_described() -> None:
    silent = [
        f"{kind.name}.{name}"
        for kind in GRAPHQL.type_map.values()
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType) and not kind.name.startswith("__")
        for name, field in kind.fields.items()
        if not field.description
    ]
    assert silent == []


async def refusal_of(caller: Person, one: RootField) -> str | None:
    """The code that a caller is refused with, if it is for who they are."""
    document, variables = one.operation()
    body = await caller.send(document, **variables)
    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    assert MARK not in json.dumps(body) or caller.user_id is None
    return next(iter(codes & REFUSALS), None)


async def test_a_stranger_is_stopped_wherever_a_field_does_not_say_public(stranger: Person) -> None:
    wrong = {one.name: refused for one in ASKED if (refused := await refusal_of(stranger, one)) != _for_strangers(one)}
    assert wrong == {}


def _for_strangers(one: RootField) -> str | None:
    return None if one.permission is Permission.PUBLIC else "UNAUTHENTICATED"


@pytest.mark.parametrize("role", Role)
async def test_each_role_is_stopped_where_the_table_says_so_and_nowhere_else(
    platform: Platform, client: httpx.AsyncClient, role: Role
) -> None:
    """A new person for each change that is allowed, since some end the session they are made in.

    What everybody may do with their own is asked for in two of the roles only.
    """
    reader, wrong = await make_person(platform, client, role), dict[str, str | None]()
    for one in ASKED:
        if role not in {Role.USER, Role.ADMIN} and one.kind == "mutation" and one.permission in OWN:
            continue
        allowed = one.permission is Permission.PUBLIC or one.permission in ROLE_PERMISSIONS[role]
        is_spent = allowed and one.kind == "mutation"
        refused = await refusal_of(await make_person(platform, client, role) if is_spent else reader, one)
        if refused != (None if allowed else "FORBIDDEN"):
            wrong[one.name] = refused
    assert wrong == {}


@pytest.mark.parametrize("kind", [GrantKind.READ_ONLY, GrantKind.ACCOUNTANT])
async def test_under_a_grant_there_is_what_it_gives_and_nothing_else(
    platform: Platform, client: httpx.AsyncClient, person: Person, kind: GrantKind
) -> None:
    caller = await let_in(person, await make_person(platform, client), kind.name)
    wrong = dict[str, str | None]()
    for one in ASKED:
        allowed = one.permission in GRANT_PERMISSIONS[kind] and _types_of(one) <= GRANT_PERMISSIONS[kind]
        refused = await refusal_of(caller, one)
        if refused != (None if allowed else "FORBIDDEN"):
            wrong[one.name] = refused
    assert wrong == {}


def _types_of(one: RootField) -> set[Permission]:
    named = get_named_type(one.field.type).name
    return {TYPE_PERMISSIONS[named]} if named in TYPE_PERMISSIONS else set()


async def test_who_must_set_a_factor_up_can_do_that_and_nothing_else(
    platform: Platform, client: httpx.AsyncClient
) -> None:
    wrong = dict[str, str | None]()
    admin = await without_factor(platform, await make_person(platform, client, Role.ADMIN))
    for one in ASKED:
        if one.name == "signOut":
            continue  # it ends the session that all others are asked with
        allowed = one.permission is Permission.PUBLIC or one.permission in SETTING_UP
        refused = await refusal_of(admin, one)
        if refused != (None if allowed else "SECOND_FACTOR_NEEDED"):
            wrong[one.name] = refused
    assert wrong == {}


async def without_factor(platform: Platform, person: Person) -> Person:
    """The same person, signed in before they had a factor."""
    async with platform.database.system_unit_of_work() as uow:
        changed = update(UserRow).where(UserRow.id == person.user_id).values(has_factor=False).returning(UserRow)
        user = (await uow.session.execute(changed)).scalar_one()
    claims = await platform.access_tokens.check(person.token or "")
    return replace(person, token=(await platform.access_tokens.issue(user, claims.session_id)).text)


async def test_a_role_that_was_taken_away_counts_for_nothing_beyond_ones_own(
    platform: Platform, client: httpx.AsyncClient
) -> None:
    """Before the token that names it has ended."""
    admin = await make_person(platform, client, Role.ADMIN)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(UserRow).where(UserRow.id == admin.user_id).values(role=Role.USER))
    wrong = [one.name for one in ASKED if one.permission in ACROSS_PEOPLE and await refusal_of(admin, one) is None]
    assert wrong == []


def codes_of(body: dict[str, Any]) -> set[str]:
    """Codes of its errors. The made-up rows have the right types and make no sense: some fields can't show them."""
    return {error["extensions"]["code"] for error in body.get("errors", ())}


OWNED_TYPES = sorted(
    name
    for name, (row, _) in NODES.items()
    if row is UserRow or "user_id" in metadata.tables[row.__tablename__].columns
)


@pytest.fixture(scope="module")
async def owned(platform: Platform, client: httpx.AsyncClient) -> AsyncIterator[tuple[Person, dict[str, str]]]:
    """A person with one of everything, and the global id of their object of each type."""
    owner = await make_person(platform, client)
    assert owner.user_id is not None
    keys = await one_of_each(platform, owner.user_id)
    await owner.ask('mutation { createAccount(input: {name: "Mine", currency: "RUB"}) { errors { code } } }')
    keys["audit_entries"] = (await history_of(platform, owner.user_id))[0].id
    ids = {name: global_id(name, keys[row.__tablename__]) for name, (row, _) in NODES.items() if name in OWNED_TYPES}
    yield owner, ids
    await erase(platform, owner.user_id)


def every_field_of(type_name: str, *, but: frozenset[str] = frozenset()) -> str:
    """A document that asks for an object by its id, with every field that needs no argument."""
    kind = GRAPHQL.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType)
    fields = " ".join(f"{name} {selection(field.type)}" for name, field in kind.fields.items() if name not in but)
    return f"query Q($id: ID!) {{ node(id: $id) {{ __typename ... on {type_name} {{ {fields} }} }} }}"


@pytest.mark.parametrize("type_name", OWNED_TYPES)
async def test_every_field_of_an_object_is_its_owners_alone(
    platform: Platform, client: httpx.AsyncClient, owned: tuple[Person, dict[str, str]], type_name: str
) -> None:
    owner, ids = owned
    document, key = every_field_of(type_name), ids[type_name]
    mine = await owner.send(document, id=key)
    assert codes_of(mine) & REFUSALS == set()
    assert (await owner.ask("query($id: ID!) { node(id: $id) { __typename } }", id=key))["node"] == {
        "__typename": type_name
    }
    for role in (Role.USER, Role.SUPPORT, Role.ADMIN):
        other = await make_person(platform, client, role)
        for _ in range(2):  # by the resolvers, and by a plan where there is one
            assert (await other.send(document, id=key)) == {"data": {"node": None}}
    stranger = await Person(client, None).send(document, id=key)
    assert (stranger["data"], stranger["errors"][0]["extensions"]["code"]) == ({"node": None}, "UNAUTHENTICATED")


@pytest.mark.parametrize("kind", [GrantKind.READ_ONLY, GrantKind.ACCOUNTANT])
async def test_every_field_of_an_object_is_a_grantees_as_far_as_the_grant_goes(
    platform: Platform, client: httpx.AsyncClient, owned: tuple[Person, dict[str, str]], kind: GrantKind
) -> None:
    owner, ids = owned
    caller = await let_in(owner, await make_person(platform, client), kind.name)
    seen, given = set[str](), GRANT_PERMISSIONS[kind]
    for type_name in OWNED_TYPES:
        beyond = _fields_beyond(type_name, given)
        body = await caller.send(every_field_of(type_name, but=frozenset(beyond)), id=ids[type_name])
        assert codes_of(body) & REFUSALS == set(), type_name
        found = await caller.ask("query($id: ID!) { node(id: $id) { id } }", id=ids[type_name])
        if found["node"] is not None:
            seen.add(type_name)
        for name in beyond:
            chosen = f"{name} {selection(GRAPHQL.type_map[type_name].fields[name].type)}"  # type: ignore[attr-defined]  # an object type
            asked = f"query Q($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ {chosen} }} }} }}"
            assert await caller.error_code(asked, id=ids[type_name]) == "FORBIDDEN", f"{type_name}.{name}"
    assert seen == {name for name in OWNED_TYPES if TYPE_PERMISSIONS[name] in given} - {"Document"}
    # The made-up document is tied to its movement by a suggestion only, and a suggestion shows no document.


def _fields_beyond(type_name: str, given: frozenset[Permission]) -> list[str]:
    """Fields that lead on to a type which a grant does not give."""
    fields: dict[str, Any] = GRAPHQL.type_map[type_name].fields  # type: ignore[attr-defined]  # an object type
    named = {name: get_named_type(field.type).name for name, field in fields.items()}
    return [name for name, of in named.items() if of in TYPE_PERMISSIONS and TYPE_PERMISSIONS[of] not in given]


async def test_no_list_shows_anothers(
    platform: Platform, client: httpx.AsyncClient, owned: tuple[Person, dict[str, str]]
) -> None:
    """In every list the owner may find the marked texts of the made-up rows; another person never does."""
    owner, _ = owned
    listed = [one for one in ASKED if one.kind == "query" and one.name.endswith("s") and "edges" in _fields(one)]
    assert len(listed) > 12
    other = await make_person(platform, client)
    shown = 0
    for one in listed:
        node = _row_fields(one)
        document = f"{{ {one.name}(first: 100) {{ edges {{ node {{ {node} }} }} }} }}"
        if one.permission not in OWN:
            continue
        for _ in range(2):
            assert MARK not in json.dumps(await other.send(document)), one.name
        shown += MARK in json.dumps(await owner.send(document))
    assert shown >= 6


def _fields(one: RootField) -> dict[str, Any]:
    found: dict[str, Any] = getattr(get_named_type(one.field.type), "fields", {})
    return found


def _row_fields(one: RootField) -> str:
    node = get_named_type(get_named_type(_fields(one)["edges"].type).fields["node"].type)
    return " ".join(f"{name} {selection(field.type)}" for name, field in node.fields.items())
