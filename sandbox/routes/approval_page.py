"""The page where a person lets an application read their accounts."""

from html import escape
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sandbox.bank import Bank
from sandbox.consents import Consent, ConsentBook, ConsentState
from sandbox.payments import PaymentConsent, PaymentConsentBook, PaymentConsentState
from sandbox.routes.auth import is_persons_password
from sandbox.routes.consent_signing import decide
from sandbox.show_accounts import show_minor

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_MOST_BYTES = 10_000


def approval_routes(bank: Bank, consents: ConsentBook, payments: PaymentConsentBook) -> APIRouter:
    """The page and its form."""
    routes = APIRouter(prefix="/approve", include_in_schema=False)

    @routes.get("/{request_id}")
    async def ask(request_id: str) -> HTMLResponse:
        """Who asks for what, with a form to decide."""
        payment = payments.find(request_id)
        if payment is not None:
            is_open = payment.state is PaymentConsentState.AWAITING
            return _page(
                bank, _payment_form(payment) if is_open else f"<p>This request is decided: {payment.state}.</p>"
            )
        consent = consents.by_request_id(request_id) or consents.by_consent_id(request_id)
        if consent is None:
            return _page(bank, "<p>There is no such request.</p>", 404)
        if consent.state is not ConsentState.AWAITING:
            return _page(bank, f"<p>This request is decided: {consents.state(consent)}.</p>")
        return _page(bank, _form(consent))

    @routes.post("/{request_id}")
    async def decide_here(request_id: str, request: Request) -> HTMLResponse:
        """Check who decides, then approve or reject."""
        body = await request.body()
        if len(body) > _MOST_BYTES:
            return _page(bank, "<p>The form is too long.</p>", 413)
        fields = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        person_id = fields.get("person_id", "")
        if person_id not in bank.people or not is_persons_password(bank, fields.get("password", "")):
            return _page(bank, "<p>The person or the password is wrong. Go back and try again.</p>", 401)
        action = fields.get("action", "")
        if action not in ("approve", "reject"):
            return _page(bank, "<p>Choose to approve or to reject.</p>", 422)
        if not _decide_payment(payments, person_id, request_id, action) and not decide(
            consents, person_id, request_id, action
        ):
            return _page(bank, "<p>Nothing of that id waits for you.</p>", 404)
        done = "approved" if action == "approve" else "rejected"
        return _page(bank, f"<p>You have {done} the request. You can go back to the application.</p>")

    return routes


def _decide_payment(payments: PaymentConsentBook, person_id: str, request_id: str, action: str) -> bool:
    """Decide on a payment, if it is one that waits for this person."""
    payment = payments.find(request_id)
    if payment is None or payment.person_id != person_id or payment.state is not PaymentConsentState.AWAITING:
        return False
    payments.decide(payment, approve=action == "approve")
    return True


def _payment_form(payment: PaymentConsent) -> str:
    asked = payment.initiation
    receiver = escape(asked.creditor_name or asked.creditor or "anybody")
    return (
        f"<p><b>{escape(payment.requesting_bank)}</b> asks to pay {show_minor(asked.minor)} {escape(asked.currency)} "
        f"to {receiver}.</p>{_decision(payment.person_id)}"
    )


def _form(consent: Consent) -> str:
    permissions = "".join(f"<li>{escape(permission)}</li>" for permission in consent.permissions)
    reason = f"<p>Reason: {escape(consent.reason)}</p>" if consent.reason else ""
    return (
        f"<p><b>{escape(consent.requesting_bank_name)}</b> asks to read your accounts:</p>"
        f"<ul>{permissions}</ul>{reason}"
        f"<p>Until {consent.expires_at:%d.%m.%Y}.</p>{_decision(consent.person_id)}"
    )


def _decision(person_id: str | None) -> str:
    return (
        '<form method="post">'
        f'<label>Person <input name="person_id" value="{escape(person_id or "")}" required></label>'
        '<label>Password <input name="password" type="password" required></label>'
        '<button name="action" value="approve">Approve</button> <button name="action" value="reject">Reject</button>'
        "</form>"
    )


def _page(bank: Bank, content: str, status: int = 200) -> HTMLResponse:
    title = escape(bank.config.name)
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:16px system-ui;max-width:28rem;margin:3rem auto;padding:0 1rem}"
        "label{display:block;margin:.8rem 0}"
        "input{display:block;width:100%;padding:.4rem;box-sizing:border-box}button{padding:.5rem 1rem}</style></head>"
        f"<body><h1>{title}</h1>{content}</body></html>"
    )
    return HTMLResponse(html, status_code=status, headers=_HEADERS)
