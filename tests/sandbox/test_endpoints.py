import base64
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from cli.up.free_port import free_port
from sandbox.__main__ import main
from tests.sandbox.conftest import SECRET, TEAM

ALL = ["ReadAccountsDetail", "ReadBalances", "ReadTransactionsDetail", "ReadCards"]


async def _consent(team: httpx.AsyncClient, permissions: list[str] | None = None) -> str:
    body = {"client_id": "demo-1", "permissions": permissions or ALL, "reason": "books"}
    answer = await team.post("/account-consents/request", json=body)
    assert answer.status_code == 200
    consent_id: str = answer.json()["consent_id"]
    return consent_id


def _claims(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    head, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2])
    return head, claims


async def test_token_by_query_only(client: httpx.AsyncClient) -> None:
    answer = await client.post("/auth/bank-token", params={"client_id": TEAM, "client_secret": SECRET})
    told = answer.json()
    assert {name: told[name] for name in ("token_type", "client_id", "algorithm", "expires_in")} == {
        "token_type": "bearer",
        "client_id": TEAM,
        "algorithm": "HS256",
        "expires_in": 86_400,
    }
    head, claims = _claims(told["access_token"])
    assert head["alg"] == "HS256"
    assert (claims["sub"], claims["type"], claims["iss"], claims["aud"]) == (TEAM, "team", "vbank", "openbanking")
    assert claims["exp"] - claims["iat"] == 86_400
    for body in ({"data": {"client_id": TEAM, "client_secret": SECRET}}, {"json": {"client_id": TEAM}}):
        assert (await client.post("/auth/bank-token", **body)).status_code == 422  # type: ignore[arg-type]  # two kinds of body


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ({"client_id": "nobody", "client_secret": SECRET}, "Invalid client_id"),
        ({"client_id": TEAM, "client_secret": "wrong"}, "Invalid client_secret"),
    ],
)
async def test_wrong_credentials(client: httpx.AsyncClient, params: dict[str, str], detail: str) -> None:
    answer = await client.post("/auth/bank-token", params=params)
    assert (answer.status_code, answer.json()) == (401, {"detail": detail})


async def test_missing_and_bad_tokens(client: httpx.AsyncClient) -> None:
    answer = await client.get("/products")
    assert (answer.status_code, answer.json()) == (403, {"detail": "Not authenticated"})
    for token in ("x", "a.b.c", _unsigned()):
        answer = await client.get("/products", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()) == (401, {"detail": "Could not validate credentials"})
        assert answer.headers["www-authenticate"] == "Bearer"


def _unsigned() -> str:
    parts = ({"alg": "none"}, {"sub": TEAM, "type": "team", "exp": 9_999_999_999, "gen": 0})
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


async def test_jwks_is_a_placeholder_until_switched(client: httpx.AsyncClient) -> None:
    (key,) = (await client.get("/.well-known/jwks.json")).json()["keys"]
    assert key == {
        "kid": "vbank-2025",
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "n": "placeholder_modulus",
        "e": "AQAB",
    }
    assert (await client.get("/.well-known/openid-configuration")).status_code == 404


async def test_an_rs256_token_verifies_with_the_published_key(client: httpx.AsyncClient) -> None:
    await client.put("/sandbox/faults", json={"token_algorithm": "RS256", "real_jwks": True})
    answer = await client.post("/auth/bank-token", params={"client_id": TEAM, "client_secret": SECRET})
    keys = (await client.get("/.well-known/jwks.json")).json()
    assert "d" not in keys["keys"][0]
    token = jwt.decode(answer.json()["access_token"], KeySet.import_key_set(keys), algorithms=["RS256"])
    assert (token.header["kid"], token.claims["sub"]) == ("vbank-2025", TEAM)
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert (await client.get("/products", headers=headers)).status_code == 200


async def test_data_needs_a_consent_that_grants_it(team: httpx.AsyncClient) -> None:
    refused = await team.get("/accounts", params={"client_id": "demo-1"})
    assert refused.status_code == 403
    assert refused.json()["detail"]["error"] == "CONSENT_REQUIRED"
    assert refused.json()["detail"]["consent_request_url"] == "/account-consents/request"
    await _consent(team, ["ReadAccountsDetail", "MadeUpPermission"])
    assert (await team.get("/accounts", params={"client_id": "demo-1"})).status_code == 200
    assert (await team.get("/accounts/acc-1001/balances")).status_code == 403
    assert (await team.get("/cards", params={"client_id": "demo-1"})).status_code == 403
    assert (await team.get("/accounts", params={"client_id": "demo-2"})).status_code == 403
    other = {"X-Requesting-Bank": "team-b"}
    assert (await team.get("/accounts", params={"client_id": "demo-1"}, headers=other)).status_code == 403


async def test_shapes_of_accounts_and_balances(team: httpx.AsyncClient) -> None:
    await _consent(team)
    listed = (await team.get("/accounts", params={"client_id": "demo-1"})).json()
    assert (listed["links"], listed["meta"]) == ({"self": "/accounts"}, {"totalPages": 1})
    first = listed["data"]["account"][0]
    number = first["account"][0].pop("identification")
    assert (len(number), number[:8]) == (20, "40817810")
    assert first["account"] == [{"schemeName": "RU.CBR.PAN", "name": "Смирнова Анна Павловна"}]
    single = (await team.get("/accounts/acc-1001")).json()
    assert set(single) == {"data"}
    assert "account" not in single["data"]["account"][0]
    assert single["data"]["account"][0]["description"] == "Checking account"
    balances = (await team.get("/accounts/acc-1001/balances")).json()
    assert [item["type"] for item in balances["data"]["balance"]] == ["InterimAvailable", "InterimBooked"]
    assert all(isinstance(item["amount"]["amount"], str) for item in balances["data"]["balance"])
    assert balances["data"]["balance"][0]["dateTime"] == "2026-11-20T15:30:00.000000Z"


async def test_pages_of_transactions(team: httpx.AsyncClient) -> None:
    await _consent(team)
    path = "/accounts/acc-1001/transactions"
    page = (await team.get(path, params={"page": 2, "limit": 100})).json()
    assert page["links"] == {
        "self": f"{path}?page=2&limit=100",
        "next": f"{path}?page=3&limit=100",
        "prev": f"{path}?page=1&limit=100",
    }
    assert page["meta"]["currentPage"] == 2
    assert page["meta"]["pageSize"] == 100
    pages, records = page["meta"]["totalPages"], page["meta"]["totalRecords"]
    assert pages == -(-records // 100)
    last = (await team.get(path, params={"page": pages, "limit": 100})).json()
    assert "next" not in last["links"]
    beyond = (await team.get(path, params={"page": pages + 1, "limit": 100})).json()
    assert (beyond["data"]["transaction"], beyond["meta"]["totalRecords"]) == ([], records)
    assert len((await team.get(path)).json()["data"]["transaction"]) == 50
    too_many = await team.get(path, params={"limit": 101})
    assert too_many.status_code == 422
    assert too_many.json()["detail"][0]["loc"] == ["query", "limit"]
    filtered = await team.get(path, params={"from_booking_date_time": "2026-11-19T00:00:00Z"})
    assert filtered.json()["meta"]["totalRecords"] == records, "date filters are ignored by default"


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/accounts", 400, "client_id is required"),
        ("/accounts?client_id=person-nobody", 404, "Client person-nobody not found"),
        ("/accounts/zzz", 400, "Invalid account id"),
        ("/accounts/acc-1", 404, "Account not found"),
        ("/accounts/acc-1/balances", 404, "Account not found"),
        ("/products/none", 404, "Product not found"),
        ("/product-agreements/none", 404, "Agreement not found"),
        ("/account-consents/none", 404, "Consent not found"),
    ],
)
async def test_unknown_things(team: httpx.AsyncClient, path: str, status: int, detail: str) -> None:
    answer = await team.get(path)
    assert (answer.status_code, answer.json()) == (status, {"detail": detail})


async def test_cards_products_and_agreements(team: httpx.AsyncClient) -> None:
    await _consent(team)
    cards = (await team.get("/cards", params={"client_id": "demo-1"})).json()
    assert cards["data"]["total"] == 1
    assert cards["data"]["cards"][0]["cardNumberFull"] is None
    assert cards["data"]["cards"][0]["cardNumber"].startswith("****")
    loans = (await team.get("/products", params={"product_type": "loan"})).json()["data"]["product"]
    assert [product["productId"] for product in loans] == ["prod-loan-1"]
    card = (await team.get("/products/prod-card-1")).json()
    assert (card["interestRate"], card["minAmount"]) == ("None", "None")
    assert "maxAmount" not in card
    agreements = (await team.get("/product-agreements", params={"client_id": "demo-1"})).json()
    assert agreements["meta"] == {"total": 2}
    kinds = [(each["product_type"], isinstance(each["amount"], float)) for each in agreements["data"]]
    assert kinds == [("card", True), ("deposit", True)]
    agreements["data"].reverse()
    assert agreements["data"][0]["start_date"].endswith("T00:00:00")
    one = (await team.get(f"/product-agreements/{agreements['data'][0]['agreement_id']}")).json()["data"]
    assert one["interest_rate"] == 12.0
    assert one["account_balance"] > 0


async def test_faults_are_read_set_and_reset(client: httpx.AsyncClient) -> None:
    defaults = (await client.get("/sandbox/faults")).json()
    changed = (await client.put("/sandbox/faults", json={"server_errors": 1, "amount_as_number": True})).json()
    assert changed == {**defaults, "server_errors": 1, "amount_as_number": True}
    failed = await client.get("/.well-known/jwks.json")
    assert (failed.status_code, failed.text) == (500, "Internal Server Error")
    assert failed.headers["content-type"].startswith("text/plain")
    assert (await client.get("/sandbox/faults")).json()["server_errors"] == 0
    assert (await client.put("/sandbox/faults", json={"no_such_switch": 1})).status_code == 422
    assert (await client.put("/sandbox/faults", json={"server_errors": -1})).status_code == 422
    assert (await client.post("/sandbox/reset")).status_code == 204
    assert (await client.get("/sandbox/faults")).json() == defaults


async def test_people_and_rows_can_be_added(team: httpx.AsyncClient) -> None:
    made = await team.post("/sandbox/people", json={"id": "person-new", "seed": 3})
    assert made.status_code == 201
    assert [account["role"] for account in made.json()["accounts"]] == ["main", "savings"]
    assert (await team.post("/sandbox/people", json={"id": "person-new", "seed": 3})).status_code == 409
    assert (await team.post("/sandbox/people", json={"id": "Not An Id", "seed": 3})).status_code == 422
    ids = [person["id"] for person in (await team.get("/sandbox/people")).json()["people"]]
    assert ids == ["demo-1", "demo-2", "demo-3", "demo-4", "demo-5", "person-new"]
    await _consent(team)
    row = {"minor": -12_34, "text": "Кофе", "status": "pending"}
    added = (await team.post("/sandbox/accounts/acc-1001/rows", json=row)).json()
    newest = (await team.get("/accounts/acc-1001/transactions")).json()["data"]["transaction"][0]
    assert (newest["transactionId"], newest["amount"]["amount"]) == (added["transactionId"], "12.34")
    assert (newest["creditDebitIndicator"], newest["status"]) == ("Debit", "pending")
    assert (await team.post("/sandbox/accounts/acc-1/rows", json=row)).status_code == 404
    assert (await team.get("/sandbox/health")).json()["bank"] == "vbank"


def test_the_command_serves_and_stops(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "SANDBOX_CLIENT_ID": TEAM, "SANDBOX_CLIENT_SECRET": SECRET}
    command = [sys.executable, "-m", "sandbox", "--code", "sbank", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("wb") as sink, subprocess.Popen(command, env=environment, stdout=sink, stderr=sink) as process:  # noqa: S603 - our own module
        try:
            url = f"http://127.0.0.1:{port}"
            assert _when_up(f"{url}/sandbox/health")["bank"] == "sbank"
            token = httpx.post(f"{url}/auth/bank-token", params={"client_id": TEAM, "client_secret": SECRET})
            assert token.status_code == 200
            httpx.put(f"{url}/sandbox/faults", json={"server_errors": 1})
            assert httpx.get(f"{url}/products").status_code == 500
        finally:
            process.terminate()
        process.wait(timeout=20)
    assert log.read_text() == "", "no secret, no traceback of a failure that was asked for"


def _when_up(url: str) -> dict[str, Any]:
    deadline = time.monotonic() + 30
    while True:
        try:
            answer: dict[str, Any] = httpx.get(url).json()
        except httpx.TransportError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return answer


def test_the_command_needs_a_secret(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("SANDBOX_CLIENT_ID", raising=False)
    monkeypatch.delenv("SANDBOX_CLIENT_SECRET", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main(["--code", "vbank", "--port", "8101"])
    assert stopped.value.code == 2
    assert "SANDBOX_CLIENT_ID" in capsys.readouterr().err
