"""Payment consents and payments. A consent is good for one payment; money moves at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from secrets import token_hex
from typing import Any, Final

from sandbox.bank import Bank
from sandbox.refusals import refuse, refuse_by_rule

CONSENT_DAYS: Final = 90
_MOST: Final = Decimal(10**12)


class PaymentConsentState(StrEnum):
    """Where a payment consent stands."""

    AWAITING = "AwaitingAuthorization"
    ACTIVE = "active"
    USED = "used"
    REVOKED = "revoked"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Initiation:
    """What is to be paid, in minor units; accounts are numbers."""

    minor: int
    currency: str
    debtor: str | None
    creditor: str | None
    creditor_bank: str | None
    creditor_name: str | None
    text: str


@dataclass(slots=True)
class PaymentConsent:
    """A consent to one payment."""

    request_id: str
    consent_id: str | None
    person_id: str
    requesting_bank: str
    initiation: Initiation
    shown_initiation: Mapping[str, Any]
    state: PaymentConsentState
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that was made."""

    payment_id: str
    person_id: str
    initiation: Initiation
    status: str
    created_at: datetime


class PaymentConsentBook:
    """All payment consents of one bank, and the payments made under them: by id, and by who sent which key."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._consents: list[PaymentConsent] = []
        self.made: dict[str, Payment] = {}
        self.by_key: dict[tuple[str, str], Payment] = {}

    def reset(self) -> None:
        """Forget all consents and payments. Money that moved stays moved."""
        self._consents.clear()
        self.made.clear()
        self.by_key.clear()

    def ask(self, person_id: str, requesting_bank: str, shown: Mapping[str, Any]) -> PaymentConsent:
        """Granted at once, or waiting for the person. Raises 422 for what is no payment."""
        now = self._bank.now()
        consent = PaymentConsent(
            request_id=f"pcr-{token_hex(6)}",
            consent_id=None,
            person_id=person_id,
            requesting_bank=requesting_bank,
            initiation=read_initiation(shown),
            shown_initiation=shown,
            state=PaymentConsentState.AWAITING,
            created_at=now,
            updated_at=now,
        )
        self._consents.append(consent)
        if not self._bank.faults.manual_approval:
            self.decide(consent, approve=True)
        return consent

    def decide(self, consent: PaymentConsent, *, approve: bool) -> None:
        """Let the person grant or refuse."""
        if approve:
            consent.consent_id = f"pcon-{token_hex(6)}"
        self.move(consent, PaymentConsentState.ACTIVE if approve else PaymentConsentState.REJECTED)

    def move(self, consent: PaymentConsent, state: PaymentConsentState) -> None:
        """Change where a consent stands."""
        consent.state = state
        consent.updated_at = self._bank.now()

    def shown_id(self, consent: PaymentConsent, asked_by: str) -> str:
        """The id that reading a consent tells: its own once it has one, unless the switch hides it."""
        return consent.consent_id or asked_by if self._bank.faults.tell_decided_ids else asked_by

    def find(self, any_id: str) -> PaymentConsent | None:
        """A consent by its own or its request's id."""
        return next((known for known in self._consents if any_id in (known.consent_id, known.request_id)), None)

    def usable(self, consent_id: str | None, requesting_bank: str, payment: Initiation) -> PaymentConsent:
        """The consent that covers a payment. Raises the 403 that names what does not fit."""
        if not consent_id:
            raise refuse_by_rule(
                "PAYMENT_CONSENT_REQUIRED", "A payment consent is required", "/payment-consents/request"
            )
        consent = next((known for known in self._consents if known.consent_id == consent_id), None)
        is_old = consent is not None and consent.created_at + timedelta(days=CONSENT_DAYS) <= self._bank.now()
        if consent is None or is_old or consent.state is not PaymentConsentState.ACTIVE:
            raise refuse_by_rule("INVALID_CONSENT", "The payment consent is unknown, used or revoked")
        granted = consent.initiation
        if consent.requesting_bank != requesting_bank:
            raise refuse_by_rule("CONSENT_MISMATCH", "The consent was given to another application")
        if payment.minor > granted.minor or payment.currency != granted.currency:
            raise refuse_by_rule("CONSENT_AMOUNT_EXCEEDED", "The consent covers less")
        if granted.creditor is not None and payment.creditor != granted.creditor:
            raise refuse_by_rule("CONSENT_CREDITOR_MISMATCH", "The consent names another creditor")
        if granted.debtor is not None and payment.debtor != granted.debtor:
            raise refuse_by_rule("CONSENT_DEBTOR_MISMATCH", "The consent names another debtor account")
        return consent


def read_initiation(shown: Mapping[str, Any]) -> Initiation:
    """Read the flat form or the standard one. Raises 422."""
    instructed = _mapping(shown.get("instructedAmount"))
    amount, currency = instructed.get("amount", shown.get("amount")), instructed.get("currency", shown.get("currency"))
    debtor, creditor = _mapping(shown.get("debtorAccount")), _mapping(shown.get("creditorAccount"))
    remittance = _mapping(shown.get("remittanceInformation"))
    text = shown.get("comment") or remittance.get("unstructured") or shown.get("reference") or ""
    return Initiation(
        minor=_minor(amount),
        currency=str(currency or "RUB"),
        debtor=_optional(debtor.get("identification", shown.get("debtor_account"))),
        creditor=_optional(creditor.get("identification", shown.get("creditor_account"))),
        creditor_bank=_optional(creditor.get("bank_code", shown.get("creditor_bank_code"))),
        creditor_name=_optional(shown.get("creditorName", shown.get("creditor_name"))),
        text=str(text),
    )


def _minor(amount: object) -> int:
    try:
        value = Decimal(str(amount))
    except InvalidOperation:
        raise refuse(422, "amount is not a number") from None
    if not value.is_finite() or not 0 < value < _MOST or value * 100 != int(value * 100):
        raise refuse(422, "amount must be positive, with at most two decimals")
    return int(value * 100)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _optional(value: object) -> str | None:
    return None if value is None else str(value)
