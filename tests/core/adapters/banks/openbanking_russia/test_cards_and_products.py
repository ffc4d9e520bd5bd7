from datetime import date
from decimal import Decimal

import httpx
import pytest

from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError
from core.clock import FixedClock
from core.ports.bank_feed import (
    BankCard,
    BankConsent,
    BankError,
    BankInfo,
    BankProduct,
    ConsentKind,
    ConsentRequiredError,
    ConsentStatus,
    ProductAgreement,
    ProductKind,
)
from tests.core.adapters.banks.conftest import AFTERNOON
from tests.core.adapters.banks.peer import PERSON, Peer

BANK = BankInfo("vbank", "VBank", "http://bank")
CONSENT = BankConsent("r", "c", ConsentStatus.AUTHORISED, None)
PRODUCT_CONSENT = BankConsent("pagcr-1", "pagc-1", ConsentStatus.AUTHORISED, None, ConsentKind.PRODUCT)


def playing(**answers: object) -> OpenBankingRussiaFeed:
    """A feed whose bank answers by the last part of the path; what is not named is not found."""

    def play(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/bank-token":
            return httpx.Response(200, json={"access_token": "t", "expires_in": 600})
        name = request.url.path.rsplit("/", 1)[1].replace("-", "_")
        if name not in answers:
            return httpx.Response(404, json={"detail": "Not Found"})
        return httpx.Response(200, json=answers[name])

    return OpenBankingRussiaFeed("team", lambda _: "secret", FixedClock(AFTERNOON), transport=httpx.MockTransport(play))


async def test_cards_of_the_sandbox(peer: Peer) -> None:
    consent, account = await peer.connect()
    (card,) = await peer.feed.cards(peer.info, consent, PERSON)
    held = peer.bank.accounts_of(PERSON)[0].card
    assert held is not None
    assert card == BankCard(
        external_id=held.card_id,
        masked_number=f"****{held.last_digits}",
        kind="debit",
        name="VBank Основной счёт",
        status="active",
        expires_on=card.expires_on,
        account_number=account.number,
    )
    assert card.expires_on is not None
    assert (card.expires_on.year, card.expires_on.month) == (held.expires.year, held.expires.month)
    assert card.expires_on.day >= 28


async def test_a_bank_without_cards_and_a_consent_without_them_have_none(peer: Peer) -> None:
    assert await playing().cards(BANK, CONSENT, "p") == []
    consent, _ = await peer.connect()
    old = BankConsent(consent.request_id, consent.consent_id, consent.status, None, permissions=("ReadBalances",))
    assert await peer.feed.cards(peer.info, old, PERSON) == []
    assert peer.calls == [], "the consent is known not to grant them, so the bank is not asked"


async def test_cards_under_a_revoked_consent_are_no_empty_list(peer: Peer) -> None:
    consent, _ = await peer.connect()
    await peer.feed.revoke_consent(peer.info, consent)
    with pytest.raises(ConsentRequiredError):
        await peer.feed.cards(peer.info, consent, PERSON)


@pytest.mark.parametrize(
    ("number", "masked"),
    [("****6665", "****6665"), ("4276 0100 1234 6665", "****6665"), ("**65", "****65"), ("?", "****")],
)
async def test_never_more_than_four_digits(number: str, masked: str) -> None:
    shown = {"cardId": "card-1", "cardNumber": number, "expiryMonth": 2, "expiryYear": 28}
    (card,) = await playing(cards={"data": {"cards": [shown, shown]}}).cards(BANK, CONSENT, "p")
    assert card == BankCard("card-1", masked, None, None, None, date(2028, 2, 29), None)


async def test_a_card_of_the_thirteenth_month_is_refused() -> None:
    shown = {"cardId": "card-1", "cardNumber": "1", "expiryMonth": 13, "expiryYear": 2028}
    with pytest.raises(BankAnswerError, match="expiryMonth is not a month"):
        await playing(cards={"data": {"cards": [shown]}}).cards(BANK, CONSENT, "p")


async def test_the_catalogue_of_the_sandbox(peer: Peer) -> None:
    products = await peer.feed.products(peer.info)
    assert [product.kind for product in products] == [
        ProductKind.DEPOSIT,
        ProductKind.DEPOSIT,
        ProductKind.LOAN,
        ProductKind.CREDIT_CARD,
        ProductKind.CARD,
    ]
    assert products[2] == BankProduct(
        external_id="prod-loan-1",
        kind=ProductKind.LOAN,
        name="Потребительский кредит",
        description="Без залога",
        interest_rate=Decimal("18.00"),
        min_amount=Decimal(50_000),
        max_amount=Decimal(1_500_000),
        term_months=60,
    )
    assert (products[4].interest_rate, products[4].min_amount, products[4].term_months) == (None, None, None)


async def test_products_with_the_word_none_and_kinds_nobody_knows() -> None:
    shown = {
        "productId": "p-1",
        "productType": "mortgage",
        "productName": "Ипотека",
        "interestRate": "None",
        "minAmount": "None",
        "maxAmount": 7.25,
        "termMonths": "None",
    }
    (product,) = await playing(products={"data": {"product": [shown, shown]}}).products(BANK)
    assert product == BankProduct("p-1", ProductKind.OTHER, "Ипотека", None, None, None, Decimal("7.25"), None)


async def test_a_product_consent_is_read_back_in_its_own_shape(peer: Peer) -> None:
    peer.set(consent_days=10)
    consent = await peer.feed.request_consent(peer.info, PERSON, ConsentKind.PRODUCT)
    assert (consent.kind, consent.status) == (ConsentKind.PRODUCT, ConsentStatus.AUTHORISED)
    assert (consent.request_id or "").startswith("pagcr-")
    assert (consent.consent_id or "").startswith("pagc-")
    assert consent.permissions == ("read_product_agreements",)
    assert consent.expires_at is not None
    assert (consent.expires_at - peer.clock.now()).days == 10
    await peer.feed.revoke_consent(peer.info, consent)
    assert (await peer.feed.read_consent(peer.info, consent, PERSON)).status is ConsentStatus.REVOKED


async def test_agreements_of_the_sandbox(peer: Peer) -> None:
    consent = await peer.feed.request_consent(peer.info, PERSON, ConsentKind.PRODUCT)
    card, savings = await peer.feed.agreements(peer.info, consent, PERSON)
    account = peer.bank.accounts_of(PERSON)[1]
    assert savings == ProductAgreement(
        external_id="agr-1002",
        product_id="prod-deposit-1",
        kind=ProductKind.DEPOSIT,
        name="Накопительный счёт",
        amount=Decimal(account.opening_minor) / 100,
        status="active",
        starts_on=account.opened_on,
        ends_on=None,
        account_number=account.number,
        interest_rate=Decimal("12.0"),
        balance=Decimal(account.booked_minor(peer.clock.now())) / 100,
    )
    main, _ = peer.bank.accounts_of(PERSON)
    assert (card.kind, card.account_number) == (ProductKind.CARD, main.number)
    assert card.amount == 0


async def test_an_agreement_whose_details_are_missing_is_still_told() -> None:
    listed = {
        "agreement_id": "agr 7/x",
        "product_id": None,
        "product_name": "None",
        "product_type": "loan",
        "amount": 100000.1,
        "status": "ACTIVE",
        "start_date": "2025-03-31T00:00:00",
        "end_date": "2026-03-31T22:00:00+00:00",
    }
    (agreement,) = await playing(product_agreements={"data": [listed, listed]}).agreements(BANK, PRODUCT_CONSENT, "p")
    assert agreement == ProductAgreement(
        external_id="agr 7/x",
        product_id=None,
        kind=ProductKind.LOAN,
        name="loan",
        amount=Decimal("100000.1"),
        status="active",
        starts_on=date(2025, 3, 31),
        ends_on=date(2026, 4, 1),
        account_number=None,
        interest_rate=None,
        balance=None,
    )


@pytest.mark.parametrize("content", [{"data": {"product": []}}, {}, {"data": [7]}])
async def test_agreements_in_another_shape_are_refused(content: object) -> None:
    with pytest.raises(BankAnswerError, match="data is not a list"):
        await playing(product_agreements=content).agreements(BANK, PRODUCT_CONSENT, "p")


async def test_a_payment_consent_is_not_asked_for_without_its_payment(peer: Peer) -> None:
    with pytest.raises(BankError, match="asked for with its payment"):
        await peer.feed.request_consent(peer.info, PERSON, ConsentKind.PAYMENT)
