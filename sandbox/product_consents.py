"""Consents to read, open and close product agreements."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sandbox.bank import Bank
from sandbox.consents import ConsentState


@dataclass(frozen=True, slots=True)
class ProductRights:
    """What an application asks for."""

    reads: bool
    opens: bool
    closes: bool
    kinds: tuple[str, ...] = ()
    most: str | None = None


@dataclass(slots=True)
class ProductConsent:
    """A consent, or the request for one while it has no id of its own."""

    request_id: str
    consent_id: str | None
    person_id: str
    requesting_bank: str
    rights: ProductRights
    reason: str
    state: ConsentState
    created_at: datetime
    valid_until: datetime


class ProductConsentBook:
    """All product consents of one bank."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._consents: list[ProductConsent] = []

    def reset(self) -> None:
        """Forget all consents."""
        self._consents.clear()

    def ask(
        self, person_id: str, requesting_bank: str, rights: ProductRights, reason: str, until: datetime | None
    ) -> ProductConsent:
        """Granted at once, or waiting for the person; never for longer than the bank's own days."""
        now = self._bank.now()
        longest = now + timedelta(days=self._bank.faults.consent_days)
        consent = ProductConsent(
            request_id=f"pagcr-{token_hex(6)}",
            consent_id=None,
            person_id=person_id,
            requesting_bank=requesting_bank,
            rights=rights,
            reason=reason,
            state=ConsentState.AWAITING,
            created_at=now,
            valid_until=longest if until is None else min(until, longest),
        )
        self._consents.append(consent)
        if not self._bank.faults.manual_approval:
            self.decide(consent, approve=True)
        return consent

    def decide(self, consent: ProductConsent, *, approve: bool) -> None:
        """Let the person grant or refuse."""
        if approve:
            consent.consent_id = f"pagc-{token_hex(6)}"
        consent.state = ConsentState.AUTHORIZED if approve else ConsentState.REJECTED

    def revoke(self, consent: ProductConsent) -> None:
        """End a consent."""
        consent.state = ConsentState.REVOKED

    def find(self, any_id: str) -> ProductConsent | None:
        """A consent by its own or its request's id."""
        return next((known for known in self._consents if any_id in (known.consent_id, known.request_id)), None)

    def lets_read(self, consent_id: str | None, person_id: str, requesting_bank: str) -> bool:
        """Whether a consent lets an application read a person's agreements."""
        consent = next((known for known in self._consents if consent_id and known.consent_id == consent_id), None)
        return (
            consent is not None
            and (consent.person_id, consent.requesting_bank) == (person_id, requesting_bank)
            and self.state(consent) is ConsentState.AUTHORIZED
            and consent.rights.reads
        )

    def state(self, consent: ProductConsent) -> ConsentState:
        """Where the consent stands now: an authorised one may have run out."""
        is_over = consent.state is ConsentState.AUTHORIZED and consent.valid_until <= self._bank.now()
        return ConsentState.EXPIRED if is_over else consent.state

    def shown_id(self, consent: ProductConsent, asked_by: str) -> str:
        """The id that reading a consent tells: its own once it has one, unless the switch hides it."""
        return consent.consent_id or asked_by if self._bank.faults.tell_decided_ids else asked_by
