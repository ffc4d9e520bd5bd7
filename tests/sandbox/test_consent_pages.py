import httpx
import pytest

from tests.sandbox.conftest import SECRET

BODY = {
    "client_id": "demo-1",
    "permissions": ["ReadAccountsDetail"],
    "reason": "<script>alert(1)</script>",
    "requesting_bank": "ignored",
    "requesting_bank_name": "Books & <Co>",
}


async def _pending(team: httpx.AsyncClient) -> str:
    await team.put("/sandbox/faults", json={"manual_approval": True})
    answer = (await team.post("/account-consents/request", json=BODY)).json()
    assert answer["status"] == "pending"
    assert answer["auto_approved"] is False
    assert "consent_id" not in answer
    request_id: str = answer["request_id"]
    return request_id


async def _accounts(team: httpx.AsyncClient) -> int:
    return (await team.get("/accounts", params={"client_id": "demo-1"})).status_code


async def test_the_page_shows_who_asks_and_escapes_it(team: httpx.AsyncClient) -> None:
    request_id = await _pending(team)
    page = await team.get(f"/approve/{request_id}")
    assert page.status_code == 200
    assert "Books &amp; &lt;Co&gt;" in page.text
    assert "<script>" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert (await team.get("/approve/req-none")).status_code == 404


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"person_id": "demo-1", "password": "wrong", "action": "approve"}, 401),
        ({"person_id": "nobody", "password": SECRET, "action": "approve"}, 401),
        ({"person_id": "demo-2", "password": SECRET, "action": "approve"}, 404),
        ({"person_id": "demo-1", "password": SECRET, "action": "steal"}, 422),
        ({"person_id": "demo-1", "password": "x" * 20_000, "action": "approve"}, 413),
        ({}, 401),
    ],
)
async def test_a_wrong_form_approves_nothing(team: httpx.AsyncClient, form: dict[str, str], status: int) -> None:
    request_id = await _pending(team)
    assert (await team.post(f"/approve/{request_id}", data=form)).status_code == status
    assert await _accounts(team) == 403


async def test_an_approved_request_opens_the_accounts_and_is_decided_once(team: httpx.AsyncClient) -> None:
    request_id = await _pending(team)
    form = {"person_id": "demo-1", "password": SECRET, "action": "approve"}
    assert "You have approved the request" in (await team.post(f"/approve/{request_id}", data=form)).text
    assert await _accounts(team) == 200
    assert (await team.post(f"/approve/{request_id}", data={**form, "action": "reject"})).status_code == 404
    shown = (await team.get(f"/account-consents/{request_id}")).json()["data"]
    assert (shown["consentId"], shown["status"]) == (request_id, "AwaitingAuthorization"), "the trap"


async def test_signing_through_the_banks_own_calls(team: httpx.AsyncClient) -> None:
    request_id = await _pending(team)
    login = await team.post("/auth/login", json={"username": "demo-1", "password": SECRET})
    as_client = {"Authorization": f"Bearer {login.json()['access_token']}"}
    assert (await team.get("/account-consents/requests")).status_code == 403
    waiting = (await team.get("/account-consents/requests", headers=as_client)).json()["requests"]
    assert [request["request_id"] for request in waiting] == [request_id]
    decision = {"request_id": request_id, "action": "approve", "signature": SECRET}
    assert (await team.post("/account-consents/sign", json=decision)).status_code == 403
    signed = (await team.post("/account-consents/sign", json=decision, headers=as_client)).json()
    assert signed["status"] == "Authorized"
    assert signed["consent_id"].startswith("consent-")
    assert await _accounts(team) == 200
    again = await team.post("/account-consents/sign", json=decision, headers=as_client)
    assert again.status_code == 404
    own = await team.get("/accounts", params={"client_id": "demo-1"}, headers=as_client)
    assert own.status_code == 200
    others = await team.get("/accounts", params={"client_id": "demo-2"}, headers=as_client)
    assert others.status_code == 403
    assert (await team.post("/auth/login", json={"username": "demo-1", "password": "x"})).status_code == 401


async def test_the_standard_way_works_here_and_fails_when_switched(team: httpx.AsyncClient) -> None:
    body = {"data": {"permissions": ["ReadAccountsDetail"], "expirationDateTime": "2026-12-01T00:00:00Z"}}
    made = await team.post("/account-consents", json=body)
    assert made.status_code == 201
    data = made.json()["data"]
    assert data["status"] == "AwaitingAuthorization"
    assert data["consentId"].startswith("ac-")
    assert data["expirationDateTime"] == "2026-12-01T00:00:00.000000Z"
    form = {"person_id": "demo-1", "password": SECRET, "action": "approve"}
    assert (await team.post(f"/approve/{data['consentId']}", data=form)).status_code == 200
    read = (await team.get(f"/account-consents/{data['consentId']}")).json()
    assert read["data"]["status"] == "Authorized"
    assert await _accounts(team) == 200
    await team.put("/sandbox/faults", json={"standard_consents": False})
    assert (await team.post("/account-consents", json=body)).status_code == 500


async def test_ending_a_consent_keeps_it_readable(team: httpx.AsyncClient) -> None:
    consent_id = (await team.post("/account-consents/request", json=BODY)).json()["consent_id"]
    assert await _accounts(team) == 200
    ended = await team.delete(f"/account-consents/{consent_id}")
    assert (ended.status_code, ended.content) == (204, b"")
    assert (await team.get(f"/account-consents/{consent_id}")).json()["data"]["status"] == "Revoked"
    assert await _accounts(team) == 403
    assert (await team.delete("/account-consents/none")).status_code == 404
