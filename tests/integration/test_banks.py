from collections.abc import Iterator

import pytest

from core.adapters.wiring import Platform
from core.banking.registry import BankRegistry
from core.jobs.models import JobState
from core.ports.bank_feed import BankInfo
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import RunningBank, serving
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

CONNECT = """mutation($i: ConnectBanksInput!) { connectBanks(input: $i) {
  connections { id status consentStatus bank { code } } jobs { id } errors { code field } } }"""
CONNECTIONS = "{ bankConnections { id status syncedAt staleSince lastError accounts { name balance { amount } } } }"
REFRESH = """mutation($i: RefreshConsentsInput!) { refreshConsents(input: $i) {
  connections { status } jobs { id } errors { code } } }"""
SYNC = "mutation($i: SyncBanksInput!) { syncBanks(input: $i) { jobs { id } errors { code } } }"
DISCONNECT = """mutation($i: DisconnectBankInput!) { disconnectBank(input: $i) {
  connection { status } errors { code } } }"""
COUNT = "{ transactions(first: 100) { edges { node { id } } pageInfo { hasNextPage } } }"


pytestmark = pytest.mark.usefixtures("vbank")


@pytest.fixture
def vbank(platform: Platform) -> Iterator[RunningBank]:
    """A sandbox bank of the test's own, known to the platform."""
    secret = "a secret of the sandbox"
    config = SandboxConfig("vbank", platform.settings.bank_team_id, secret)
    platform.secrets.write("banks/vbank", secret)
    with serving(config) as bank:
        before = platform.banks
        platform.banks = BankRegistry([BankInfo("vbank", "VBank", bank.base_url)])
        yield bank
        platform.banks = before


async def connect(person: Person, ref: str = "demo-1") -> dict[str, list[dict[str, str]]]:
    payload: dict[str, list[dict[str, str]]] = (
        await person.ask(CONNECT, i={"bankCodes": ["vbank"], "personRef": ref})
    )["connectBanks"]
    return payload


async def test_a_bank_is_connected_read_and_read_again_without_a_double(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    payload = await connect(person)
    assert payload["errors"] == []
    assert payload["connections"][0]["status"] == "ACTIVE"
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["banking.sync_bank"] is JobState.DONE
    (connection,) = (await person.ask(CONNECTIONS))["bankConnections"]
    assert connection["syncedAt"] is not None
    assert connection["accounts"]
    assert (await person.ask(COUNT))["transactions"]["pageInfo"]["hasNextPage"]
    imported = await total(person)
    await person.ask(SYNC, i={"connectionIds": [connection["id"]]})
    await do_jobs(platform, handlers, person.user_id)
    assert await total(person) == imported
    assert (await connect(person))["errors"] == [{"code": "ALREADY_CONNECTED", "field": "bankCodes"}]


async def total(person: Person) -> int:
    """Rows in the books, by the sum of counts of all categories."""
    rows = await person.ask(
        """{ categoryTotals(period: {start: "2020-01-01", end: "2029-12-31"}) { rows { count } } }"""
    )
    return sum(row["count"] for row in rows["categoryTotals"]["rows"])


async def test_a_waiting_consent_becomes_active_once_approved(person: Person, vbank: RunningBank) -> None:
    vbank.bank.faults.manual_approval = True
    payload = await connect(person, "demo-2")
    (connection,) = payload["connections"]
    assert (connection["status"], payload["jobs"]) == ("WAITING", [])
    waiting = (await person.ask(REFRESH, i={"connectionIds": [connection["id"]]}))["refreshConsents"]
    assert waiting["connections"] == [{"status": "WAITING"}]


async def test_a_failing_bank_leaves_the_last_data_marked_stale(
    person: Person, platform: Platform, handlers: Handlers, vbank: RunningBank
) -> None:
    (connection,) = (await connect(person))["connections"]
    await do_jobs(platform, handlers, person.user_id)
    before = await total(person)
    ended = await platform.bank_feed.request_consent(platform.banks.get("vbank"), "demo-3")
    assert ended.consent_id is not None
    vbank.reset()
    await person.ask(SYNC, i={"connectionIds": [connection["id"]]})
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["banking.sync_bank"] is JobState.DEAD
    (shown,) = (await person.ask(CONNECTIONS))["bankConnections"]
    assert shown["status"] == "NEEDS_CONSENT"
    assert shown["staleSince"] is not None
    assert await total(person) == before


async def test_a_connection_ends_and_takes_its_data_along_when_asked(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    (connection,) = (await connect(person))["connections"]
    await do_jobs(platform, handlers, person.user_id)
    ended = await person.ask(DISCONNECT, i={"connectionId": connection["id"], "eraseData": True})
    assert ended["disconnectBank"] == {"connection": {"status": "DISCONNECTED"}, "errors": []}
    assert await total(person) == 0
    refused = await person.ask(SYNC, i={"connectionIds": [connection["id"]]})
    assert refused["syncBanks"]["errors"] == [{"code": "NOT_CONNECTED"}]


async def test_an_unknown_bank_and_an_unknown_person_are_data(person: Person) -> None:
    unknown = await person.ask(CONNECT, i={"bankCodes": ["nobank"], "personRef": "demo-1"})
    assert unknown["connectBanks"]["errors"] == [{"code": "UNKNOWN_BANK", "field": "bankCodes"}]
    nobody = await connect(person, "person-nobody")
    assert nobody["errors"] == [{"code": "BANK_ERROR", "field": "bankCodes"}]
