from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from sandbox.bank import Bank
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import RunningBank, serving
from tests.sandbox.conftest import NOW, SECRET, TEAM


@pytest.fixture(scope="module")
def abank() -> Iterator[RunningBank]:
    config = SandboxConfig(code="abank", client_id=TEAM, client_secret=SECRET, clock=lambda: NOW)
    with serving(config) as running:
        yield running


@pytest.fixture(scope="module")
def config(abank: RunningBank) -> SandboxConfig:
    peers = {"abank": abank.base_url, "sbank": "http://127.0.0.1:1"}
    return SandboxConfig(code="vbank", client_id=TEAM, client_secret=SECRET, clock=lambda: NOW, peers=peers)


@pytest.fixture
def numbers(config: SandboxConfig, abank: RunningBank) -> dict[str, str]:
    """Account numbers by role: both of the person at this bank, and one at the other."""
    abank.reset()
    accounts = [*Bank(config).accounts_of("demo-1"), *abank.bank.accounts_of("demo-1")]
    return {account.role: account.number for account in accounts}


def _initiation(numbers: dict[str, str], **changes: Any) -> dict[str, Any]:
    return {
        "instructedAmount": {"amount": "150.50", "currency": "RUB"},
        "debtorAccount": {"schemeName": "RU.CBR.PAN", "identification": numbers["main"]},
        "creditorAccount": {"schemeName": "RU.CBR.PAN", "identification": numbers["savings"]},
        "creditorName": "Смирнова Анна",
        "remittanceInformation": {"unstructured": "На отпуск"},
        **changes,
    }


async def _consent(team: httpx.AsyncClient, initiation: dict[str, Any]) -> dict[str, Any]:
    body = {"data": {"initiation": initiation}}
    answer = await team.post("/payment-consents/request", params={"client_id": "demo-1"}, json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def _pay(team: httpx.AsyncClient, consent_id: str, initiation: dict[str, Any], **headers: str) -> httpx.Response:
    sent = {"X-Payment-Consent-Id": consent_id, **headers}
    return await team.post("/payments", json={"data": {"initiation": initiation}, "risk": {}}, headers=sent)


async def _balances(team: httpx.AsyncClient) -> list[str]:
    await team.put("/sandbox/faults", json={})
    permissions = ["ReadBalances", "ReadTransactionsDetail"]
    await team.post("/account-consents/request", json={"client_id": "demo-1", "permissions": permissions})
    answers = [(await team.get(f"/accounts/acc-{n}/balances")).json() for n in (1001, 1002)]
    return [answer["data"]["balance"][1]["amount"]["amount"] for answer in answers]


async def test_money_moves_once_and_both_sides_get_a_row(team: httpx.AsyncClient, numbers: dict[str, str]) -> None:
    before = [float(balance) for balance in await _balances(team)]
    initiation = _initiation(numbers)
    consent = await _consent(team, initiation)
    assert consent["request_id"].startswith("pcr-")
    assert consent["consent_id"].startswith("pcon-")
    assert (consent["status"], consent["auto_approved"], consent["expires_in"]) == ("approved", True, "90 days")
    paid = await _pay(team, consent["consent_id"], initiation)
    assert paid.status_code == 201
    data = paid.json()["data"]
    assert (data["status"], data["amount"], data["currency"]) == ("AcceptedSettlementCompleted", "150.50", "RUB")
    after = [float(balance) for balance in await _balances(team)]
    assert [round(new - old, 2) for old, new in zip(before, after, strict=True)] == [-150.5, 150.5]
    read = (await team.get(f"/payment-consents/{consent['consent_id']}")).json()["data"]
    assert (read["status"], read["initiation"]) == ("used", initiation)
    again = await _pay(team, consent["consent_id"], initiation)
    assert (again.status_code, again.json()["detail"]["error"]) == (403, "INVALID_CONSENT")
    own = await team.get(f"/payments/{data['paymentId']}")
    assert own.status_code == 403, "the very application that paid may not read it"


async def test_the_flat_form_and_the_clients_own_view(team: httpx.AsyncClient, numbers: dict[str, str]) -> None:
    flat = {
        "amount": 99.9,
        "currency": "RUB",
        "debtor_account": numbers["main"],
        "creditor_account": "40817810000000000000",
        "creditor_name": "ООО «Ромашка»",
        "reference": "Счёт 7",
    }
    answer = await team.post("/payment-consents/request", params={"client_id": "demo-1"}, json=flat)
    creditor = {"identification": flat["creditor_account"]}
    initiation = _initiation(numbers, creditorAccount=creditor, instructedAmount={"amount": 99.9, "currency": "RUB"})
    paid = await _pay(team, answer.json()["consent_id"], initiation)
    assert paid.json()["data"]["status"] == "AcceptedSettlementInProcess"
    login = await team.post("/auth/login", json={"username": "demo-1", "password": SECRET})
    as_client = {"Authorization": f"Bearer {login.json()['access_token']}"}
    read = await team.get(f"/payments/{paid.json()['data']['paymentId']}", headers=as_client)
    assert (read.status_code, read.json()["data"]["amount"]) == (200, "99.90")


async def test_a_payment_to_another_bank_arrives_there(
    team: httpx.AsyncClient, numbers: dict[str, str], abank: RunningBank
) -> None:
    account = abank.bank.accounts_of("demo-1")[0]
    before = account.booked_minor(NOW)
    initiation = _initiation(numbers, creditorAccount={"identification": numbers["business"], "bank_code": "abank"})
    consent = await _consent(team, initiation)
    assert (await _pay(team, consent["consent_id"], initiation)).status_code == 201
    assert account.booked_minor(NOW) - before == 150_50
    assert account.entries[-1].counterparty == "Смирнова Анна Павловна"


@pytest.mark.parametrize(
    ("creditor", "detail"),
    [
        ({"identification": "0", "bank_code": "abank"}, "Creditor account not found"),
        ({"identification": "0", "bank_code": "sbank"}, "Bank sbank does not answer"),
        ({"identification": "0", "bank_code": "zbank"}, "Bank zbank is not known"),
    ],
)
async def test_money_that_cannot_arrive_does_not_leave(
    team: httpx.AsyncClient, numbers: dict[str, str], creditor: dict[str, str], detail: str
) -> None:
    before = await _balances(team)
    initiation = _initiation(numbers, creditorAccount=creditor)
    consent = await _consent(team, initiation)
    refused = await _pay(team, consent["consent_id"], initiation)
    assert (refused.status_code, refused.json()) == (400, {"detail": detail})
    assert await _balances(team) == before
    read = (await team.get(f"/payment-consents/{consent['consent_id']}")).json()["data"]
    assert read["status"] == "active", "the consent was not used up"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"instructedAmount": {"amount": "150.51", "currency": "RUB"}}, "CONSENT_AMOUNT_EXCEEDED"),
        ({"instructedAmount": {"amount": "150.50", "currency": "USD"}}, "CONSENT_AMOUNT_EXCEEDED"),
        ({"creditorAccount": {"identification": "1"}}, "CONSENT_CREDITOR_MISMATCH"),
        ({"debtorAccount": {"identification": "1"}}, "CONSENT_DEBTOR_MISMATCH"),
    ],
)
async def test_a_payment_must_fit_its_consent(
    team: httpx.AsyncClient, numbers: dict[str, str], changes: dict[str, Any], error: str
) -> None:
    consent = await _consent(team, _initiation(numbers))
    refused = await _pay(team, consent["consent_id"], _initiation(numbers, **changes))
    assert (refused.status_code, refused.json()["detail"]["error"]) == (403, error)


async def test_other_refusals(team: httpx.AsyncClient, numbers: dict[str, str]) -> None:
    initiation = _initiation(numbers)
    missing = await team.post("/payments", json={"data": {"initiation": initiation}})
    assert missing.json()["detail"]["error"] == "PAYMENT_CONSENT_REQUIRED"
    unknown = await _pay(team, "pcon-x", initiation)
    assert unknown.json()["detail"]["error"] == "INVALID_CONSENT"
    consent = await _consent(team, initiation)
    other = await _pay(team, consent["consent_id"], initiation, **{"X-Requesting-Bank": "team-b"})
    assert other.json()["detail"]["error"] == "CONSENT_MISMATCH"
    rich = _initiation(numbers, instructedAmount={"amount": "9000000.00", "currency": "RUB"})
    poor = await _pay(team, (await _consent(team, rich))["consent_id"], rich)
    assert (poor.status_code, poor.json()) == (400, {"detail": "Insufficient funds"})
    await team.delete(f"/payment-consents/{consent['consent_id']}")
    revoked = await _pay(team, consent["consent_id"], initiation)
    assert revoked.json()["detail"]["error"] == "INVALID_CONSENT"


@pytest.mark.parametrize("amount", ["0", "-1", "1.001", "NaN", "1e20", "x", None])
async def test_what_is_no_amount_is_refused(team: httpx.AsyncClient, numbers: dict[str, str], amount: object) -> None:
    body = {"data": {"initiation": _initiation(numbers, instructedAmount={"amount": amount, "currency": "RUB"})}}
    answer = await team.post("/payment-consents/request", params={"client_id": "demo-1"}, json=body)
    assert answer.status_code == 422


@pytest.mark.parametrize(("honoured", "again"), [(True, 201), (False, 403)])
async def test_idempotency_key(team: httpx.AsyncClient, numbers: dict[str, str], honoured: bool, again: int) -> None:
    await team.put("/sandbox/faults", json={"honour_idempotency_key": honoured})
    initiation = _initiation(numbers)
    consent = await _consent(team, initiation)
    key = {"X-Idempotency-Key": "k-1"}
    first = await _pay(team, consent["consent_id"], initiation, **key)
    second = await _pay(team, consent["consent_id"], initiation, **key)
    assert second.status_code == again
    if honoured:
        assert second.json() == first.json()


async def test_a_person_approves_a_payment_by_hand(team: httpx.AsyncClient, numbers: dict[str, str]) -> None:
    await team.put("/sandbox/faults", json={"manual_approval": True})
    initiation = _initiation(numbers)
    consent = await _consent(team, initiation)
    assert (consent["status"], consent["consent_id"]) == ("pending", None)
    page = await team.get(f"/approve/{consent['request_id']}")
    assert "asks to pay 150.50 RUB to Смирнова Анна" in page.text
    form = {"person_id": "demo-2", "password": SECRET, "action": "approve"}
    assert (await team.post(f"/approve/{consent['request_id']}", data=form)).status_code == 404
    form["person_id"] = "demo-1"
    assert (await team.post(f"/approve/{consent['request_id']}", data=form)).status_code == 200
    read = (await team.get(f"/payment-consents/{consent['request_id']}")).json()["data"]
    assert read["status"] == "active"
    assert "decided: active" in (await team.get(f"/approve/{consent['request_id']}")).text


async def test_a_consent_for_nobody_is_refused(team: httpx.AsyncClient, numbers: dict[str, str]) -> None:
    body = {"data": {"initiation": _initiation(numbers)}}
    answer = await team.post("/payment-consents/request", params={"client_id": "person-x"}, json=body)
    assert answer.status_code == 404
    assert replace(SandboxConfig(code="abank", client_id="a", client_secret="b")).peers == {}
