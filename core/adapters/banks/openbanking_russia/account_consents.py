"""Account consents, and the trap in them: a consent that a person approved by hand never tells us its id."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.consent_words import (
    approval_url,
    asked_consent,
    consent_status,
    told_permissions,
    when_unknown,
    with_state,
)
from core.adapters.banks.openbanking_russia.read_answer import block, moment, needed_text, text
from core.adapters.banks.send_to_bank import BankRequest
from core.clock import Clock
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentKind, ConsentRequiredError, ConsentStatus

PATH: Final = "/account-consents"
ASKED_LIFE: Final = timedelta(days=365)


class AccountConsents:
    """Asks for, follows and ends consents to read accounts."""

    def __init__(self, call: BankCaller, clock: Clock, team_id: str, app_name: str, permissions: Sequence[str]) -> None:
        self._call = call
        self._clock = clock
        self._team_id = team_id
        self._app_name = app_name
        self._permissions = tuple(permissions)

    async def ask(self, bank: BankInfo, person_ref: str) -> BankConsent:
        """Ask; a consent granted at once has its expiry read back, since banks grant what they like.

        The quick way comes first: the standard one fails at most of these banks.
        """
        body = {
            "client_id": person_ref,
            "permissions": list(self._permissions),
            "reason": f"{self._app_name}: bookkeeping",
            "requesting_bank": self._team_id,
            "requesting_bank_name": self._app_name,
        }
        request = BankRequest("POST", f"{PATH}/request", body=body, repeatable=False, is_optional=True)
        answer = await self._call(bank, request)
        if answer.is_unknown_call:
            return await self._ask_by_standard(bank)
        consent = asked_consent(bank, answer.content, ConsentKind.ACCOUNT, self._permissions)
        if consent.consent_id is None or consent.status is not ConsentStatus.AUTHORISED:
            return consent
        return await self._read_back(bank, consent, consent.consent_id)

    async def _ask_by_standard(self, bank: BankInfo) -> BankConsent:
        """The standard way: the consent has its final id at once, and waits for the person who signs it."""
        until = (self._clock.now() + ASKED_LIFE).isoformat(timespec="seconds")
        body = {"data": {"permissions": list(self._permissions), "expirationDateTime": until}}
        answer = await self._call(bank, BankRequest("POST", PATH, body=body, repeatable=False))
        data = block(answer.content, "data")
        return BankConsent(
            request_id=None,
            consent_id=needed_text(data, "consentId"),
            status=consent_status(needed_text(data, "status")),
            expires_at=moment(data, "expirationDateTime"),
            permissions=told_permissions(data, "permissions", self._permissions),
            approval_url=approval_url(bank, data),
        )

    async def read(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> BankConsent:
        """Where the consent stands: read where its id is known, else asked by request id and then tried."""
        if consent.consent_id is not None:
            return await self._read_back(bank, consent, consent.consent_id)
        if consent.request_id is None:
            raise BankError("A consent without any id can't be read.", retryable=False)
        answered = await self._read_back(bank, consent, consent.request_id)
        if answered.status is not ConsentStatus.PENDING:
            return answered
        status = await self._try_it(bank, consent, person_ref)
        page = answered.approval_url if status is ConsentStatus.PENDING else None
        return replace(answered, status=status, approval_url=page)

    async def revoke(self, bank: BankInfo, consent: BankConsent) -> None:
        """End the consent at the bank. Raises BankError where it lives on under an id we were never told."""
        any_id = consent.consent_id or consent.request_id
        if any_id is None:
            raise BankError("A consent without any id can't be revoked.", retryable=False)
        request = BankRequest("DELETE", f"{PATH}/{quote(any_id, safe='')}")
        answer = await self._call(bank, request, may_be_missing=True)
        if answer.is_missing and consent.consent_id is None and consent.status is ConsentStatus.AUTHORISED:
            raise BankError(
                f"{bank.name} never told the id of this consent: the person must end it at the bank.", retryable=False
            )

    async def _read_back(self, bank: BankInfo, consent: BankConsent, any_id: str) -> BankConsent:
        request = BankRequest("GET", f"{PATH}/{quote(any_id, safe='')}")
        answer = await self._call(bank, request, may_be_missing=True)
        if answer.is_missing:
            return when_unknown(consent)
        data = block(answer.content, "data")
        expires_at = moment(data, "expirationDateTime")
        read = with_state(consent, self._clock, needed_text(data, "status"), text(data, "consentId"), expires_at)
        return replace(read, permissions=told_permissions(data, "permissions", consent.permissions))

    async def _try_it(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> ConsentStatus:
        """Read accounts without naming a consent: the bank then takes the newest live one."""
        try:
            await self._call(bank, BankRequest("GET", "/accounts", query={"client_id": person_ref}))
        except ConsentRequiredError:
            was_live = consent.status is ConsentStatus.AUTHORISED
            return ConsentStatus.REVOKED if was_live else consent.status
        return ConsentStatus.AUTHORISED
