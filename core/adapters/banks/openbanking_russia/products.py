"""What a bank sells, and what a person has taken from it."""

from typing import Final
from urllib.parse import quote

from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.read_answer import (
    JsonObject,
    block,
    decimal,
    needed_text,
    objects,
    optional_day,
    optional_decimal,
    optional_text,
    whole_number,
)
from core.adapters.banks.send_to_bank import BankRequest
from core.ports.bank_feed import BankConsent, BankInfo, BankProduct, ProductAgreement, ProductKind

CONSENT_HEADER: Final = "X-Product-Agreement-Consent-Id"
MOST_AGREEMENTS: Final = 200
"""Each takes a call of its own for its rate and balance."""


async def read_products(call: BankCaller, bank: BankInfo) -> list[BankProduct]:
    """The catalogue, each id once."""
    answer = await call(bank, BankRequest("GET", "/products"))
    products = (_product(shown) for shown in objects(block(answer.content, "data"), "product"))
    return list({product.external_id: product for product in products}.values())


async def read_agreements(
    call: BankCaller, bank: BankInfo, consent: BankConsent, person_ref: str
) -> list[ProductAgreement]:
    """What a person has taken, each id once, with rate and balance where the bank tells them."""
    headers = {} if consent.consent_id is None else {CONSENT_HEADER: consent.consent_id}
    request = BankRequest("GET", "/product-agreements", query={"client_id": person_ref}, headers=headers)
    answer = await call(bank, request)
    listed = {needed_text(shown, "agreement_id"): shown for shown in objects(answer.content, "data")}
    agreements = []
    for number, (external_id, shown) in enumerate(listed.items()):
        details: JsonObject = {}
        if number < MOST_AGREEMENTS:
            path = f"/product-agreements/{quote(external_id, safe='')}"
            told = await call(bank, BankRequest("GET", path, headers=headers, is_optional=True), may_be_missing=True)
            details = block(told.content, "data") or told.content
        agreements.append(_agreement(external_id, {**details, **shown}))
    return agreements


def _product(shown: JsonObject) -> BankProduct:
    return BankProduct(
        external_id=needed_text(shown, "productId"),
        kind=_kind(optional_text(shown, "productType")),
        name=needed_text(shown, "productName"),
        description=optional_text(shown, "description"),
        interest_rate=optional_decimal(shown, "interestRate"),
        min_amount=optional_decimal(shown, "minAmount"),
        max_amount=optional_decimal(shown, "maxAmount"),
        term_months=whole_number(shown, "termMonths"),
    )


def _agreement(external_id: str, shown: JsonObject) -> ProductAgreement:
    kind = _kind(optional_text(shown, "product_type"))
    return ProductAgreement(
        external_id=external_id,
        product_id=optional_text(shown, "product_id"),
        kind=kind,
        name=optional_text(shown, "product_name") or kind.value,
        amount=decimal(shown, "amount"),
        status=needed_text(shown, "status").lower(),
        starts_on=optional_day(shown, "start_date"),
        ends_on=optional_day(shown, "end_date"),
        account_number=optional_text(shown, "account_number"),
        interest_rate=optional_decimal(shown, "interest_rate"),
        balance=optional_decimal(shown, "account_balance"),
    )


def _kind(word: str | None) -> ProductKind:
    try:
        return ProductKind((word or "").lower())
    except ValueError:
        return ProductKind.OTHER
