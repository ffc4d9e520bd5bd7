from datetime import datetime

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, BaseModel

from sandbox.bank import Bank
from sandbox.break_answers import DeliberateFailureError
from sandbox.consents import Consent, ConsentBook, ConsentState
from sandbox.guard import Guard
from sandbox.refusals import refuse
from sandbox.show_accounts import show_time


class ConsentRequest(BaseModel):
    """The quick request."""

    client_id: str
    permissions: list[str]
    reason: str = ""
    requesting_bank: str = ""
    requesting_bank_name: str = ""


class StandardConsentData(BaseModel):
    """What the standard request asks for."""

    permissions: list[str]
    expirationDateTime: AwareDatetime | None = None  # noqa: N815 - the wire's name


class StandardConsent(BaseModel):
    """The standard request's envelope."""

    data: StandardConsentData


def consent_asking_routes(bank: Bank, consents: ConsentBook, guard: Guard) -> APIRouter:
    """Asking for account consents."""
    routes = APIRouter(prefix="/account-consents", tags=["account consents"])

    @routes.post("/request")
    async def ask(body: ConsentRequest, request: Request) -> dict[str, object]:
        """The quick way. No token is demanded, as at the real sandbox banks."""
        if not bank.faults.quick_consents:
            raise refuse(404, "Not Found")
        if body.client_id not in bank.people:
            raise refuse(404, f"Client {body.client_id} not found")
        requesting_bank = request.headers.get("x-requesting-bank") or body.requesting_bank
        name = body.requesting_bank_name or requesting_bank
        return show_request(consents.ask(body.client_id, requesting_bank, name, body.permissions, body.reason))

    @routes.post("", status_code=201)
    async def ask_by_standard(body: StandardConsent, request: Request) -> dict[str, object]:
        """The standard way, which the real sandbox banks fail at."""
        if not bank.faults.standard_consents:
            raise DeliberateFailureError("client_id must not be null")
        caller = guard.caller(request)
        requesting_bank = request.headers.get("x-requesting-bank") or caller.subject
        expires_at: datetime | None = body.data.expirationDateTime
        return _show(consents, consents.ask_by_standard(requesting_bank, body.data.permissions, expires_at))

    return routes


def consent_reading_routes(consents: ConsentBook, guard: Guard) -> APIRouter:
    """Reading and ending account consents."""
    routes = APIRouter(prefix="/account-consents", tags=["account consents"])

    @routes.get("/{consent_id}")
    async def read(consent_id: str, request: Request) -> dict[str, object]:
        """A consent by its id; by a request id the answer stays AwaitingAuthorization whatever was decided."""
        guard.caller(request)
        return _show(consents, _find(consents, consent_id), shown_as=consent_id)

    @routes.delete("/{consent_id}", status_code=204)
    async def end(consent_id: str, request: Request) -> Response:
        """Revoke a consent, or withdraw a request that nobody has decided on."""
        guard.caller(request)
        consent = _find(consents, consent_id)
        if consent.consent_id != consent_id and consent.state is not ConsentState.AWAITING:
            raise refuse(404, "Consent not found")
        consents.revoke(consent)
        return Response(status_code=204)

    return routes


def _find(consents: ConsentBook, any_id: str) -> Consent:
    consent = consents.by_consent_id(any_id) or consents.by_request_id(any_id)
    if consent is None:
        raise refuse(404, "Consent not found")
    return consent


def show_request(consent: Consent) -> dict[str, object]:
    """A quick request's answer; only a granted one has a consent id."""
    shown: dict[str, object] = {
        "request_id": consent.request_id or consent.consent_id,
        "status": "approved" if consent.state is ConsentState.AUTHORIZED else "pending",
        "message": "Approved automatically",
        "created_at": show_time(consent.created_at),
        "auto_approved": consent.state is ConsentState.AUTHORIZED,
    }
    if consent.state is ConsentState.AUTHORIZED:
        shown["consent_id"] = consent.consent_id
    else:
        shown["approval_url"] = f"/approve/{shown['request_id']}"
        shown["message"] = f"The client decides at {shown['approval_url']}"
    return shown


def _show(consents: ConsentBook, consent: Consent, shown_as: str | None = None) -> dict[str, object]:
    by_request = shown_as is not None and shown_as != consent.consent_id
    is_open = consent.state is ConsentState.AWAITING and consent.consent_id is not None
    return {
        "data": {
            "consentId": shown_as or consent.consent_id,
            "status": ConsentState.AWAITING if by_request else consents.state(consent),
            "creationDateTime": show_time(consent.created_at),
            "statusUpdateDateTime": show_time(consent.created_at if by_request else consent.updated_at),
            "permissions": list(consent.permissions),
            "expirationDateTime": show_time(consent.expires_at),
            **({"approval_url": f"/approve/{consent.consent_id}"} if is_open else {}),
        },
        "links": {"self": f"/account-consents/{shown_as or consent.consent_id}"},
        "meta": {},
    }
