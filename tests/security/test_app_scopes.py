"""An app's token reaches what its scopes say, on every path, and a root field without a decision is found."""

import hashlib
from typing import Any

import httpx
import pytest
from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType
from websockets import ClientConnection
from websockets.exceptions import ConnectionClosed

from api.graphql.declare.permission import PERMISSION_KEY, Permission
from api.graphql.declare.scope_table import FIELDS, FOR_SERVICES, NEVER, ROOTS, TYPES
from api.graphql.node_query import NODES
from api.graphql.schema import build_schema
from core.adapters.wiring import Platform
from core.identity.permission import OWN
from core.settings import LimitSettings
from tests.support.apps import App, register_app
from tests.support.people import Person
from tests.support.serving import next_message, served, subscribe

pytestmark = pytest.mark.security
SCHEMA = build_schema(LimitSettings())._schema
CREATE = """mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"""
READ = "{ accounts { edges { node { id name } } } }"
THROUGH = "{ accounts { edges { node { name transactions { edges { node { description } } } } } } }"
BY_ID = "query($id: ID!) { node(id: $id) { id ... on Account { name } ... on Transaction { description } } }"


def roots() -> dict[str, GraphQLField]:
    kinds = (SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type)
    return {name: field for kind in kinds if kind for name, field in kind.fields.items()}


def permission(field: GraphQLField) -> Any:
    return field.extensions["strawberry-definition"].metadata[PERMISSION_KEY]


def test_somebody_decided_for_every_root_field() -> None:
    assert sorted(set(roots()) - set(ROOTS)) == []


def test_somebody_decided_for_every_type_that_can_be_reached_by_id() -> None:
    assert sorted(set(NODES) - set(TYPES)) == []


def test_what_needs_more_is_there() -> None:
    for place in FIELDS:
        kind, _, field = place.partition(".")
        declared = SCHEMA.type_map[kind]
        assert isinstance(declared, GraphQLObjectType | GraphQLInterfaceType)
        assert field in declared.fields


def test_no_app_does_what_is_only_an_admins() -> None:
    ordinary = OWN | {Permission.PUBLIC}
    assert [
        name for name, field in roots().items() if permission(field) not in ordinary and ROOTS[name] is not NEVER
    ] == []


@pytest.mark.parametrize(
    "name",
    [
        "signIn", "refreshSession", "signOut", "registerUser", "deactivateUser", "createPayment", "confirmPayment",
        "payments", "connectBanks", "revokeConsent", "activity", "connectedApps", "approveAuthorization", "registerApp",
        "users", "requestLead", "jobProgress",
    ],
)  # fmt: skip
def test_credentials_money_and_consents_are_for_no_app(name: str) -> None:
    assert (ROOTS[name] is NEVER) is (name != "jobProgress")


@pytest.fixture(scope="module")
async def app(platform: Platform, client: httpx.AsyncClient) -> App:
    scopes = ["openid", "email", "accounts:read", "accounts:write", "transactions:read"]
    return await register_app(platform, client, scopes=scopes)


async def refusal(asking: Person, query: str, /, **variables: Any) -> tuple[str, str]:
    (error,) = (await asking.send(query, **variables))["errors"]
    return error["extensions"]["code"], error["message"]


async def test_reading_is_not_writing(app: App, person: Person) -> None:
    reading = await app.caller(person, "accounts:read")
    given = {"name": "Cash", "kind": "CASH", "currency": "RUB"}
    code, message = await refusal(reading, CREATE, i=given)
    assert (code, message) == ("INSUFFICIENT_SCOPE", "`createAccount` needs the scope accounts:write.")
    assert (await person.ask(READ))["accounts"]["edges"] == []
    writing = await app.caller(person, "accounts:read accounts:write")
    assert (await writing.ask(CREATE, i=given))["createAccount"]["errors"] == []


async def test_what_lies_behind_a_relation_needs_its_own_scope(app: App, person: Person) -> None:
    reading = await app.caller(person, "accounts:read")
    code, message = await refusal(reading, THROUGH)
    assert (code, message) == ("INSUFFICIENT_SCOPE", "`Transaction` needs the scope transactions:read.")
    both = await app.caller(person, "accounts:read transactions:read")
    assert await both.ask(THROUGH)


async def test_an_id_is_no_way_around(app: App, person: Person) -> None:
    made = await person.ask(CREATE, i={"name": "Cash", "kind": "CASH", "currency": "RUB"})
    account_id = made["createAccount"]["account"]["id"]
    other = await app.caller(person, "openid")
    code, _ = await refusal(other, BY_ID, id=account_id)
    assert code == "INSUFFICIENT_SCOPE"
    assert (await other.ask("query($id: ID!) { node(id: $id) { id } }", id=account_id))["node"] == {"id": account_id}


async def test_a_fragment_is_no_way_around(app: App, person: Person) -> None:
    other = await app.caller(person, "openid")
    hidden = "query { ...F } fragment F on Query { accounts { edges { node { name } } } }"
    code, _ = await refusal(other, hidden)
    assert code == "INSUFFICIENT_SCOPE"
    assert await refusal(other, "{ viewer { email } }") == ("INSUFFICIENT_SCOPE", "`User.email` needs the scope email.")
    assert await other.ask("{ viewer { id } }")


async def test_a_plan_is_no_way_around(app: App, person: Person) -> None:
    """An operation that was compiled for somebody else is refused to an app as if it never was."""
    for _ in range(2):
        await person.ask(READ)
    assert (await refusal(await app.caller(person, "transactions:read"), READ))[0] == "INSUFFICIENT_SCOPE"
    good = await app.caller(person, "accounts:read")
    assert await good.ask(READ) == await good.ask(READ) == await person.ask(READ)


async def test_a_hash_is_no_way_around(app: App, person: Person) -> None:
    sha256 = hashlib.sha256(READ.encode()).hexdigest()
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": sha256}}
    own = {"authorization": f"Bearer {person.token}"}
    await app.http.post("/graphql", json={"query": READ, "extensions": extensions}, headers=own)
    other = await app.caller(person, "transactions:read")
    asking = {"authorization": f"Bearer {other.token}"}
    answer = await app.http.post("/graphql", json={"extensions": extensions}, headers=asking)
    assert answer.json()["errors"][0]["extensions"]["code"] == "INSUFFICIENT_SCOPE"


async def test_a_socket_is_no_way_around(app: App, person: Person) -> None:
    other = await app.caller(person, "openid")
    transport = app.http._transport
    assert isinstance(transport, httpx.ASGITransport)
    async with served(transport.app) as address, address.socket(other) as channel:
        await subscribe(channel, "subscription { transactionsChanged { accountIds } }")
        message = await next_message(channel)
    assert message["type"] == "error", message


async def to_the_end(channel: ClientConnection) -> None:
    """Read what comes before the socket closes: the subscription's first message may."""
    for _ in range(3):
        await next_message(channel)


async def test_an_apps_socket_ends_when_it_is_disconnected(app: App, person: Person) -> None:
    asking = await app.caller(person, "transactions:read")
    transport = app.http._transport
    assert isinstance(transport, httpx.ASGITransport)
    async with served(transport.app) as address, address.socket(asking) as channel:
        await subscribe(channel, "subscription { transactionsChanged { accountIds } }")
        (connected,) = (await person.ask("{ connectedApps { id } }"))["connectedApps"]
        await person.ask(
            "mutation($i: DisconnectAppInput!) { disconnectApp(input: $i) { errors { code } } }",
            i={"id": connected["id"]},
        )
        with pytest.raises(ConnectionClosed) as closed:
            await to_the_end(channel)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_services_reach_only_what_is_nobodys() -> None:
    partners_own = {
        "partnerOffers",
        "partnerLeads",
        "createPartnerOffer",
        "updatePartnerOffer",
        "publishPartnerOffer",
        "withdrawPartnerOffer",
        "movePartnerLead",
    }
    assert {"banks", "marketplace"} | partners_own == FOR_SERVICES
