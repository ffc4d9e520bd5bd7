from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from sandbox.approval_desk import decide_on_accounts
from sandbox.bank import Bank
from sandbox.consents import ConsentBook
from sandbox.guard import Guard
from sandbox.refusals import refuse
from sandbox.routes.account_consents import show_request
from sandbox.routes.auth import is_persons_password


class Signature(BaseModel):
    """A person's decision on a request."""

    request_id: str
    action: Literal["approve", "reject"]
    signature: str


def consent_signing_routes(bank: Bank, consents: ConsentBook, guard: Guard) -> APIRouter:
    """The bank's own calls, with which a signed-in client decides."""
    routes = APIRouter(prefix="/account-consents", tags=["account consents"])

    @routes.get("/requests")
    async def waiting(request: Request) -> dict[str, object]:
        """What waits for the signed-in client's decision."""
        caller = guard.caller(request)
        if caller.kind != "client":
            raise refuse(403, "Only for clients")
        return {"requests": [show_request(consent) for consent in consents.waiting_for(caller.subject)]}

    @routes.post("/sign")
    async def sign(body: Signature, request: Request) -> dict[str, object]:
        """The signed-in client decides. Only this answer, which no team sees, holds the final id."""
        caller = guard.caller(request)
        if caller.kind != "client" or not is_persons_password(bank, body.signature):
            raise refuse(403, "Invalid signature")
        approve = body.action == "approve"
        consent = decide_on_accounts(consents, caller.subject, body.request_id, approve=approve)
        if consent is None:
            raise refuse(404, "Request not found")
        return {"request_id": body.request_id, "consent_id": consent.consent_id, "status": consent.state}

    return routes
