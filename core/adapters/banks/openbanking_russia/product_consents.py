"""Consents to read product agreements: flat, snake-cased, with flags instead of a list of permissions."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.consent_words import asked_consent, when_unknown, with_state
from core.adapters.banks.openbanking_russia.read_answer import JsonObject, block, moment, needed_text, text
from core.adapters.banks.send_to_bank import BankRequest
from core.clock import Clock
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentKind, ConsentStatus

PATH: Final = "/product-agreement-consents"
FLAGS: Final = ("read_product_agreements", "open_product_agreements", "close_product_agreements")
ASKED_LIFE: Final = timedelta(days=365)
_PRODUCT_TYPES: Final = ("deposit", "loan", "credit_card", "card")


class ProductConsents:
    """Asks for, follows and ends consents to read what a person has taken."""

    def __init__(self, call: BankCaller, clock: Clock, team_id: str, app_name: str) -> None:
        self._call = call
        self._clock = clock
        self._team_id = team_id
        self._app_name = app_name

    async def ask(self, bank: BankInfo, person_ref: str) -> BankConsent:
        """Ask to read, and for no more."""
        body = {
            "requesting_bank": self._team_id,
            "client_id": person_ref,
            "read_product_agreements": True,
            "open_product_agreements": False,
            "close_product_agreements": False,
            "allowed_product_types": list(_PRODUCT_TYPES),
            "valid_until": (self._clock.now() + ASKED_LIFE).isoformat(timespec="seconds"),
            "reason": f"{self._app_name}: bookkeeping",
        }
        query = {"client_id": person_ref}
        answer = await self._call(
            bank, BankRequest("POST", f"{PATH}/request", query=query, body=body, repeatable=False)
        )
        consent = asked_consent(bank, answer.content, ConsentKind.PRODUCT, FLAGS[:1])
        consent = replace(consent, expires_at=moment(answer.content, "valid_until"))
        if consent.consent_id is None or consent.status is not ConsentStatus.AUTHORISED:
            return consent
        return await self.read(bank, consent)

    async def read(self, bank: BankInfo, consent: BankConsent) -> BankConsent:
        """Where the consent stands. Trying tells nothing here: most of these banks never ask for the consent."""
        any_id = consent.consent_id or consent.request_id
        if any_id is None:
            raise BankError("A consent without any id can't be read.", retryable=False)
        answer = await self._call(bank, BankRequest("GET", _path(any_id)), may_be_missing=True)
        if answer.is_missing:
            return when_unknown(consent)
        told = block(answer.content, "data") or answer.content
        told_id = text(told, "consent_id") or text(told, "id")
        read = with_state(consent, self._clock, needed_text(told, "status"), told_id, moment(told, "valid_until"))
        return replace(read, permissions=_granted(told) or consent.permissions)

    async def revoke(self, bank: BankInfo, consent: BankConsent) -> None:
        """End the consent."""
        any_id = consent.consent_id or consent.request_id
        if any_id is None:
            raise BankError("A consent without any id can't be revoked.", retryable=False)
        await self._call(bank, BankRequest("DELETE", _path(any_id)), may_be_missing=True)


def _path(any_id: str) -> str:
    return f"{PATH}/{quote(any_id, safe='')}"


def _granted(told: JsonObject) -> tuple[str, ...]:
    return tuple(flag for flag in FLAGS if told.get(flag) is True)
