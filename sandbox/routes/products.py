from datetime import date

from fastapi import APIRouter, Request

from sandbox.bank import Bank
from sandbox.guard import Guard
from sandbox.product_consents import ProductConsentBook
from sandbox.products import CATALOGUE, Agreement, Product, ProductKind, agreements_of
from sandbox.refusals import refuse, refuse_by_rule
from sandbox.show_accounts import Json, show_minor, show_number


def product_routes(bank: Bank, consents: ProductConsentBook, guard: Guard) -> APIRouter:
    """The catalogue and, to read, what people have taken from it."""
    routes = APIRouter(tags=["products"])

    @routes.get("/products")
    async def products(request: Request, product_type: ProductKind | None = None) -> Json:
        """The catalogue, of one kind if asked."""
        guard.caller(request)
        return {"data": {"product": [_show(p) for p in CATALOGUE if product_type in (None, p.kind)]}}

    @routes.get("/products/{product_id}")
    async def product(request: Request, product_id: str) -> Json:
        """One product: no maximum here, and numbers that are missing come as the word None."""
        guard.caller(request)
        found = next((known for known in CATALOGUE if known.product_id == product_id), None)
        if found is None:
            raise refuse(404, "Product not found")
        shown = {name: value for name, value in _show(found).items() if name != "maxAmount"}
        for name in ("interestRate", "minAmount"):
            shown[name] = str(shown[name])
        return shown

    @routes.get("/product-agreements")
    async def agreements(request: Request, client_id: str) -> Json:
        """What a person has taken. The product consent is not asked for, as at the real sandbox banks."""
        guard.caller(request)
        if client_id not in bank.people:
            raise refuse(404, f"Client {client_id} not found")
        _let_read(bank, consents, request, client_id)
        shown = [_show_agreement(bank, agreement) for agreement in agreements_of(bank, client_id)]
        return {"data": shown, "meta": {"total": len(shown)}}

    @routes.get("/product-agreements/{agreement_id}")
    async def agreement(request: Request, agreement_id: str) -> Json:
        """One agreement with its rate and its account's balance."""
        guard.caller(request)
        everyones = (known for person_id in bank.people for known in agreements_of(bank, person_id))
        found = next((known for known in everyones if known.agreement_id == agreement_id), None)
        if found is None:
            raise refuse(404, "Agreement not found")
        _let_read(bank, consents, request, found.account.person_id)
        balance = float(show_minor(abs(found.account.booked_minor(bank.now()))))
        rate = float(found.product.rate or 0)
        return {"data": {**_show_agreement(bank, found), "interest_rate": rate, "account_balance": balance}}

    return routes


def _let_read(bank: Bank, consents: ProductConsentBook, request: Request, person_id: str) -> None:
    """Ask for the product consent, where the switch wants it."""
    consent_id = request.headers.get("x-product-agreement-consent-id")
    requesting_bank = request.headers.get("x-requesting-bank", "")
    if bank.faults.check_product_consents and not consents.lets_read(consent_id, person_id, requesting_bank):
        raise refuse_by_rule(
            "PRODUCT_CONSENT_REQUIRED", "A product consent is required", "/product-agreement-consents/request"
        )


def _show(product: Product) -> Json:
    return {
        "productId": product.product_id,
        "productType": product.kind,
        "productName": product.name,
        "description": product.description,
        "interestRate": product.rate,
        "minAmount": None if product.least is None else f"{product.least}.00",
        "maxAmount": None if product.most is None else f"{product.most}.00",
        "termMonths": product.months,
    }


def _show_agreement(bank: Bank, agreement: Agreement) -> Json:
    account = agreement.account
    return {
        "agreement_id": agreement.agreement_id,
        "product_id": agreement.product.product_id,
        "product_name": agreement.product.name,
        "product_type": agreement.product.kind,
        "amount": float(show_minor(agreement.minor)),
        "status": "active",
        "start_date": _naive(agreement.started_on),
        "end_date": None if agreement.ends_on is None else _naive(agreement.ends_on),
        "account_number": show_number(bank, account),
    }


def _naive(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"
