"""Answers that the sandbox bank does not give, played by a stand-in transport."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from core.adapters.banks.openbanking_russia import feed as feed_module
from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError
from core.adapters.banks.retry_policy import RetryPolicy
from core.clock import FixedClock
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentRequiredError, ConsentStatus
from core.ports.bank_journal import BankCall

BANK = BankInfo("vbank", "VBank", "http://bank/api/")
CONSENT = BankConsent("req-1", "consent-1", ConsentStatus.AUTHORISED, None)
TOKEN = {"access_token": "t", "expires_in": 600}

Answer = Callable[[httpx.Request], httpx.Response]


class Stage:
    """A feed whose bank answers the token and then what the test says."""

    def __init__(self, answer: Answer, token: object = TOKEN) -> None:
        self.waits: list[float] = []
        self.calls: list[BankCall] = []
        self.requests: list[httpx.Request] = []

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        def play(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            is_token = request.url.path.endswith("/auth/bank-token")
            return httpx.Response(200, json=token) if is_token else answer(request)

        self.feed = OpenBankingRussiaFeed(
            "team",
            lambda _: "secret",
            FixedClock(datetime(2026, 11, 20, 12, 0, tzinfo=UTC)),
            retry=RetryPolicy(sleep=sleep, draw=lambda: 0.0),
            transport=httpx.MockTransport(play),
            on_call=self.calls.append,
        )


def _always(status: int, content: object = None, **headers: str) -> Answer:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda _: httpx.Response(status, content=body, headers=headers)


@pytest.mark.parametrize(
    ("status", "detail", "kind", "message"),
    [
        (403, {"error": "CONSENT_REQUIRED", "message": "Ask first."}, ConsentRequiredError, "consent: Ask first"),
        (403, {"error": "INVALID_CONSENT"}, ConsentRequiredError, "INVALID_CONSENT"),
        (403, "Not authenticated", BankError, "refused with 403 .*: Not authenticated"),
        (422, [{"msg": "Field required", "input": "x"}, 7], BankError, "refused with 422 .*: Field required"),
        (400, None, BankError, "refused with 400 .*: no reason given"),
        (400, {"error": ["odd"]}, BankError, "no reason given"),
        (302, "Moved", BankError, "refused with 302"),
        (400, "x" * 1_000, BankError, r": x{200}\.$"),
    ],
)
async def test_refusals_of_every_shape(status: int, detail: object, kind: type[BankError], message: str) -> None:
    stage = Stage(_always(status, {"detail": detail}))
    with pytest.raises(BankError, match=message) as caught:
        await stage.feed.accounts(BANK, CONSENT, "p")
    assert type(caught.value) is kind
    assert caught.value.retryable is False
    assert len(stage.calls) == 2, "a refusal is not repeated"


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("Fri, 20 Nov 2026 12:00:09 GMT", 9.0),
        ("Fri, 20 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", 0.25),
        ("-5", 0.25),
        ("1.5", 0.25),
    ],
)
async def test_retry_after_of_every_shape(header: str, wait: float) -> None:
    answers = iter(
        [httpx.Response(429, headers={"Retry-After": header}), httpx.Response(200, json={"data": {"account": []}})]
    )
    stage = Stage(lambda _: next(answers))
    assert await stage.feed.accounts(BANK, CONSENT, "p") == []
    assert stage.waits == [wait]


async def test_an_answer_without_end_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "MOST_BYTES", 1_000)
    stage = Stage(_always(200, b"{" + b" " * 1_000 + b"}"))
    with pytest.raises(BankError, match="more than 1000 bytes"):
        await stage.feed.accounts(BANK, CONSENT, "p")
    assert stage.calls[-1].outcome == "unreadable"


async def test_a_garbled_encoding_is_unreadable() -> None:
    def garbled(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"not gzip"))

    stage = Stage(garbled)
    with pytest.raises(BankError, match="can't be decoded") as caught:
        await stage.feed.accounts(BANK, CONSENT, "p")
    assert caught.value.retryable is True
    assert stage.calls[-1].outcome == "unreadable"


@pytest.mark.parametrize("token", [{}, {"access_token": ""}, {"access_token": None, "expires_in": 5}, []])
async def test_a_token_answer_without_a_token_is_refused(token: object) -> None:
    with pytest.raises(BankAnswerError):
        await Stage(_always(200, {}), token).feed.accounts(BANK, CONSENT, "p")


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"status": "approved"}, "request_id"),
        ({"request_id": "req-1"}, "status"),
        ({"request_id": "req-1", "status": "dreaming"}, "status"),
    ],
)
async def test_a_consent_answer_must_make_sense(content: object, where: str) -> None:
    with pytest.raises(BankAnswerError) as caught:
        await Stage(_always(200, content)).feed.request_consent(BANK, "p")
    assert caught.value.where == where


async def test_a_bank_that_does_tell_the_final_id_is_believed() -> None:
    data = {"consentId": "consent-9", "status": "Authorized", "expirationDateTime": "2027-01-01T00:00:00"}
    stage = Stage(_always(200, {"data": data}))
    asked = BankConsent("req-1", None, ConsentStatus.PENDING, None)
    read = await stage.feed.read_consent(BANK, asked, "p")
    assert read == BankConsent("req-1", "consent-9", ConsentStatus.AUTHORISED, datetime(2027, 1, 1, tzinfo=UTC))


async def test_headers_paths_and_the_hidden_query() -> None:
    stage = Stage(_always(200, {"data": {"account": []}}))
    await stage.feed.accounts(BANK, CONSENT, "demo 1&x=y")
    token, accounts = stage.requests
    assert str(token.url) == "http://bank/api/auth/bank-token"
    assert token.extensions["target"] == b"/api/auth/bank-token?client_id=team&client_secret=secret"
    assert str(accounts.url) == "http://bank/api/accounts?client_id=demo+1%26x%3Dy"
    assert accounts.headers["X-Requesting-Bank"] == "team"
    assert accounts.headers["X-Consent-Id"] == "consent-1"
    assert accounts.headers["Authorization"] == "Bearer t"


async def test_accounts_with_missing_blocks_and_repeated_ids() -> None:
    shown = {"accountId": "acc-1", "currency": "rub"}

    def answer(request: httpx.Request) -> httpx.Response:
        is_balance = request.url.path.endswith("/balances")
        content = {"balance": []} if is_balance else {"account": [shown, dict(shown)]}
        return httpx.Response(200, json={"data": content})

    (account,) = await Stage(answer).feed.accounts(BANK, CONSENT, "p")
    assert (account.name, account.currency, account.kind) == ("VBank acc-1", "RUB", "checking")
    assert (account.number, account.balance, account.balance_at) == (None, None, None)


@pytest.mark.parametrize(
    ("told", "page"),
    [
        ("/approve/req-1", "http://bank/api/approve/req-1"),
        ("approve/req-1", "http://bank/api/approve/req-1"),
        ("http://bank/approve/req-1", "http://bank/approve/req-1"),
        ("https://pages.bank/approve", "https://pages.bank/approve"),
        ("http://elsewhere/approve", None),
        ("//elsewhere/approve", "http://bank/api/elsewhere/approve"),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
async def test_the_page_to_approve_on_is_the_banks_own(told: str | None, page: str | None) -> None:
    content = {"request_id": "req-1", "status": "pending", "approval_url": told}
    assert (await Stage(_always(200, content)).feed.request_consent(BANK, "p")).approval_url == page
