"""Who may see what: tokens first, then consents."""

from fastapi import Request

from sandbox.bank import Bank
from sandbox.consents import ConsentBook
from sandbox.records import Account
from sandbox.refusals import bad_token, refuse, refuse_by_rule
from sandbox.tokens import Caller, TokenDesk

CONSENT_URL = "/account-consents/request"


class Guard:
    """Checks each call of the data endpoints."""

    def __init__(self, bank: Bank, tokens: TokenDesk, consents: ConsentBook) -> None:
        self._bank = bank
        self._tokens = tokens
        self._consents = consents

    def caller(self, request: Request) -> Caller:
        """Who calls. Raises 403 without a token and 401 with a bad one."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise refuse(403, "Not authenticated")
        caller = self._tokens.check(token)
        if caller is None:
            raise bad_token()
        return caller

    def let_read(self, request: Request, person_id: str, permission: str) -> None:
        """Pass a person to their own data and a team with a live consent; raise 401 or 403 otherwise."""
        caller = self.caller(request)
        if caller.kind == "client":
            if caller.subject != person_id:
                raise refuse(403, "Not your data")
            return
        requesting_bank = request.headers.get("x-requesting-bank", "")
        wanted = request.headers.get("x-consent-id")
        live = self._consents.live(person_id, requesting_bank)
        if wanted is not None:
            live = [consent for consent in live if consent.consent_id == wanted]
        if not live:
            raise refuse_by_rule("CONSENT_REQUIRED", "The client's consent is required", CONSENT_URL)
        if permission not in live[0].permissions:
            raise refuse_by_rule("CONSENT_REQUIRED", f"The consent does not grant {permission}", CONSENT_URL)
        faults = self._bank.faults
        if faults.revoke_consent_after == 0:
            faults.revoke_consent_after = None
            self._consents.revoke(live[0])
            raise refuse_by_rule("CONSENT_REQUIRED", "The client's consent is required", CONSENT_URL)
        if faults.revoke_consent_after is not None:
            faults.revoke_consent_after -= 1

    def account(self, account_id: str) -> Account:
        """An account by id. Raises 400 for what can't be one and 404 for an unknown one."""
        prefix, _, number = account_id.partition("-")
        if prefix != "acc" or not number.isdecimal():
            raise refuse(400, "Invalid account id")
        account = self._bank.account(account_id)
        if account is None:
            raise refuse(404, "Account not found")
        return account
