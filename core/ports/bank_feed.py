"""What brings accounts and transactions from a bank over the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from core.errors import DomainError
from core.ports.statement_parser import StatementLine


class ConsentStatus(StrEnum):
    """Where a consent stands."""

    PENDING = "pending"  # a person must approve it at the bank
    AUTHORISED = "authorised"
    REJECTED = "rejected"
    REVOKED = "revoked"
    EXPIRED = "expired"


class BankError(DomainError):
    """The bank refused or failed. `retryable` says whether trying again can help."""

    code = "BANK_ERROR"

    def __init__(self, message: str, *, retryable: bool) -> None:
        super().__init__(message)
        self.retryable = retryable


class ConsentRequiredError(BankError):
    """There is no live consent: only the person can help."""

    code = "CONSENT_REQUIRED"

    def __init__(self, message: str) -> None:
        super().__init__(message, retryable=False)


@dataclass(frozen=True, slots=True)
class BankInfo:
    """A bank in the registry. `code` is stable: vbank, abank, sbank."""

    code: str
    name: str
    base_url: str


@dataclass(frozen=True, slots=True)
class BankConsent:
    """A consent as the bank granted it. Ids are kept apart: either may be unknown."""

    request_id: str | None
    consent_id: str | None
    status: ConsentStatus
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account at a bank; `external_id` is unique only within that bank."""

    external_id: str
    name: str
    currency: str
    kind: str
    number: str | None
    balance: Decimal | None
    balance_at: datetime | None


class BankFeed(Protocol):
    """One bank, seen by one application. All calls have a timeout and a bounded number of retries."""

    async def request_consent(self, bank: BankInfo, person_ref: str) -> BankConsent:
        """Ask for an account consent (details, balances, transactions). Raises BankError."""
        ...

    async def read_consent(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> BankConsent:
        """The consent's present state, found by polling and by trying."""
        ...

    async def revoke_consent(self, bank: BankInfo, consent: BankConsent) -> None:
        """End the consent. An unknown one counts as ended."""
        ...

    async def accounts(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> Sequence[BankAccount]:
        """The person's accounts with balances."""
        ...

    async def transactions(
        self, bank: BankInfo, consent: BankConsent, account: BankAccount, since: date | None
    ) -> Sequence[StatementLine]:
        """Every movement of an account booked on or after `since`, each bank id once."""
        ...
