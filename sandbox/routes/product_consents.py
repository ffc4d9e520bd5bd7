from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from sandbox.bank import Bank
from sandbox.consents import ConsentState
from sandbox.guard import Guard
from sandbox.product_consents import ProductConsent, ProductConsentBook, ProductRights
from sandbox.refusals import refuse
from sandbox.show_accounts import Json, show_time

_WORDS = {
    ConsentState.AWAITING: "pending",
    ConsentState.AUTHORIZED: "active",
    ConsentState.REJECTED: "rejected",
    ConsentState.REVOKED: "revoked",
    ConsentState.EXPIRED: "expired",
}


class ProductConsentRequest(BaseModel):
    """What is asked: at least one of the three rights."""

    requesting_bank: str = ""
    client_id: str | None = None
    read_product_agreements: bool = False
    open_product_agreements: bool = False
    close_product_agreements: bool = False
    allowed_product_types: list[str] = []
    max_amount: float | None = None
    valid_until: datetime | None = None
    reason: str = ""


def product_consent_routes(bank: Bank, consents: ProductConsentBook, guard: Guard) -> APIRouter:
    """Asking for, reading and ending consents to product agreements: flat and in snake case."""
    routes = APIRouter(prefix="/product-agreement-consents", tags=["products"])

    @routes.post("/request")
    async def ask(request: Request, client_id: str, body: ProductConsentRequest) -> Json:
        """Ask for a consent."""
        guard.caller(request)
        if client_id not in bank.people:
            raise refuse(404, f"Client {client_id} not found")
        rights = ProductRights(
            reads=body.read_product_agreements,
            opens=body.open_product_agreements,
            closes=body.close_product_agreements,
            kinds=tuple(body.allowed_product_types),
            most=None if body.max_amount is None else f"{body.max_amount:.2f}",
        )
        if not (rights.reads or rights.opens or rights.closes):
            raise refuse(400, "At least one permission is required")
        requesting_bank = request.headers.get("x-requesting-bank") or body.requesting_bank
        consent = consents.ask(client_id, requesting_bank, rights, body.reason, _aware(body.valid_until))
        is_approved = consent.state is ConsentState.AUTHORIZED
        return {
            "request_id": consent.request_id,
            "consent_id": consent.consent_id,
            "status": "approved" if is_approved else "pending",
            "auto_approved": is_approved,
            "message": "Approved automatically"
            if is_approved
            else f"The client decides at /approve/{consent.request_id}",
            "approval_url": None if is_approved else f"/approve/{consent.request_id}",
            "valid_until": _naive(consent.valid_until),
        }

    @routes.get("/{consent_id}")
    async def read(request: Request, consent_id: str) -> Json:
        """A consent: no envelope here."""
        guard.caller(request)
        consent = _find(consents, consent_id)
        return {
            "consent_id": consents.shown_id(consent, consent_id),
            "client_id": consent.person_id,
            "granted_to": consent.requesting_bank,
            "status": _WORDS[consents.state(consent)],
            "read_product_agreements": consent.rights.reads,
            "open_product_agreements": consent.rights.opens,
            "close_product_agreements": consent.rights.closes,
            "allowed_product_types": list(consent.rights.kinds),
            "max_amount": consent.rights.most,
            "current_total_opened": 0,
            "created_at": _naive(consent.created_at),
            "valid_until": _naive(consent.valid_until),
        }

    @routes.delete("/{consent_id}", status_code=204)
    async def end(request: Request, consent_id: str) -> Response:
        """Revoke a consent, or withdraw a request."""
        guard.caller(request)
        consents.revoke(_find(consents, consent_id))
        return Response(status_code=204)

    return routes


def _find(consents: ProductConsentBook, any_id: str) -> ProductConsent:
    consent = consents.find(any_id)
    if consent is None:
        raise refuse(404, "Consent not found")
    return consent


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _naive(moment: datetime) -> str:
    """UTC without saying so, as these calls do at the real sandbox banks."""
    return show_time(moment).removesuffix("Z")
