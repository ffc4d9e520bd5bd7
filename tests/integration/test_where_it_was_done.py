"""A history tells where its person's own acts came from, and never where somebody else sat."""

from typing import Any

import httpx

from core.adapters.wiring import Platform
from core.identity.models import Role
from tests.support.accounts import from_address
from tests.support.apps import SCOPES, register_app
from tests.support.histories import history_of
from tests.support.people import Person, make_person

HISTORY = """query($a: [String!]) { activity(filter: {actions: $a}) {
  edges { node { action doneBy address appName place { country } details } } } }"""
NEW_ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"
DEACTIVATE = "mutation($i: AdminDeactivateUserInput!) { adminDeactivateUser(input: $i) { errors { code } } }"


async def entries(person: Person, action: str) -> list[dict[str, Any]]:
    found = await person.ask(HISTORY, a=[action])
    return [edge["node"] for edge in found["activity"]["edges"]]


async def test_the_address_and_the_device(person: Person, platform: Platform) -> None:
    assert person.token is not None
    device = from_address(person.client, "203.0.113.7")
    device.token = person.token
    await device.ask(NEW_ACCOUNT, i={"name": "Till", "currency": "RUB"})
    (entry,) = await entries(person, "account.created")
    session = (await platform.access_tokens.check(person.token)).session_id
    assert (entry["doneBy"], entry["address"], entry["appName"], entry["place"]) == ("SELF", "203.0.113.7", None, None)
    assert entry["details"]["from"] == {"address": "203.0.113.7", "session": str(session)}


async def test_an_app_is_named(platform: Platform, client: httpx.AsyncClient, person: Person) -> None:
    app = await register_app(platform, client, name="Scales", scopes=[*SCOPES, "accounts:write"])
    caller = await app.caller(person, "accounts:read accounts:write")
    await caller.ask(NEW_ACCOUNT, i={"name": "Till", "currency": "RUB"})
    (entry,) = await entries(person, "account.created")
    assert (entry["doneBy"], entry["appName"]) == ("SELF", "Scales")
    assert entry["details"]["from"]["app"] == app.client_id
    assert "session" not in entry["details"]["from"]


async def test_where_staff_sat_is_not_told(platform: Platform, client: httpx.AsyncClient, person: Person) -> None:
    admin = await make_person(platform, client, Role.ADMIN)
    viewer = (await person.ask("{ viewer { id } }"))["viewer"]["id"]
    answer = await admin.ask(DEACTIVATE, i={"userId": viewer, "reason": "asked by phone"})
    assert answer["adminDeactivateUser"]["errors"] == []
    assert person.user_id is not None
    (entry,) = [row for row in await history_of(platform, person.user_id) if row.action == "user.deactivated"]
    assert entry.actor_id == admin.user_id
    assert "from" not in entry.details
