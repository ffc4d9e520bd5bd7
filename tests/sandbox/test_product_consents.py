from datetime import timedelta

import httpx
import pytest

from sandbox.bank import Bank
from tests.sandbox.conftest import NOW, SECRET, TEAM

ASKED = {
    "requesting_bank": "ignored",
    "client_id": "demo-1",
    "read_product_agreements": True,
    "allowed_product_types": ["loan", "deposit"],
    "max_amount": 1000.5,
    "valid_until": (NOW + timedelta(days=30)).isoformat(),
    "reason": "to show your loans",
}


async def _ask(team: httpx.AsyncClient, **changes: object) -> httpx.Response:
    body = {**ASKED, **changes}
    return await team.post("/product-agreement-consents/request", params={"client_id": "demo-1"}, json=body)


async def test_granted_at_once_and_read_flat(team: httpx.AsyncClient) -> None:
    told = (await _ask(team)).json()
    assert told["request_id"].startswith("pagcr-")
    assert told["consent_id"].startswith("pagc-")
    assert (told["status"], told["auto_approved"]) == ("approved", True)
    assert told["valid_until"] == "2026-12-20T15:30:00.000000", "naive, as at the real ones"
    read = (await team.get(f"/product-agreement-consents/{told['consent_id']}")).json()
    assert read == {
        "consent_id": told["consent_id"],
        "client_id": "demo-1",
        "granted_to": TEAM,
        "status": "active",
        "read_product_agreements": True,
        "open_product_agreements": False,
        "close_product_agreements": False,
        "allowed_product_types": ["loan", "deposit"],
        "max_amount": "1000.50",
        "current_total_opened": 0,
        "created_at": "2026-11-20T15:30:00.000000",
        "valid_until": "2026-12-20T15:30:00.000000",
    }
    assert (await team.delete(f"/product-agreement-consents/{told['consent_id']}")).status_code == 204
    assert (await team.get(f"/product-agreement-consents/{told['consent_id']}")).json()["status"] == "revoked"
    assert (await team.get("/product-agreement-consents/pagc-none")).status_code == 404


async def test_at_least_one_right_and_a_known_person(team: httpx.AsyncClient) -> None:
    assert (await _ask(team, read_product_agreements=False)).status_code == 400
    answer = await team.post("/product-agreement-consents/request", params={"client_id": "nobody"}, json=ASKED)
    assert (answer.status_code, answer.json()["detail"]) == (404, "Client nobody not found")


async def test_it_lives_no_longer_than_the_bank_lets_it(team: httpx.AsyncClient) -> None:
    await team.put("/sandbox/faults", json={"consent_days": 3})
    assert (await _ask(team)).json()["valid_until"].startswith("2026-11-23")
    assert (await _ask(team, valid_until=None)).json()["valid_until"].startswith("2026-11-23")


@pytest.mark.parametrize("action", ["approve", "reject"])
async def test_a_person_decides_on_the_page(team: httpx.AsyncClient, action: str) -> None:
    await team.put("/sandbox/faults", json={"manual_approval": True, "check_product_consents": True})
    told = (await _ask(team)).json()
    assert (told["status"], told["consent_id"]) == ("pending", None)
    page = (await team.get(f"/approve/{told['request_id']}")).text
    assert "asks to see your loans, deposits and cards" in page
    assert "to show your loans" in page
    form = {"person_id": "demo-1", "password": SECRET, "action": action}
    assert (await team.post(f"/approve/{told['request_id']}", data={**form, "person_id": "demo-2"})).status_code == 404
    assert (await team.post(f"/approve/{told['request_id']}", data=form)).status_code == 200
    assert (await team.post(f"/approve/{told['request_id']}", data=form)).status_code == 404, "decided once"
    read = (await team.get(f"/product-agreement-consents/{told['request_id']}")).json()
    is_approved = action == "approve"
    assert read["status"] == ("active" if is_approved else "rejected")
    assert read["consent_id"].startswith("pagc-" if is_approved else "pagcr-")
    header = {"X-Product-Agreement-Consent-Id": read["consent_id"]}
    agreements = await team.get("/product-agreements", params={"client_id": "demo-1"}, headers=header)
    assert agreements.status_code == (200 if is_approved else 403)
    others = await team.get("/product-agreements", params={"client_id": "demo-2"}, headers=header)
    assert others.json()["detail"]["error"] == "PRODUCT_CONSENT_REQUIRED"


async def test_the_page_of_a_payment_says_what_is_paid(team: httpx.AsyncClient, bank: Bank) -> None:
    await team.put("/sandbox/faults", json={"manual_approval": True})
    main = bank.accounts_of("demo-1")[0].number
    body = {
        "amount": "8400.00",
        "currency": "RUB",
        "debtor_account": main,
        "creditor_account": "455<b>",
        "creditor_name": "SBank & Co",
        "creditor_bank_code": "sbank",
        "reference": "Платёж по кредиту",
    }
    answer = await team.post("/payment-consents/request", params={"client_id": "demo-1"}, json=body)
    page = (await team.get(f"/approve/{answer.json()['request_id']}")).text
    assert "asks to pay 8400.00 RUB to SBank &amp; Co" in page
    for told in (f"From: {main}", "To: 455&lt;b&gt;", "At bank: sbank", "Reason: Платёж по кредиту"):
        assert told in page
