"""Whatever JSON a bank answers, each call gives a result of its type or a BankError, and nothing else."""

import json
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.adapters.banks.openbanking_russia.bank_keys import usable_keys
from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.retry_policy import RetryPolicy
from core.clock import FixedClock
from core.ports.bank_feed import (
    BankAccount,
    BankCard,
    BankConsent,
    BankError,
    BankInfo,
    BankProduct,
    ConsentKind,
    ConsentStatus,
    PaymentOrder,
    PaymentReceipt,
    ProductAgreement,
)
from core.ports.statement_parser import StatementLine
from tests.core.adapters.banks.conftest import AFTERNOON

BANK = BankInfo("vbank", "VBank", "http://bank")
CONSENT = BankConsent("req-1", "consent-1", ConsentStatus.AUTHORISED, None)
ACCOUNT = BankAccount("acc-1", "Main", "RUB", "checking", None, None, None)
ORDER = PaymentOrder("k", Decimal(1), "RUB", "1", "2", None, "A", "b")

_NAMES = st.sampled_from(
    [
        "data",
        "account",
        "card",
        "cards",
        "product",
        "balance",
        "transaction",
        "status",
        "consentId",
        "consent_id",
        "request_id",
        "expirationDateTime",
        "valid_until",
        "permissions",
        "accountId",
        "cardId",
        "cardNumber",
        "expiryMonth",
        "expiryYear",
        "productId",
        "productName",
        "productType",
        "interestRate",
        "minAmount",
        "termMonths",
        "agreement_id",
        "amount",
        "currency",
        "start_date",
        "end_date",
        "type",
        "creditDebitIndicator",
        "transactionId",
        "bookingDateTime",
        "valueDateTime",
        "merchant",
        "mccCode",
        "links",
        "meta",
        "next",
        "totalPages",
        "totalRecords",
        "paymentId",
        "approval_url",
        "account_balance",
        "currencyExchange",
        "instructedAmount",
        "identification",
        "keys",
        "kty",
        "n",
        "e",
    ]
)
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(
        [
            "None",
            "active",
            "approved",
            "pending",
            "Authorized",
            "Credit",
            "RUB",
            "12.50",
            "1e999",
            "9999-12-31T23:59:59Z",
            "0001-01-01T00:00:00+14:00",
            "2026-11-20T10:00:00Z",
            "90 days",
            "RSA",
            "AQAB",
            "http://[",
            "loan",
        ]
    ),
)
_ANY = st.recursive(
    _VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=8), max_leaves=25
)
_ROWS = st.lists(st.dictionaries(_NAMES, _ANY, max_size=8), max_size=3)
_ANSWERS = _ANY | st.fixed_dictionaries(
    {"data": _ANY | st.dictionaries(st.sampled_from(["account", "cards", "product", "balance", "transaction"]), _ROWS)}
)

Call = Callable[[OpenBankingRussiaFeed], Awaitable[object]]

CALLS: dict[str, tuple[Call, type]] = {
    "request": (lambda feed: feed.request_consent(BANK, "p"), BankConsent),
    "request product": (lambda feed: feed.request_consent(BANK, "p", ConsentKind.PRODUCT), BankConsent),
    "request payment": (lambda feed: feed.request_payment_consent(BANK, "p", ORDER), BankConsent),
    "read": (lambda feed: feed.read_consent(BANK, CONSENT, "p"), BankConsent),
    "accounts": (lambda feed: feed.accounts(BANK, CONSENT, "p"), BankAccount),
    "transactions": (lambda feed: feed.transactions(BANK, CONSENT, ACCOUNT, None), StatementLine),
    "cards": (lambda feed: feed.cards(BANK, CONSENT, "p"), BankCard),
    "products": (lambda feed: feed.products(BANK), BankProduct),
    "agreements": (lambda feed: feed.agreements(BANK, CONSENT, "p"), ProductAgreement),
}


def _feed(answer: object, payment: object = None) -> OpenBankingRussiaFeed:
    def play(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/bank-token":
            return httpx.Response(200, json={"access_token": "t", "expires_in": 600})
        told = payment if payment is not None and request.url.path == "/payments" else answer
        return httpx.Response(200, content=json.dumps(told).encode())

    async def sleep(_: float) -> None:
        return

    return OpenBankingRussiaFeed(
        "team",
        lambda _: "secret",
        FixedClock(AFTERNOON),
        retry=RetryPolicy(sleep=sleep),
        transport=httpx.MockTransport(play),
    )


@pytest.mark.parametrize("name", CALLS)
@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(answer=_ANSWERS)
async def test_a_result_of_its_type_or_a_bank_error(name: str, answer: object) -> None:
    call, kind = CALLS[name]
    try:
        told = await call(_feed(answer))
    except BankError:
        return
    each = told if isinstance(told, Sequence) else [told]
    assert all(isinstance(one, kind) for one in each)


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(answer=_ANSWERS)
async def test_a_payment_that_was_sent_has_a_receipt_whatever_is_answered(answer: object) -> None:
    granted = {"data": {"consentId": "consent-1", "status": "active"}}
    receipt = await _feed(granted, payment=answer if answer is not None else 7).pay(
        BANK, BankConsent("r", "consent-1", ConsentStatus.AUTHORISED, None, ConsentKind.PAYMENT), ORDER
    )
    assert isinstance(receipt, PaymentReceipt)


@settings(deadline=None)
@given(st.lists(st.dictionaries(_NAMES, _ANY), max_size=4))
def test_keys_of_any_shape(keys: list[object]) -> None:
    usable_keys(json.dumps({"keys": keys}).encode())
