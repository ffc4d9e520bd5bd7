"""Account consents: who may read whose accounts, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_hex

from sandbox.bank import Bank


class ConsentState(StrEnum):
    """Where a consent stands, in the bank's words."""

    AWAITING = "AwaitingAuthorization"
    AUTHORIZED = "Authorized"
    REJECTED = "Rejected"
    REVOKED = "Revoked"
    EXPIRED = "Expired"


@dataclass(slots=True)
class Consent:
    """A consent or the request for one. A request through `/request` keeps its own id beside the consent's."""

    request_id: str | None
    consent_id: str | None
    person_id: str | None
    requesting_bank: str
    requesting_bank_name: str
    permissions: tuple[str, ...]
    reason: str
    state: ConsentState
    created_at: datetime
    updated_at: datetime
    expires_at: datetime


class ConsentBook:
    """All consents of one bank, oldest first."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._consents: list[Consent] = []

    def reset(self) -> None:
        """Forget all consents."""
        self._consents.clear()

    def ask(
        self, person_id: str, requesting_bank: str, requesting_bank_name: str, permissions: Sequence[str], reason: str
    ) -> Consent:
        """The quick way: granted at once, or waiting for the person."""
        consent = self._new(requesting_bank, permissions)
        consent.request_id = f"req-{token_hex(6)}"
        consent.person_id = person_id
        consent.requesting_bank_name = requesting_bank_name
        consent.reason = reason
        if not self._bank.faults.manual_approval:
            self.approve(consent)
        return consent

    def ask_by_standard(self, requesting_bank: str, permissions: Sequence[str], expires_at: datetime | None) -> Consent:
        """The standard way: the consent has its final id at once and waits for whoever signs it."""
        consent = self._new(requesting_bank, permissions)
        consent.consent_id = f"ac-{token_hex(6)}"
        if expires_at is not None:
            consent.expires_at = min(consent.expires_at, expires_at)
        return consent

    def approve(self, consent: Consent) -> None:
        """Grant what was asked. Only now does a quick request get its consent id."""
        consent.consent_id = consent.consent_id or f"consent-{token_hex(6)}"
        self._set(consent, ConsentState.AUTHORIZED)

    def reject(self, consent: Consent) -> None:
        """Refuse what was asked."""
        self._set(consent, ConsentState.REJECTED)

    def revoke(self, consent: Consent) -> None:
        """End a consent."""
        self._set(consent, ConsentState.REVOKED)

    def by_consent_id(self, consent_id: str) -> Consent | None:
        """A consent by its final id."""
        return next((known for known in self._consents if known.consent_id == consent_id), None)

    def by_request_id(self, request_id: str) -> Consent | None:
        """A request by the id it was given."""
        return next((known for known in self._consents if known.request_id == request_id), None)

    def waiting_for(self, person_id: str) -> list[Consent]:
        """Requests that a person may decide on."""
        return [c for c in self._consents if c.state is ConsentState.AWAITING and c.person_id in (person_id, None)]

    def live(self, person_id: str, requesting_bank: str) -> list[Consent]:
        """Live consents of a person for one application, newest first."""
        mine = (c for c in self._consents if (c.person_id, c.requesting_bank) == (person_id, requesting_bank))
        return [c for c in reversed(list(mine)) if self.state(c) is ConsentState.AUTHORIZED]

    def state(self, consent: Consent) -> ConsentState:
        """Where the consent stands now: an authorised one may have run out."""
        if consent.state is ConsentState.AUTHORIZED and consent.expires_at <= self._bank.now():
            return ConsentState.EXPIRED
        return consent.state

    def _new(self, requesting_bank: str, permissions: Sequence[str]) -> Consent:
        now = self._bank.now()
        consent = Consent(
            request_id=None,
            consent_id=None,
            person_id=None,
            requesting_bank=requesting_bank,
            requesting_bank_name=requesting_bank,
            permissions=tuple(permissions),
            reason="",
            state=ConsentState.AWAITING,
            created_at=now,
            updated_at=now,
            expires_at=now + timedelta(days=self._bank.faults.consent_days),
        )
        self._consents.append(consent)
        return consent

    def _set(self, consent: Consent, state: ConsentState) -> None:
        consent.state = state
        consent.updated_at = self._bank.now()
