from secrets import token_hex
from typing import Any

from fastapi import APIRouter, Request, Response

from sandbox.bank import Bank
from sandbox.guard import Guard
from sandbox.payments import Payment, PaymentConsent, PaymentConsentBook, PaymentConsentState, read_initiation
from sandbox.refusals import refuse, refuse_by_rule
from sandbox.settlement import settle
from sandbox.show_accounts import Json, show_minor, show_time


def payment_consent_routes(bank: Bank, consents: PaymentConsentBook, guard: Guard) -> APIRouter:
    """Asking for, reading and ending payment consents."""
    routes = APIRouter(prefix="/payment-consents", tags=["payments"])

    @routes.post("/request")
    async def ask(request: Request, client_id: str, body: dict[str, Any]) -> Json:
        """Flat body, or the standard one with data.initiation."""
        guard.caller(request)
        if client_id not in bank.people:
            raise refuse(404, f"Client {client_id} not found")
        requesting_bank = request.headers.get("x-requesting-bank") or str(body.get("requesting_bank", ""))
        data = body.get("data")
        shown = data.get("initiation") if isinstance(data, dict) else body
        if not isinstance(shown, dict):
            raise refuse(422, "data.initiation is missing")
        consent = consents.ask(client_id, requesting_bank, shown)
        is_approved = consent.state is PaymentConsentState.ACTIVE
        return {
            "request_id": consent.request_id,
            "consent_id": consent.consent_id,
            "status": "approved" if is_approved else "pending",
            "auto_approved": is_approved,
            "message": "Approved automatically"
            if is_approved
            else f"The client decides at /approve/{consent.request_id}",
            "approval_url": None if is_approved else f"/approve/{consent.request_id}",
            "expires_in": "90 days",
        }

    @routes.get("/{consent_id}")
    async def read(request: Request, consent_id: str) -> Json:
        """A payment consent."""
        guard.caller(request)
        consent = _find(consents, consent_id)
        return {
            "data": {
                "consentId": consents.shown_id(consent, consent_id),
                "status": consent.state,
                "creationDateTime": show_time(consent.created_at),
                "statusUpdateDateTime": show_time(consent.updated_at),
                "initiation": dict(consent.shown_initiation),
            },
            "links": {"self": f"/payment-consents/{consent_id}"},
            "meta": {},
        }

    @routes.delete("/{consent_id}", status_code=204)
    async def end(request: Request, consent_id: str) -> Response:
        """Revoke a payment consent that was not used."""
        guard.caller(request)
        consent = _find(consents, consent_id)
        if consent.state in (PaymentConsentState.ACTIVE, PaymentConsentState.AWAITING):
            consents.move(consent, PaymentConsentState.REVOKED)
        return Response(status_code=204)

    return routes


def payment_routes(bank: Bank, consents: PaymentConsentBook, guard: Guard) -> APIRouter:
    """Paying, and reading a payment."""
    routes = APIRouter(prefix="/payments", tags=["payments"])

    @routes.post("", status_code=201)
    async def pay(request: Request, body: dict[str, Any]) -> Json:
        """Pay under a consent. Without the switch no idempotency key is honoured."""
        guard.caller(request)
        requesting_bank = request.headers.get("x-requesting-bank", "")
        key = (requesting_bank, request.headers.get("x-idempotency-key", ""))
        if bank.faults.honour_idempotency_key and key[1] and key in consents.by_key:
            return _show(consents.by_key[key])
        data = body.get("data")
        shown = data.get("initiation") if isinstance(data, dict) else None
        if not isinstance(shown, dict):
            raise refuse(422, "data.initiation is missing")
        initiation = read_initiation(shown)
        consent = consents.usable(request.headers.get("x-payment-consent-id"), requesting_bank, initiation)
        debtor = bank.account_by_number(initiation.debtor or "")
        if debtor is None:
            raise refuse(404, "Debtor account not found")
        if debtor.person_id != consent.person_id:
            raise refuse_by_rule("CONSENT_DEBTOR_MISMATCH", "The debtor account is another person's")
        consents.move(consent, PaymentConsentState.USED)  # before the money moves: two calls at once can't both pay
        try:
            status = await settle(bank, debtor, initiation)
        except Exception:
            consents.move(consent, PaymentConsentState.ACTIVE)
            raise
        payment = Payment(f"pay-{token_hex(6)}", debtor.person_id, initiation, status, bank.now())
        consents.made[payment.payment_id] = consents.by_key[key] = payment
        return _show(payment)

    @routes.get("/{payment_id}")
    async def read(request: Request, payment_id: str) -> Json:
        """A payment, for the debtor alone: the very application that made it is refused, as elsewhere."""
        caller = guard.caller(request)
        payment = consents.made.get(payment_id)
        if payment is None:
            raise refuse(404, "Payment not found")
        if caller.subject != payment.person_id:
            raise refuse(403, "Not your payment")
        return _show(payment)

    return routes


def _find(consents: PaymentConsentBook, any_id: str) -> PaymentConsent:
    consent = consents.find(any_id)
    if consent is None:
        raise refuse(404, "Consent not found")
    return consent


def _show(payment: Payment) -> Json:
    at = show_time(payment.created_at)
    return {
        "data": {
            "paymentId": payment.payment_id,
            "status": payment.status,
            "creationDateTime": at,
            "statusUpdateDateTime": at,
            "description": payment.initiation.text,
            "amount": show_minor(payment.initiation.minor),
            "currency": payment.initiation.currency,
        },
        "links": {"self": f"/payments/{payment.payment_id}"},
        "meta": {},
    }
