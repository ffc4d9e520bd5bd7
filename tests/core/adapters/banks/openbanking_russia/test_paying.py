from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import httpx
import pytest

from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.retry_policy import RetryPolicy
from core.clock import FixedClock
from core.ports.bank_feed import (
    BankConsent,
    BankError,
    BankInfo,
    BankRefusedPaymentError,
    ConsentKind,
    ConsentRequiredError,
    ConsentStatus,
    PaymentOrder,
    PaymentRefusal,
    PaymentStatus,
)
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import RunningBank, serving
from tests.core.adapters.banks.conftest import AFTERNOON
from tests.core.adapters.banks.peer import PERSON, SECRET, TEAM, Peer

CONSENT = BankConsent("pcr-1", "pcon-1", ConsentStatus.AUTHORISED, None, ConsentKind.PAYMENT)
ORDER = PaymentOrder("key-7", Decimal("10.5"), "RUB", "40817810000000000001", "455abc", "abank", "Анна", "Кредит")


def _order(peer: Peer, **changes: object) -> PaymentOrder:
    main, savings = peer.bank.accounts_of(PERSON)
    plain = PaymentOrder("key-1", Decimal("150.50"), "RUB", main.number, savings.number, None, "Анна", "На отпуск")
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields by name


def _booked(peer: Peer) -> list[int]:
    return [account.booked_minor(peer.clock.now()) for account in peer.bank.accounts_of(PERSON)]


async def test_a_payment_from_asking_to_the_used_consent(peer: Peer) -> None:
    before = _booked(peer)
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, _order(peer))
    assert (consent.kind, consent.status) == (ConsentKind.PAYMENT, ConsentStatus.AUTHORISED)
    assert consent.expires_at is not None
    assert (consent.expires_at - peer.clock.now()).days == 90
    receipt = await peer.feed.pay(peer.info, consent, _order(peer))
    assert (receipt.status, receipt.reason) == (PaymentStatus.SETTLED, None)
    assert receipt.payment_id is not None
    assert receipt.payment_id.startswith("pay-")
    assert [after - old for after, old in zip(_booked(peer), before, strict=True)] == [-150_50, 150_50]
    assert (await peer.feed.read_consent(peer.info, consent, PERSON)).status is ConsentStatus.USED
    with pytest.raises(ConsentRequiredError, match="is used"):
        await peer.feed.pay(peer.info, consent, _order(peer))
    assert [call.path for call in peer.calls].count("/payments") == 1


async def test_the_debtors_own_movements_tell_of_it(peer: Peer) -> None:
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, _order(peer))
    await peer.feed.pay(peer.info, consent, _order(peer))
    reading, account = await peer.connect()
    (line, *_) = await peer.feed.transactions(peer.info, reading, account, AFTERNOON.date())
    assert (line.amount, line.description, line.counterparty) == (Decimal("-150.50"), "На отпуск", "Анна")


async def test_a_revoked_payment_consent_pays_nothing(peer: Peer) -> None:
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, _order(peer))
    await peer.feed.revoke_consent(peer.info, consent)
    assert (await peer.feed.read_consent(peer.info, consent, PERSON)).status is ConsentStatus.REVOKED
    with pytest.raises(ConsentRequiredError, match="is revoked"):
        await peer.feed.pay(peer.info, consent, _order(peer))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": Decimal("150.51")}, PaymentRefusal.AMOUNT_EXCEEDED),
        ({"creditor_account": "40817810999999999999"}, PaymentRefusal.CREDITOR_MISMATCH),
        ({"debtor_account": "40817810999999999999"}, PaymentRefusal.DEBTOR_MISMATCH),
    ],
)
async def test_another_payment_than_was_agreed_is_refused_by_reason(
    peer: Peer, changes: dict[str, object], reason: PaymentRefusal
) -> None:
    before = _booked(peer)
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, _order(peer))
    with pytest.raises(BankRefusedPaymentError, match="VBank refused the payment: The consent") as caught:
        await peer.feed.pay(peer.info, consent, _order(peer, **changes))
    assert (caught.value.reason, caught.value.retryable) == (reason, False)
    assert _booked(peer) == before


async def test_more_than_the_account_holds_is_refused(peer: Peer) -> None:
    rich = _order(peer, amount=Decimal("999999999.99"))
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, rich)
    with pytest.raises(BankRefusedPaymentError, match="Insufficient funds") as caught:
        await peer.feed.pay(peer.info, consent, rich)
    assert caught.value.reason is PaymentRefusal.INSUFFICIENT_FUNDS


async def test_to_an_unknown_receiver_it_is_in_process(peer: Peer) -> None:
    order = _order(peer, creditor_account="40702810900000000000")
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, order)
    assert (await peer.feed.pay(peer.info, consent, order)).status is PaymentStatus.IN_PROCESS


async def test_a_lapsed_token_is_renewed_before_the_payment_is_sent(peer: Peer) -> None:
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, _order(peer))
    peer.set(expire_tokens_after=0)
    peer.calls.clear()
    assert (await peer.feed.pay(peer.info, consent, _order(peer))).status is PaymentStatus.SETTLED
    assert [(call.method, call.status) for call in peer.calls] == [
        ("GET", 401),
        ("POST", 200),
        ("GET", 200),
        ("POST", 201),
    ]


@pytest.fixture(scope="module")
def sbank(bank_clock: FixedClock) -> Iterator[RunningBank]:
    with serving(SandboxConfig("sbank", TEAM, SECRET, clock=bank_clock.now)) as running:
        yield running


@pytest.mark.parametrize("extra", ["6720.00", "50000.00"])
async def test_a_loan_at_another_bank_is_paid_down(peer: Peer, sbank: RunningBank, extra: str) -> None:
    """The mandatory payment and an extra one: from the main account here to the loan there."""
    sbank.reset()
    peer.bank.config.peers["sbank"] = sbank.base_url  # type: ignore[index]  # a plain dict in this test
    loan = next(account for account in sbank.bank.accounts_of(PERSON) if account.kind == "Loan")
    main = peer.bank.accounts_of(PERSON)[0]
    peer.bank.insert_row(main, 200_000_00, "a good month")
    owed = -loan.booked_minor(peer.clock.now())
    order = PaymentOrder("k", Decimal(extra), "RUB", main.number, loan.number, "sbank", "Анна", "Погашение кредита")
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, order)
    assert (await peer.feed.pay(peer.info, consent, order)).status is PaymentStatus.SETTLED
    assert owed + loan.booked_minor(peer.clock.now()) == int(Decimal(extra) * 100)
    info = BankInfo("sbank", "SBank", sbank.base_url)
    product_consent = await peer.feed.request_consent(info, PERSON, ConsentKind.PRODUCT)
    agreements = await peer.feed.agreements(info, product_consent, PERSON)
    (shown,) = [each for each in agreements if each.account_number == loan.number]
    assert shown.balance == Decimal(owed) / 100 - Decimal(extra)
    too_much = replace(order, amount=shown.balance + Decimal("0.01"))
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, too_much)
    with pytest.raises(BankRefusedPaymentError, match="The loan owes less"):
        await peer.feed.pay(peer.info, consent, too_much)


# ---- answers that the sandbox does not give -------------------------------------------------------------------------

Answer = Callable[[httpx.Request], httpx.Response]


class Stage:
    """A bank that grants the consent and answers to the payment as the test says."""

    def __init__(self, answer: Answer) -> None:
        self.payments: list[httpx.Request] = []

        async def sleep(_: float) -> None:
            raise AssertionError("a payment is never waited for")

        def play(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/auth/bank-token":
                return httpx.Response(200, json={"access_token": "t", "expires_in": 600})
            if request.url.path.startswith("/payment-consents/"):
                return httpx.Response(200, json={"data": {"consentId": "pcon-1", "status": "active"}})
            self.payments.append(request)
            return answer(request)

        self.feed = OpenBankingRussiaFeed(
            TEAM,
            lambda _: "secret",
            FixedClock(AFTERNOON),
            retry=RetryPolicy(sleep=sleep),
            transport=httpx.MockTransport(play),
        )


BANK = BankInfo("vbank", "VBank", "http://bank")


def _raising(error: type[httpx.RequestError]) -> Answer:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error("no")

    return answer


def _json(status: int, content: object) -> Answer:
    return lambda _: httpx.Response(status, json=content)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (_raising(httpx.ReadTimeout), "VBank did not answer to the payment."),
        (_raising(httpx.WriteTimeout), "VBank did not answer to the payment."),
        (_raising(httpx.ReadError), "VBank did not answer to the payment."),
        (_raising(httpx.RemoteProtocolError), "VBank did not answer to the payment."),
        (_raising(httpx.DecodingError), "VBank's answer to the payment can't be read."),
        (_json(500, {}), "VBank failed with 500 on the payment."),
        (_json(502, {}), "VBank failed with 502 on the payment."),
        (_json(504, {}), "VBank failed with 504 on the payment."),
        (_json(408, {}), "VBank failed with 408 on the payment."),
        (lambda _: httpx.Response(201, content=b"<html>"), "The bank's answer can't be read: body is not JSON."),
        (_json(201, {"data": []}), "The bank's answer can't be read: data is not an object."),
        (_json(201, {"data": {"paymentId": None}}), "VBank says None of the payment."),
    ],
)
async def test_no_clear_answer_is_unknown_and_not_sent_again(answer: Answer, reason: str) -> None:
    stage = Stage(answer)
    receipt = await stage.feed.pay(BANK, CONSENT, ORDER)
    assert (receipt.status, receipt.payment_id, receipt.reason) == (PaymentStatus.UNKNOWN, None, reason)
    assert len(stage.payments) == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (_raising(httpx.ConnectError), "can't be reached"),
        (_raising(httpx.ConnectTimeout), "did not answer in time"),
        (_json(429, {"detail": "slow down"}), "nothing was paid"),
        (_json(401, {"detail": "no"}), "nothing was paid"),
    ],
)
async def test_what_was_surely_not_taken_is_a_retryable_error_and_not_sent_again(answer: Answer, message: str) -> None:
    stage = Stage(answer)
    with pytest.raises(BankError, match=message) as caught:
        await stage.feed.pay(BANK, CONSENT, ORDER)
    assert caught.value.retryable
    assert len(stage.payments) == 1


@pytest.mark.parametrize(
    ("status", "detail", "reason"),
    [
        (403, {"error": "PAYMENT_CONSENT_REQUIRED"}, PaymentRefusal.CONSENT_REQUIRED),
        (403, {"error": "INVALID_CONSENT", "message": "used"}, PaymentRefusal.CONSENT_INVALID),
        (403, {"error": "CONSENT_MISMATCH"}, PaymentRefusal.CONSENT_MISMATCH),
        (403, {"error": "CONSENT_AMOUNT_EXCEEDED"}, PaymentRefusal.AMOUNT_EXCEEDED),
        (403, {"error": "CONSENT_CREDITOR_MISMATCH"}, PaymentRefusal.CREDITOR_MISMATCH),
        (403, {"error": "CONSENT_DEBTOR_MISMATCH"}, PaymentRefusal.DEBTOR_MISMATCH),
        (403, {"error": "SOMETHING_NEW"}, PaymentRefusal.OTHER),
        (403, "Not yours", PaymentRefusal.OTHER),
        (400, "Insufficient funds", PaymentRefusal.INSUFFICIENT_FUNDS),
        (404, "Debtor account not found", PaymentRefusal.OTHER),
        (422, [{"msg": "Field required"}], PaymentRefusal.OTHER),
        (302, "elsewhere", PaymentRefusal.OTHER),
    ],
)
async def test_refusals_have_a_reason(status: int, detail: object, reason: PaymentRefusal) -> None:
    stage = Stage(_json(status, {"detail": detail}))
    with pytest.raises(BankRefusedPaymentError) as caught:
        await stage.feed.pay(BANK, CONSENT, ORDER)
    assert (caught.value.reason, caught.value.code) == (reason, "PAYMENT_REFUSED")
    assert len(stage.payments) == 1


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("AcceptedSettlementCompleted", PaymentStatus.SETTLED),
        ("AcceptedSettlementInProcess", PaymentStatus.IN_PROCESS),
        ("Pending", PaymentStatus.IN_PROCESS),
        ("Rejected", PaymentStatus.REJECTED),
        ("Dreaming", PaymentStatus.UNKNOWN),
    ],
)
async def test_words_for_where_a_payment_stands(word: str, status: PaymentStatus) -> None:
    stage = Stage(_json(201, {"data": {"paymentId": "pay-1", "status": word}}))
    receipt = await stage.feed.pay(BANK, CONSENT, ORDER)
    assert (receipt.payment_id, receipt.status) == ("pay-1", status)


async def test_what_is_sent() -> None:
    stage = Stage(_json(201, {"data": {"paymentId": "pay-1", "status": "Rejected", "statusReason": "limit"}}))
    receipt = await stage.feed.pay(BANK, CONSENT, ORDER)
    assert receipt.reason == "limit"
    (sent,) = stage.payments
    assert sent.headers["X-Payment-Consent-Id"] == "pcon-1"
    assert sent.headers["X-Idempotency-Key"] == "key-7"
    assert sent.headers["X-Requesting-Bank"] == TEAM
    assert httpx.Response(200, content=sent.content).json() == {
        "data": {
            "initiation": {
                "instructedAmount": {"amount": "10.5", "currency": "RUB"},
                "debtorAccount": {"schemeName": "RU.CBR.PAN", "identification": "40817810000000000001"},
                "creditorAccount": {"schemeName": "RU.CBR.PAN", "identification": "455abc", "bank_code": "abank"},
                "creditorName": "Анна",
                "remittanceInformation": {"unstructured": "Кредит"},
                "comment": "Кредит",
            }
        },
        "risk": {},
    }
