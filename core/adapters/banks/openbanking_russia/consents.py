"""Account consents, and the trap in them: a consent that a person approved by hand never tells us its id."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from core.adapters.banks.openbanking_russia.call_bank import CallBank
from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError, block, moment, needed_text, text
from core.adapters.banks.send_to_bank import BankRequest
from core.clock import Clock
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentRequiredError, ConsentStatus

_STATUSES: Final = {
    "authorized": ConsentStatus.AUTHORISED,
    "authorised": ConsentStatus.AUTHORISED,
    "active": ConsentStatus.AUTHORISED,
    "approved": ConsentStatus.AUTHORISED,
    "awaitingauthorization": ConsentStatus.PENDING,
    "awaitingauthorisation": ConsentStatus.PENDING,
    "pending": ConsentStatus.PENDING,
    "rejected": ConsentStatus.REJECTED,
    "revoked": ConsentStatus.REVOKED,
    "expired": ConsentStatus.EXPIRED,
}


class Consents:
    """Asks for, follows and ends account consents."""

    def __init__(self, call: CallBank, clock: Clock, team_id: str, app_name: str, permissions: Sequence[str]) -> None:
        self._call = call
        self._clock = clock
        self._team_id = team_id
        self._app_name = app_name
        self._permissions = tuple(permissions)

    async def ask(self, bank: BankInfo, person_ref: str) -> BankConsent:
        """Ask; a consent granted at once has its expiry read back, since banks grant what they like."""
        body = {
            "client_id": person_ref,
            "permissions": list(self._permissions),
            "reason": f"{self._app_name}: bookkeeping",
            "requesting_bank": self._team_id,
            "requesting_bank_name": self._app_name,
        }
        answer = await self._call(bank, BankRequest("POST", "/account-consents/request", body=body, repeatable=False))
        consent = BankConsent(
            request_id=text(answer.content, "request_id"),
            consent_id=text(answer.content, "consent_id"),
            status=_status(needed_text(answer.content, "status")),
            expires_at=None,
        )
        if consent.request_id is None and consent.consent_id is None:
            raise BankAnswerError("request_id", "is missing")
        if consent.consent_id is None or consent.status is not ConsentStatus.AUTHORISED:
            return consent
        return await self._read_back(bank, consent, consent.consent_id)

    async def read(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> BankConsent:
        """Where the consent stands: read where its id is known, else asked by request id and then tried."""
        if consent.consent_id is not None:
            return await self._read_back(bank, consent, consent.consent_id)
        if consent.request_id is None:
            raise BankError("A consent without any id can't be read.", retryable=False)
        answered = await self._read_back(bank, consent, consent.request_id)
        if answered.status is not ConsentStatus.PENDING:
            return answered
        return replace(answered, status=await self._try_it(bank, consent, person_ref))

    async def revoke(self, bank: BankInfo, consent: BankConsent) -> None:
        """End the consent at the bank. Raises BankError where it lives on under an id we were never told."""
        any_id = consent.consent_id or consent.request_id
        if any_id is None:
            raise BankError("A consent without any id can't be revoked.", retryable=False)
        request = BankRequest("DELETE", f"/account-consents/{quote(any_id, safe='')}")
        answer = await self._call(bank, request, may_be_missing=True)
        if answer.is_missing and consent.consent_id is None and consent.status is ConsentStatus.AUTHORISED:
            raise BankError(
                f"{bank.name} never told the id of this consent: the person must end it at the bank.", retryable=False
            )

    async def _read_back(self, bank: BankInfo, consent: BankConsent, any_id: str) -> BankConsent:
        request = BankRequest("GET", f"/account-consents/{quote(any_id, safe='')}")
        answer = await self._call(bank, request, may_be_missing=True)
        if answer.is_missing:
            is_final = consent.consent_id is not None
            return replace(consent, status=ConsentStatus.REVOKED if is_final else ConsentStatus.PENDING)
        data = block(answer.content, "data")
        status, expires_at = _status(needed_text(data, "status")), moment(data, "expirationDateTime")
        if status is ConsentStatus.AUTHORISED and expires_at is not None and expires_at <= self._clock.now():
            status = ConsentStatus.EXPIRED
        told_id = text(data, "consentId")
        consent_id = consent.consent_id
        if consent_id is None and status is ConsentStatus.AUTHORISED and told_id != consent.request_id:
            consent_id = told_id
        return replace(consent, consent_id=consent_id, status=status, expires_at=expires_at)

    async def _try_it(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> ConsentStatus:
        """Read accounts without naming a consent: the bank then takes the newest live one."""
        try:
            await self._call(bank, BankRequest("GET", "/accounts", query={"client_id": person_ref}))
        except ConsentRequiredError:
            was_live = consent.status is ConsentStatus.AUTHORISED
            return ConsentStatus.REVOKED if was_live else consent.status
        return ConsentStatus.AUTHORISED


def _status(word: str) -> ConsentStatus:
    status = _STATUSES.get(word.lower())
    if status is None:
        raise BankAnswerError("status", f"{word!r} is unknown")
    return status
