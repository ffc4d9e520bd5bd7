"""An app meets its own webhooks, on every path: neither the person's nor another app's are there for it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from api.graphql.declare.node import decode_id
from core.adapters.wiring import Platform
from core.identity.models import Role
from core.webhooks.models import WebhookDeliveryRow, WebhookRow
from tests.support.apps import App, register_app
from tests.support.factors import PASSWORD, set_password
from tests.support.people import Person, make_person
from tests.support.webhooks import (
    CREATE,
    DELETE,
    DELIVERIES,
    REPEAT,
    ROTATE,
    TEST,
    UPDATE,
    WEBHOOKS,
    ReceiverProcess,
    deliver,
    deliveries,
    listening,
    try_out,
)

pytestmark = pytest.mark.security
SCOPES = "webhooks:read webhooks:write offline_access transactions:read"
NODE = """query($id: ID!) { node(id: $id) { id ... on Webhook { url appName }
  ... on WebhookDelivery { answer webhook { url } } } }"""
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
COUNTED = "{ webhooks { totalCount } webhookDeliveries { totalCount } }"


@dataclass
class Kept:
    """Who asks, with their webhook and a delivery to it."""

    asking: Person
    hook: str
    delivery: str


@pytest.fixture(scope="module")
async def apps(hooked: Platform, caller: httpx.AsyncClient) -> list[App]:
    return [await register_app(hooked, caller, name=name, scopes=SCOPES.split()) for name in ("First", "Second")]


@pytest.fixture
async def three(hooked: Platform, owner: Person, apps: list[App], receiver: ReceiverProcess) -> list[Kept]:
    """Two apps, and the person whom both act for."""
    askers = [*[await app.caller(owner, SCOPES) for app in apps], owner]
    hooks = []
    for number, asking in enumerate(askers):
        path = f"/ok/{owner.user_id}/{number}"
        hooks.append(await listening(asking, receiver, path, kinds=["TRANSACTIONS_CREATED"]))
        assert (await try_out(asking, hooks[-1]))["errors"] == []
    await deliver(hooked)
    logged = {row["webhook"]["id"]: row["id"] for row in await deliveries(owner)}
    return [Kept(asking, hook, logged[hook]) for asking, hook in zip(askers, hooks, strict=True)]


def ids(payload: Any) -> list[str]:
    (connection,) = payload.values()
    return [edge["node"]["id"] for edge in connection["edges"]]


async def test_each_app_sees_its_own_and_the_person_all(three: list[Kept]) -> None:
    first, second, own = three
    for _ in range(2):  # by resolvers, then by a plan that was compiled for somebody else
        for kept in (first, second):
            assert ids(await kept.asking.ask(WEBHOOKS)) == [kept.hook]
            assert ids(await kept.asking.ask(DELIVERIES)) == [kept.delivery]
            everything = {"webhookIds": [one.hook for one in three]}
            assert ids(await kept.asking.ask(DELIVERIES, f=everything)) == [kept.delivery]
            counted = await kept.asking.ask(COUNTED)
            assert [one["totalCount"] for one in counted.values()] == [1, 1]
        assert set(ids(await own.asking.ask(WEBHOOKS))) == {one.hook for one in three}
        assert set(ids(await own.asking.ask(DELIVERIES))) == {one.delivery for one in three}


async def test_an_id_leads_an_app_to_its_own_alone(three: list[Kept]) -> None:
    first, second, own = three
    for _ in range(2):
        for key in (second.hook, second.delivery, own.hook, own.delivery):
            assert (await own.asking.ask(NODE, id=key))["node"]["id"] == key
            assert (await first.asking.ask(NODE, id=key))["node"] is None
        assert (await first.asking.ask(NODE, id=first.hook))["node"]["appName"] == "First"
        found = (await first.asking.ask(NODES, ids=[one.hook for one in three]))["nodes"]
        assert found == [{"id": first.hook}, None, None]


@pytest.mark.parametrize("query", [UPDATE, ROTATE, DELETE, TEST, REPEAT])
async def test_an_app_alters_its_own_alone(
    hooked: Platform, three: list[Kept], receiver: ReceiverProcess, query: str
) -> None:
    first, second, own = three
    before = await own.asking.ask(WEBHOOKS)
    for kept in (second, own):
        changed = {"url": f"{receiver.url}/stolen", "isPaused": True} if query is UPDATE else {}
        key = kept.delivery if query is REPEAT else kept.hook
        (payload,) = (await first.asking.ask(query, i={"id": key, **changed})).values()
        assert [error["code"] for error in payload["errors"]] == ["NOT_FOUND"]
        assert payload.get("secret") is None
    assert await own.asking.ask(WEBHOOKS) == before
    assert len(await deliveries(own.asking)) == 3
    await deliver(hooked)
    assert receiver.received("/stolen") == []


async def test_without_a_filter_the_database_shows_an_app_its_own_alone(
    hooked: Platform, apps: list[App], three: list[Kept], owner: Person
) -> None:
    """What no query of ours asks: rows by nothing but the transaction's own."""
    first, client_id = three[0], UUID(apps[0].client_id)
    assert owner.user_id is not None
    async with hooked.database.read(owner.user_id, client_id=client_id) as read:
        hooks = (await read.session.execute(select(WebhookRow.id))).scalars().all()
        sent = (await read.session.execute(select(WebhookDeliveryRow.id))).scalars().all()
    assert hooks == [decode_id(first.hook, "Webhook", "id")]
    assert sent == [decode_id(first.delivery, "WebhookDelivery", "id")]
    with pytest.raises(DBAPIError, match="row-level security"):  # nor does it give its own away
        async with hooked.database.unit_of_work(owner.user_id, client_id=client_id) as uow:
            await uow.session.execute(update(WebhookRow).values(client_id=None, scopes=None))


@pytest.mark.usefixtures("three")
async def test_a_connection_forgets_the_app_it_read_for(hooked: Platform, apps: list[App], owner: Person) -> None:
    reads, count = hooked.database.person_reads, [("SELECT count(*) FROM webhooks", ())]
    assert owner.user_id is not None
    for client_id, number in ((UUID(apps[0].client_id), 1), (None, 3), (UUID(apps[1].client_id), 1), (None, 3)):
        ((record,),) = await reads.fetch(owner.user_id, count, client_id=client_id)
        assert record["count"] == number
    async with hooked.database.unit_of_work(owner.user_id, client_id=UUID(apps[0].client_id)) as uow:
        await uow.session.execute(text("SELECT 1"))
    async with hooked.database.read(owner.user_id) as read:
        assert len((await read.session.execute(select(WebhookRow.id))).all()) == 3


async def test_another_persons_token_of_the_same_app_reaches_nothing(
    apps: list[App], three: list[Kept], somebody_else: Person
) -> None:
    theirs = await apps[0].caller(somebody_else, SCOPES)
    assert ids(await theirs.ask(WEBHOOKS)) == []
    assert (await theirs.ask(NODE, id=three[0].hook))["node"] is None
    (payload,) = (await theirs.ask(DELETE, i={"id": three[0].hook})).values()
    assert [error["code"] for error in payload["errors"]] == ["NOT_FOUND"]


@pytest.mark.parametrize("kind", ["PUBLIC", "SERVICE"])
async def test_who_keeps_no_secret_or_speaks_for_nobody_gets_no_webhooks(admin: Person, kind: str) -> None:
    is_public = kind == "PUBLIC"
    given = {
        "name": "Phone",
        "website": "https://app.example",
        "kind": "PUBLIC" if is_public else "SECRET",
        "redirectUris": ["https://app.example/callback"] if is_public else [],
        "scopes": SCOPES.split() if is_public else [],
        "serviceScopes": [] if is_public else ["webhooks:read"],
    }
    register = "mutation($i: RegisterAppInput!) { registerApp(input: $i) { errors { code field } } }"
    errors = (await admin.ask(register, i=given))["registerApp"]["errors"]
    assert errors == [{"code": "INVALID_SCOPE", "field": "scopes" if is_public else "serviceScopes"}]


@pytest.fixture
async def admin(hooked: Platform, caller: httpx.AsyncClient) -> Person:
    return await make_person(hooked, caller, Role.ADMIN, "Root")


async def test_the_persons_password_is_no_way_in_for_an_app(
    hooked: Platform, owner: Person, apps: list[App], receiver: ReceiverProcess
) -> None:
    """Without the right to go on while the person is away: presence is shown by people alone."""
    await set_password(hooked, owner)
    asking = await apps[0].caller(owner, "webhooks:read webhooks:write transactions:read")
    given = {"url": receiver.url, "kinds": ["TRANSACTIONS_CREATED"], "password": PASSWORD}
    payload = (await asking.ask(CREATE, i=given))["createWebhook"]
    assert [error["code"] for error in payload["errors"]] == ["WEBHOOK_SCOPE"]
    assert ids(await owner.ask(WEBHOOKS)) == []
