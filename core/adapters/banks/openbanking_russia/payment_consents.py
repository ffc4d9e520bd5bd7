"""Consents to one payment."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.consent_words import asked_consent, when_unknown, with_state
from core.adapters.banks.openbanking_russia.read_answer import JsonObject, block, moment, needed_text, text
from core.adapters.banks.send_to_bank import BankRequest
from core.clock import Clock
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentKind, ConsentStatus, PaymentOrder

PATH: Final = "/payment-consents"
_DAYS: Final = re.compile(r"(\d{1,4}) days?")


class PaymentConsents:
    """Asks for, follows and ends consents to pay."""

    def __init__(self, call: BankCaller, clock: Clock, team_id: str) -> None:
        self._call = call
        self._clock = clock
        self._team_id = team_id

    async def ask(self, bank: BankInfo, person_ref: str, order: PaymentOrder) -> BankConsent:
        """Ask for exactly this payment, in the flat form that the running banks take."""
        body = {
            "requesting_bank": self._team_id,
            "client_id": person_ref,
            "amount": f"{order.amount:f}",
            "currency": order.currency,
            "debtor_account": order.debtor_account,
            "creditor_account": order.creditor_account,
            "creditor_name": order.creditor_name,
            "reference": order.reference,
        }
        if order.creditor_bank is not None:
            body["creditor_bank_code"] = order.creditor_bank
        query = {"client_id": person_ref}
        answer = await self._call(
            bank, BankRequest("POST", f"{PATH}/request", query=query, body=body, repeatable=False)
        )
        consent = asked_consent(bank, answer.content, ConsentKind.PAYMENT)
        consent = replace(consent, expires_at=self._told_end(answer.content))
        if consent.consent_id is None or consent.status is not ConsentStatus.AUTHORISED:
            return consent
        return await self.read(bank, consent)

    async def read(self, bank: BankInfo, consent: BankConsent) -> BankConsent:
        """Where the consent stands. Its end is the one told at first where the bank does not repeat it."""
        any_id = consent.consent_id or consent.request_id
        if any_id is None:
            raise BankError("A consent without any id can't be read.", retryable=False)
        answer = await self._call(bank, BankRequest("GET", _path(any_id)), may_be_missing=True)
        if answer.is_missing:
            return when_unknown(consent)
        data = block(answer.content, "data")
        expires_at = moment(data, "expirationDateTime") or consent.expires_at
        return with_state(consent, self._clock, needed_text(data, "status"), text(data, "consentId"), expires_at)

    async def revoke(self, bank: BankInfo, consent: BankConsent) -> None:
        """End the consent, if it was not used."""
        any_id = consent.consent_id or consent.request_id
        if any_id is None:
            raise BankError("A consent without any id can't be revoked.", retryable=False)
        await self._call(bank, BankRequest("DELETE", _path(any_id)), may_be_missing=True)

    def _told_end(self, content: JsonObject) -> datetime | None:
        """When the consent ends: these banks tell it as a text, `90 days`."""
        found = _DAYS.fullmatch(text(content, "expires_in") or "")
        return None if found is None else self._clock.now() + timedelta(days=int(found[1]))


def _path(any_id: str) -> str:
    return f"{PATH}/{quote(any_id, safe='')}"
