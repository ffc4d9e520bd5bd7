from collections.abc import Iterator

import pytest

from core.adapters.wiring import Platform
from core.jobs.models import JobState
from sandbox.serve_in_thread import RunningBank
from tests.support.banks import banks_served, connections, sync, total
from tests.support.banks import connect as connect_to
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

DISCONNECT = """mutation($i: DisconnectBankInput!) { disconnectBank(input: $i) {
  connection { status } bankProblems errors { code } } }"""
COUNT = "{ transactions(first: 100) { edges { node { id } } pageInfo { hasNextPage } } }"


pytestmark = pytest.mark.usefixtures("vbank")


@pytest.fixture
def vbank(platform: Platform) -> Iterator[RunningBank]:
    with banks_served(platform, "vbank", history_months=24) as banks:
        yield banks["vbank"]


async def connect(person: Person, ref: str = "demo-1") -> dict[str, list[dict[str, str]]]:
    return await connect_to(person, "vbank", ref=ref)


async def test_a_bank_is_connected_read_and_read_again_without_a_double(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    payload = await connect(person)
    assert payload["errors"] == []
    assert payload["connections"][0]["status"] == "ACTIVE"
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["banking.sync_bank"] is JobState.DONE
    connection = (await connections(person))["vbank"]
    assert connection["syncedAt"] is not None
    assert connection["nextSyncAt"] is not None
    assert (connection["isStale"], connection["staleSince"]) == (False, None)
    assert connection["accounts"]
    assert (await person.ask(COUNT))["transactions"]["pageInfo"]["hasNextPage"]
    imported = await total(platform, person)
    assert imported > 500
    await sync(person, connection["id"])
    await do_jobs(platform, handlers, person.user_id)
    assert await total(platform, person) == imported
    (refused,) = (await connect(person))["errors"]
    assert (refused["code"], refused["field"]) == ("ALREADY_CONNECTED", "bankCodes")


async def test_a_failing_bank_leaves_the_last_data_marked_stale(
    person: Person, platform: Platform, handlers: Handlers, vbank: RunningBank
) -> None:
    (connection,) = (await connect(person))["connections"]
    await do_jobs(platform, handlers, person.user_id)
    before = await total(platform, person)
    vbank.reset()
    await sync(person, connection["id"])
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["banking.sync_bank"] is JobState.DEAD
    shown = (await connections(person))["vbank"]
    assert (shown["status"], shown["consentStatus"], shown["isStale"]) == ("NEEDS_CONSENT", "REVOKED", True)
    assert shown["staleSince"] is not None
    assert await total(platform, person) == before


async def test_a_connection_ends_and_takes_its_data_along_when_asked(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    (connection,) = (await connect(person))["connections"]
    await do_jobs(platform, handlers, person.user_id)
    ended = await person.ask(DISCONNECT, i={"connectionId": connection["id"], "eraseData": True})
    assert ended["disconnectBank"] == {"connection": {"status": "DISCONNECTED"}, "bankProblems": [], "errors": []}
    assert await total(platform, person) == 0
    assert (await sync(person, connection["id"]))["errors"] == [{"code": "NOT_CONNECTED"}]


async def test_a_connection_ends_and_leaves_its_data_unless_asked(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    (connection,) = (await connect(person))["connections"]
    await do_jobs(platform, handlers, person.user_id)
    before = await total(platform, person)
    await person.ask(DISCONNECT, i={"connectionId": connection["id"]})
    assert (await total(platform, person), before > 0) == (before, True)
    again = await connect(person)
    await do_jobs(platform, handlers, person.user_id)
    assert again["connections"][0]["id"] != connection["id"]
    assert await total(platform, person) == before


async def test_an_unknown_bank_and_an_unknown_person_are_data(person: Person) -> None:
    unknown = await connect_to(person, "nobank")
    assert [(error["code"], error["field"]) for error in unknown["errors"]] == [("UNKNOWN_BANK", "bankCodes")]
    nobody = await connect(person, "person-nobody")
    assert [(error["code"], error["field"]) for error in nobody["errors"]] == [("BANK_ERROR", "bankCodes")]
    assert await connections(person) == {}


async def test_a_stranger_sees_nothing_of_it(person: Person, another: object) -> None:
    (connection,) = (await connect(person))["connections"]
    other: Person = await another()  # type: ignore[operator]  # the fixture makes a coroutine
    assert await connections(other) == {}
    refused = await other.ask(DISCONNECT, i={"connectionId": connection["id"]})
    assert refused["disconnectBank"]["errors"] == [{"code": "NOT_FOUND"}]
    assert (await sync(other, connection["id"]))["errors"] == [{"code": "NOT_FOUND"}]
    assert (await connections(person))["vbank"]["status"] == "ACTIVE"
