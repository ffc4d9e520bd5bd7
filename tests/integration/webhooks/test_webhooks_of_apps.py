"""What apps keep: made, told, changed and ended within what the person lets each app do."""

from typing import Any

import httpx
import pytest
from sqlalchemy import func, update

from api.webhooks.run_deliveries import build_courier
from core.adapters.wiring import Platform
from core.audit.record import ORIGIN
from core.identity.oauth.models import OAuthClientRow, OAuthFamilyRow
from core.settings import Settings
from core.webhooks.claim_deliveries import claim_deliveries
from core.webhooks.end_app_webhooks import end_app_webhooks
from core.webhooks.models import DeliveryState, DisabledReason
from core.webhooks.settle_delivery import Settled
from tests.support.apps import App, register_app
from tests.support.histories import history_of
from tests.support.jobs import Handlers, do_jobs
from tests.support.mail import subjects_to
from tests.support.people import Person
from tests.support.webhooks import (
    CREATE,
    DELETE,
    REPEAT,
    ROTATE,
    UPDATE,
    ReceiverProcess,
    account_of,
    create,
    deliver,
    deliveries,
    listening,
    spend,
    try_out,
)

KEEP = "webhooks:read webhooks:write offline_access"
READ = "accounts:read transactions:read"
NOWHERE = "http://127.0.0.1:9/"
MADE = ["TRANSACTIONS_CREATED"]
LIST = "{ webhooks { edges { node { id appName status disabledReason payloadQuery } } } }"
QUERY = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Transaction { description } } }"
DEEPER = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Transaction { account { name } } } }"
APPS = "{ connectedApps { id } }"
DISCONNECT = "mutation($i: DisconnectAppInput!) { disconnectApp(input: $i) { errors { code } } }"


@pytest.fixture(scope="module")
async def app(hooked: Platform, caller: httpx.AsyncClient) -> App:
    return await register_app(hooked, caller, scopes=[*KEEP.split(), *READ.split(), "email", "documents:read"])


async def shown(person: Person) -> list[dict[str, Any]]:
    return [edge["node"] for edge in (await person.ask(LIST))["webhooks"]["edges"]]


async def refused(person: Person, url: str, **given: Any) -> tuple[str, str]:
    made = await create(person, url, **given)
    assert (made["webhook"], made["secret"]) == (None, None)
    (error,) = made["errors"]
    return error["code"], error["message"]


async def ended(platform: Platform, person: Person) -> None:
    """Time does it: their authorisations lapse."""
    async with platform.database.system_unit_of_work() as uow:
        lapsed = update(OAuthFamilyRow).where(OAuthFamilyRow.user_id == person.user_id)
        await uow.session.execute(lapsed.values(expires_at=func.now()))


async def test_an_app_keeps_a_webhook_from_its_making_to_its_end(
    hooked: Platform, owner: Person, receiver: ReceiverProcess, app: App
) -> None:
    asking = await app.caller(owner, f"{KEEP} {READ}")
    path = f"/ok/{owner.user_id}"
    hook = await listening(asking, receiver, path, kinds=MADE, payloadQuery=QUERY)
    key = await spend(owner, await account_of(owner), "Coffee")
    await deliver(hooked)
    (got,) = receiver.received(path)
    assert (got["problem"], got["body"]["data"]) == (None, {"nodes": [{"id": key, "description": "Coffee"}]})
    (row,) = await deliveries(asking)
    assert (await asking.ask(REPEAT, i={"id": row["id"]}))["redeliverWebhook"]["errors"] == []
    assert (await try_out(asking, hook))["errors"] == []
    secret = (await asking.ask(ROTATE, i={"id": hook}))["rotateWebhookSecret"]["secret"]
    receiver.know(path, secret)
    await deliver(hooked)
    assert [one["problem"] for one in receiver.received(path)] == [None] * 3
    changed = (await asking.ask(UPDATE, i={"id": hook, "isPaused": True, "payloadQuery": None}))["updateWebhook"]
    assert (changed["errors"], changed["webhook"]["status"]) == ([], "PAUSED")
    assert (await shown(owner))[0]["appName"] == "Ledger"
    assert (await asking.ask(DELETE, i={"id": hook}))["deleteWebhook"]["errors"] == []
    assert await shown(owner) == []
    told = [entry for entry in await history_of(hooked, owner.user_id) if entry.action.startswith("webhook.")]
    assert {entry.details[ORIGIN]["app"] for entry in told} == {app.client_id}


async def test_the_person_is_told_by_mail_where_their_data_go(
    hooked: Platform, handlers: Handlers, settings: Settings, owner: Person, app: App
) -> None:
    asking = await app.caller(owner, f"{KEEP} {READ}")
    hook = (await create(asking, NOWHERE, kinds=MADE))["webhook"]["id"]
    await asking.ask(UPDATE, i={"id": hook, "url": f"{NOWHERE}moved"})
    await do_jobs(hooked, handlers, owner.user_id)
    assert subjects_to(settings, owner.email).count("A webhook was added at Solvent") == 2


async def test_what_an_app_does_is_told_to_the_persons_own_webhooks_too(
    hooked: Platform, owner: Person, receiver: ReceiverProcess, caller: httpx.AsyncClient
) -> None:
    """It does not see them, and the platform tells them all the same."""
    writing = await register_app(hooked, caller, scopes=[*KEEP.split(), *READ.split(), "transactions:write"])
    own, theirs = f"/ok/{owner.user_id}/own", f"/ok/{owner.user_id}/theirs"
    await listening(owner, receiver, own, kinds=MADE)
    asking = await writing.caller(owner, f"{KEEP} {READ} transactions:write")
    await listening(asking, receiver, theirs, kinds=MADE)
    key = await spend(asking, await account_of(owner))
    await deliver(hooked)
    assert [[one["body"]["data"]["ids"] for one in receiver.received(path)] for path in (own, theirs)] == [[[key]]] * 2


@pytest.mark.parametrize(
    ("scope", "given", "refusal"),
    [
        (f"webhooks:write webhooks:read {READ}", {}, ("WEBHOOK_SCOPE", "offline_access")),
        (f"{KEEP} accounts:read", {}, ("WEBHOOK_SCOPE", "transactions:read")),
        (f"{KEEP} {READ}", {"kinds": ["DOCUMENT_READ"]}, ("WEBHOOK_SCOPE", "documents:read")),
        (f"{KEEP} {READ}", {"kinds": ["PARTNER_LEAD_SENT"]}, ("WEBHOOK_SCOPE", "for no app")),
        (f"{KEEP} transactions:read", {"payloadQuery": DEEPER}, ("WEBHOOK_QUERY", "accounts:read")),
        (f"{KEEP} {READ}", {"payloadQuery": "{ viewer { email } }"}, ("WEBHOOK_QUERY", "email")),
        (f"{KEEP} {READ}", {"payloadQuery": "{ documents { edges { node { id } } } }"}, ("WEBHOOK_QUERY", "documents")),
        (f"{KEEP} {READ}", {"payloadQuery": "{ webhooks { edges { node { url } } } }"}, ("WEBHOOK_QUERY", "webhooks")),
        (f"{KEEP} {READ}", {"payloadQuery": "{ payments { edges { node { id } } } }"}, ("WEBHOOK_QUERY", "for no app")),
    ],
)
async def test_it_tells_no_more_than_the_app_was_let_see(
    owner: Person, app: App, scope: str, given: dict[str, Any], refusal: tuple[str, str]
) -> None:
    code, message = await refused(await app.caller(owner, scope), NOWHERE, **{"kinds": MADE, **given})
    assert code == refusal[0]
    assert refusal[1] in message
    assert await shown(owner) == []


async def test_reading_makes_none_and_other_scopes_see_none(owner: Person, app: App) -> None:
    for scope, query in (("webhooks:read", CREATE), ("accounts:read", LIST), ("webhooks:write", LIST)):
        asking = await app.caller(owner, scope)
        values = {"i": {"url": "https://example.com", "kinds": MADE}} if query is CREATE else {}
        (error,) = (await asking.send(query, **values))["errors"]
        assert error["extensions"]["code"] == "INSUFFICIENT_SCOPE"


async def test_a_narrower_token_narrows_what_it_changes_or_changes_nothing(
    hooked: Platform, owner: Person, app: App, receiver: ReceiverProcess
) -> None:
    """A stolen token must not send elsewhere what it could not read itself."""
    wide = await app.caller(owner, f"{KEEP} {READ}")
    path = f"/ok/{owner.user_id}"
    hook = await listening(wide, receiver, path, kinds=MADE, payloadQuery=DEEPER)
    for scope, code in ((f"{KEEP} accounts:read", "WEBHOOK_SCOPE"), (f"{KEEP} transactions:read", "WEBHOOK_QUERY")):
        narrow = await app.caller(owner, scope)
        payload = (await narrow.ask(UPDATE, i={"id": hook, "url": f"{receiver.url}/elsewhere"}))["updateWebhook"]
        assert [error["code"] for error in payload["errors"]] == [code]
    await spend(owner, await account_of(owner))
    await deliver(hooked)
    (got,) = receiver.received(path)
    assert got["body"]["data"] == {"nodes": [{"account": {"name": "Cash"}}]}


async def test_what_the_person_takes_back_is_told_no_more(
    hooked: Platform, owner: Person, app: App, receiver: ReceiverProcess
) -> None:
    """The authorisation with more lapsed, one with less lasts: the query of before has no answer."""
    path = f"/ok/{owner.user_id}"
    await listening(await app.caller(owner, f"{KEEP} {READ}"), receiver, path, kinds=MADE, payloadQuery=DEEPER)
    await ended(hooked, owner)
    await app.tokens(owner, f"{KEEP} transactions:read")
    await spend(owner, await account_of(owner))
    await deliver(hooked)
    assert receiver.received(path) == []
    (row,) = await deliveries(owner)
    assert row["state"] == "PENDING"
    assert "accounts:read" in row["error"]


@pytest.mark.parametrize("how", ["disconnected", "expired", "revoked", "switched off", "narrowed"])
async def test_when_the_grant_ends_nothing_more_is_told(
    hooked: Platform, caller: httpx.AsyncClient, owner: Person, receiver: ReceiverProcess, how: str
) -> None:
    app = await register_app(hooked, caller, scopes=[*KEEP.split(), *READ.split()])
    path = f"/ok/{owner.user_id}"
    tokens = await app.tokens(owner, f"{KEEP} {READ}")
    await listening(Person(caller, tokens["access_token"], owner.user_id), receiver, path, kinds=MADE)
    account = await account_of(owner)
    await spend(owner, account)  # it waits
    await end(hooked, owner, app, tokens["refresh_token"], how)
    await deliver(hooked)
    await spend(owner, account)
    await deliver(hooked)
    assert receiver.received(path) == []
    (node,) = await shown(owner)
    assert (node["status"], node["disabledReason"]) == ("DISABLED", "APP_ENDED")
    assert {row["state"] for row in await deliveries(owner)} <= {"FAILED"}
    if how == "switched off":
        return
    again = await app.caller(owner, f"{KEEP} {READ}")
    on = (await again.ask(UPDATE, i={"id": node["id"], "isPaused": False}))["updateWebhook"]
    assert (on["errors"], on["webhook"]["status"]) == ([], "ACTIVE")
    await spend(owner, account)
    await deliver(hooked)
    assert len(receiver.received(path)) == 1


async def end(platform: Platform, owner: Person, app: App, refresh: str, how: str) -> None:
    if how == "disconnected":
        (connected,) = (await owner.ask(APPS))["connectedApps"]
        await owner.ask(DISCONNECT, i={"id": connected["id"]})
    elif how == "revoked":
        assert (await app.post("revoke", token=refresh)).status_code == 200
    elif how == "switched off":
        async with platform.database.system_unit_of_work() as uow:
            await uow.session.execute(
                update(OAuthClientRow).where(OAuthClientRow.id == app.client_id).values(disabled_at=func.now())
            )
    else:
        await ended(platform, owner)
        if how == "narrowed":
            await app.tokens(owner, f"webhooks:read offline_access {READ}")


async def test_an_attempt_looks_for_itself_whether_the_app_may_still(
    hooked: Platform, owner: Person, app: App, receiver: ReceiverProcess
) -> None:
    """The grant ends after the delivery was taken, and before anybody looked at endpoints."""
    path = f"/ok/{owner.user_id}"
    asking = await app.caller(owner, f"{KEEP} {READ}")
    await try_out(asking, await listening(asking, receiver, path, kinds=MADE))
    due = await claim_deliveries(hooked.database, hooked.settings.webhooks, 100, is_failing=False)
    (claimed,) = [one for one in due if one.user_id == owner.user_id]
    await ended(hooked, owner)
    settled = await build_courier(hooked).deliver(claimed)
    assert settled == Settled(DeliveryState.FAILED, DisabledReason.APP_ENDED)
    assert receiver.received(path) == []
    assert [node["disabledReason"] for node in await shown(owner)] == ["APP_ENDED"]


async def test_an_end_is_seen_without_an_event_and_waits_for_nobody(
    hooked: Platform, owner: Person, app: App, receiver: ReceiverProcess
) -> None:
    await listening(await app.caller(owner, f"{KEEP} {READ}"), receiver, f"/ok/{owner.user_id}", kinds=MADE)
    await listening(owner, receiver, f"/ok/{owner.user_id}/own", kinds=MADE)
    assert await end_app_webhooks(hooked.database, hooked.clock) == 0
    await ended(hooked, owner)
    assert await end_app_webhooks(hooked.database, hooked.clock) == 1
    assert await end_app_webhooks(hooked.database, hooked.clock) == 0
    assert sorted(node["status"] for node in await shown(owner)) == ["ACTIVE", "DISABLED"]


async def test_the_person_sees_and_deletes_what_an_app_keeps_and_changes_none_of_it(
    owner: Person, app: App, receiver: ReceiverProcess
) -> None:
    hook = await listening(await app.caller(owner, f"{KEEP} {READ}"), receiver, f"/ok/{owner.user_id}", kinds=MADE)
    for query, values in ((UPDATE, {"url": f"{receiver.url}/mine"}), (UPDATE, {"isPaused": True}), (ROTATE, {})):
        (payload,) = (await owner.ask(query, i={"id": hook, **values})).values()
        assert [error["code"] for error in payload["errors"]] == ["WEBHOOK_OF_APP"]
    assert (await owner.ask(DELETE, i={"id": hook}))["deleteWebhook"]["errors"] == []
    assert await shown(owner) == []


async def test_an_app_uses_up_nothing_of_the_persons(owner: Person, app: App, receiver: ReceiverProcess) -> None:
    asking = await app.caller(owner, f"{KEEP} {READ}")
    for _ in range(3):
        assert (await create(asking, receiver.url, kinds=MADE))["errors"] == []
    assert (await refused(asking, receiver.url, kinds=MADE))[0] == "WEBHOOK_LIMIT"
    assert (await create(asking, receiver.url, kinds=MADE))["errors"][0]["code"] == "WEBHOOK_LIMIT"
    (error,) = (await asking.send(CREATE, i={"url": receiver.url, "kinds": MADE}))["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"  # five an hour in these tests: each may mail the person
    hook = (await create(owner, receiver.url))["webhook"]["id"]
    assert (await try_out(owner, hook))["errors"] == []
