from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from core.adapters.wiring import Platform
from core.banking.messages import WatchConsents
from core.banking.models import BankConsentRow
from core.jobs.enqueue import enqueue
from core.jobs.models import JobState
from core.ports.bank_feed import ConsentKind
from sandbox.serve_in_thread import RunningBank
from tests.support.banks import banks_served, connect, connections, decide, move_bank, sync, total
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person

REFRESH = """mutation($i: RefreshConsentsInput!) { refreshConsents(input: $i) {
  connections { status consentStatus } jobs { id } errors { code } } }"""
REVOKE = """mutation($i: RevokeConsentInput!) { revokeConsent(input: $i) {
  consent { status endedAt } isEndedAtBank bankProblem errors { code } } }"""
CONSENTS = """query($c: ID) { consents(connectionId: $c, first: 50) { edges { node {
  id kind status permissions requestedAt grantedAt expiresAt warnedAt endedAt connectionId } } } }"""
ACTIVITY = "{ activity(first: 50) { edges { node { action } } } }"


pytestmark = pytest.mark.usefixtures("banks")


@pytest.fixture
def banks(platform: Platform) -> Iterator[dict[str, RunningBank]]:
    with banks_served(platform, "vbank", "abank", "sbank") as served:
        yield served


async def consents(person: Person, connection_id: str | None = None) -> list[dict[str, Any]]:
    """Newest first."""
    found = (await person.ask(CONSENTS, c=connection_id))["consents"]["edges"]
    return [edge["node"] for edge in found]


async def refresh(person: Person, connection_id: str) -> dict[str, Any]:
    payload: dict[str, Any] = (await person.ask(REFRESH, i={"connectionIds": [connection_id]}))["refreshConsents"]
    return payload


async def set_consent(platform: Platform, person: Person, **values: Any) -> None:
    """Time passes for a person's consents."""
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await uow.session.execute(update(BankConsentRow).values(**values))


async def watch(platform: Platform, handlers: Handlers) -> None:
    async with platform.database.system_unit_of_work() as uow:
        await enqueue(uow, WatchConsents())
    states = await do_system_jobs(platform, handlers)
    assert states["banking.watch_consents"] is JobState.DONE


async def actions(person: Person) -> list[str]:
    return [edge["node"]["action"] for edge in (await person.ask(ACTIVITY))["activity"]["edges"]]


async def test_three_banks_in_one_call_of_which_one_is_down(person: Person, platform: Platform) -> None:
    move_bank(platform, "abank", "http://127.0.0.1:9")
    payload = await connect(person, "vbank", "abank", "sbank", kinds=["ACCOUNT", "PRODUCT"])
    assert sorted(row["bank"]["code"] for row in payload["connections"]) == ["sbank", "vbank"]
    assert [error["code"] for error in payload["errors"]] == ["BANK_ERROR"]
    assert "ABank" in payload["errors"][0]["message"]
    shown = await connections(person)
    assert sorted(shown) == ["sbank", "vbank"]
    assert {consent["kind"] for consent in shown["vbank"]["consents"]} == {"ACCOUNT", "PRODUCT"}
    kept = await consents(person, shown["vbank"]["id"])
    assert {row["status"] for row in kept} == {"AUTHORISED"}
    assert all(row["grantedAt"] and row["expiresAt"] for row in kept)
    account = next(row for row in kept if row["kind"] == "ACCOUNT")
    assert "ReadTransactionsDetail" in account["permissions"]


async def test_a_product_consent_is_added_and_the_account_consent_used_on(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    first = (await connect(person, "sbank"))["connections"][0]
    added = await connect(person, "sbank", kinds=["ACCOUNT", "PRODUCT"])
    assert added["errors"] == []
    shown = (await connections(person))["sbank"]
    before = {row["id"] for row in first["consents"]}
    assert {row["id"] for row in shown["consents"] if row["kind"] == "ACCOUNT"} == before
    await do_jobs(platform, handlers, person.user_id)
    found = await person.ask(
        "{ productAgreements { id kind name amount accountNumber } bankCards { maskedNumber accountNumber } }"
    )
    assert {row["kind"] for row in found["productAgreements"]} <= {"LOAN", "DEPOSIT", "CARD", "CREDIT_CARD"}
    assert found["productAgreements"]
    (card,) = found["bankCards"]
    assert card["maskedNumber"].startswith("****")


async def test_kinds_that_make_no_sense_are_refused(person: Person) -> None:
    for kinds in ([], ["PAYMENT"], ["PRODUCT"]):
        payload = await connect(person, "vbank", kinds=kinds)
        assert [(error["code"], error["field"]) for error in payload["errors"]] == [("CONSENT_KIND", "kinds")], kinds
    assert await connections(person) == {}
    await connect(person, "vbank")
    (other,) = (await connect(person, "vbank", ref="demo-2"))["errors"]
    assert (other["code"], other["field"]) == ("ALREADY_CONNECTED", "personRef")


async def test_a_waiting_consent_is_found_approved_by_trying(
    person: Person, platform: Platform, handlers: Handlers, banks: dict[str, RunningBank]
) -> None:
    bank = banks["vbank"]
    bank.bank.faults.manual_approval = True
    payload = await connect(person, "vbank", ref="demo-2")
    (connection,) = payload["connections"]
    assert (connection["status"], payload["jobs"]) == ("WAITING", [])
    waiting = await refresh(person, connection["id"])
    assert waiting["connections"] == [{"status": "WAITING", "consentStatus": "PENDING"}]
    await decide(bank, "demo-2")
    approved = await refresh(person, connection["id"])
    assert approved["connections"] == [{"status": "ACTIVE", "consentStatus": "AUTHORISED"}]
    assert len(approved["jobs"]) == 1
    await do_jobs(platform, handlers, person.user_id)
    assert await total(platform, person) > 100


async def test_a_consent_whose_id_was_never_told_ends_here_and_says_so(
    person: Person, banks: dict[str, RunningBank]
) -> None:
    bank = banks["vbank"]
    bank.bank.faults.manual_approval = True
    (connection,) = (await connect(person, "vbank", ref="demo-2"))["connections"]
    await decide(bank, "demo-2")
    await refresh(person, connection["id"])
    (kept,) = await consents(person)
    revoked = (await person.ask(REVOKE, i={"consentId": kept["id"]}))["revokeConsent"]
    assert (revoked["consent"]["status"], revoked["errors"]) == ("REVOKED", [])
    assert revoked["isEndedAtBank"] is False
    assert "never told the id" in revoked["bankProblem"]
    assert (await connections(person))["vbank"]["status"] == "NEEDS_CONSENT"
    assert (await sync(person, connection["id"]))["errors"] == [{"code": "NOT_CONNECTED"}]
    again = (await person.ask(REVOKE, i={"consentId": kept["id"]}))["revokeConsent"]
    assert again["errors"] == [{"code": "CONSENT_ENDED"}]


async def test_a_consent_ends_here_and_at_the_bank(person: Person, platform: Platform) -> None:
    await connect(person, "vbank")
    (kept,) = await consents(person)
    revoked = (await person.ask(REVOKE, i={"consentId": kept["id"]}))["revokeConsent"]
    assert (revoked["isEndedAtBank"], revoked["bankProblem"], revoked["errors"]) == (True, None, [])
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        row = (await read.session.execute(select(BankConsentRow))).scalar_one()
    assert row.consent_id is not None
    async with platform.database.read(person.user_id) as read:
        assert (await read.session.execute(select(func.count()).select_from(BankConsentRow))).scalar_one() == 1
    anew = await connect(person, "vbank")
    assert anew["errors"] == []
    assert [row["status"] for row in await consents(person)] == ["AUTHORISED", "REVOKED"]
    assert "bank.consent_revoked" in await actions(person)


async def test_a_consent_that_nobody_approves_is_given_up_after_a_day(
    person: Person, platform: Platform, handlers: Handlers, banks: dict[str, RunningBank]
) -> None:
    banks["vbank"].bank.faults.manual_approval = True
    (connection,) = (await connect(person, "vbank", ref="demo-3"))["connections"]
    await decide(banks["vbank"], "demo-3", "reject")
    await refresh(person, connection["id"])
    await set_consent(platform, person, requested_at=platform.clock.now() - timedelta(hours=25), checked_at=None)
    await watch(platform, handlers)
    states = await do_jobs(platform, handlers, person.user_id)
    assert states == {"banking.refresh_consent": JobState.DONE}
    (kept,) = await consents(person)
    assert kept["status"] in {"EXPIRED", "REJECTED"}
    assert kept["endedAt"] is not None
    assert (await connections(person))["vbank"]["status"] == "NEEDS_CONSENT"


async def test_a_consent_that_lapses_is_told_once_renewed_and_otherwise_ended(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    await connect(person, "vbank", "sbank")
    await do_jobs(platform, handlers, person.user_id)
    rows = await total(platform, person)
    await set_consent(platform, person, expires_at=platform.clock.now() + timedelta(days=6))
    for _ in range(2):
        await watch(platform, handlers)
        await do_jobs(platform, handlers, person.user_id)
    folder = platform.settings.data_folder / "mailbox"
    mails = [path.read_text() for path in folder.rglob("*") if path.is_file() and person.email in path.read_text()]
    assert len([mail for mail in mails if "SBank" in mail or "VBank" in mail]) == 2
    assert (await actions(person)).count("bank.consent_lapses_soon") == 2
    told = (await person.ask("{ notifications { edges { node { kind label } } } }"))["notifications"]["edges"]
    lapsing = [edge["node"]["label"] for edge in told if edge["node"]["kind"] == "CONSENT_LAPSES"]
    assert sorted(lapsing) == ["SBank", "VBank"]  # once, though the insights of the sync noticed it too
    renewed = await connect(person, "vbank")
    assert renewed["errors"] == []
    assert renewed["connections"][0]["consentExpiresAt"] > (platform.clock.now() + timedelta(days=300)).isoformat()
    async with platform.database.system_unit_of_work() as uow:
        lapsed = update(BankConsentRow).where(
            BankConsentRow.user_id == person.user_id,
            BankConsentRow.kind == ConsentKind.ACCOUNT,
            BankConsentRow.expires_at < platform.clock.now() + timedelta(days=7),
            BankConsentRow.ended_at.is_(None),
        )
        await uow.session.execute(lapsed.values(expires_at=platform.clock.now() - timedelta(seconds=1)))
    await watch(platform, handlers)
    shown = await connections(person)
    assert (shown["vbank"]["status"], shown["sbank"]["status"]) == ("ACTIVE", "NEEDS_CONSENT")
    assert (shown["sbank"]["consentStatus"], shown["sbank"]["isStale"]) == ("EXPIRED", True)
    assert await total(platform, person) == rows
    history = [(row["kind"], row["status"]) for row in await consents(person, shown["vbank"]["id"])]
    assert history == [("ACCOUNT", "AUTHORISED"), ("ACCOUNT", "REVOKED")]
