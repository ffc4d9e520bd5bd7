"""What brings a person's accounts, movements and agreements from a bank over the network, and moves money there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, Self

from core.errors import DomainError
from core.ports.bank_journal import BankJournal, BankPayload
from core.ports.statement_parser import StatementLine


class ConsentKind(StrEnum):
    """What a consent allows."""

    ACCOUNT = "account"  # accounts, balances, movements, cards
    PRODUCT = "product"  # product agreements
    PAYMENT = "payment"  # one payment


class ConsentStatus(StrEnum):
    """Where a consent stands."""

    PENDING = "pending"  # a person must approve it at the bank
    AUTHORISED = "authorised"
    REJECTED = "rejected"
    REVOKED = "revoked"
    EXPIRED = "expired"
    USED = "used"  # a payment consent whose payment was made


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


class PaymentRefusal(StrEnum):
    """Why a bank did not make a payment."""

    CONSENT_REQUIRED = "consent_required"
    CONSENT_INVALID = "consent_invalid"  # unknown, used, revoked or too old
    CONSENT_MISMATCH = "consent_mismatch"  # given to another application
    AMOUNT_EXCEEDED = "amount_exceeded"  # more than the consent covers
    CREDITOR_MISMATCH = "creditor_mismatch"
    DEBTOR_MISMATCH = "debtor_mismatch"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    OTHER = "other"


class BankRefusedPaymentError(BankError):
    """The bank refused a payment before any money moved."""

    code = "PAYMENT_REFUSED"

    def __init__(self, reason: PaymentRefusal, message: str) -> None:
        super().__init__(message, retryable=False)
        self.reason = reason


class BankTransport(StrEnum):
    """How a bank wants to be reached."""

    PLAIN = "plain"  # http or ordinary TLS, as the base URL says
    GOST = "gost"  # TLS with GOST ciphers


class TokenCheck(StrEnum):
    """What is asked of a bank's tokens."""

    OPAQUE = "opaque"  # never looked into
    WHERE_POSSIBLE = "where_possible"  # verified where the token is asymmetric and the JWKS has a usable key
    REQUIRED = "required"  # one that can't be verified is refused


class ProductKind(StrEnum):
    """What a bank sells."""

    DEPOSIT = "deposit"
    LOAN = "loan"
    CREDIT_CARD = "credit_card"
    CARD = "card"
    OTHER = "other"


class PaymentStatus(StrEnum):
    """Where a payment stands, as the bank told at once or the debtor's movements show later."""

    IN_PROCESS = "in_process"
    SETTLED = "settled"
    REJECTED = "rejected"
    UNKNOWN = "unknown"  # no answer came: it may or may not have been made, and is never sent again blindly


@dataclass(frozen=True, slots=True)
class BankInfo:
    """A bank in the registry. `code` is stable: vbank, abank, sbank."""

    code: str
    name: str
    base_url: str
    transport: BankTransport = BankTransport.PLAIN
    token_check: TokenCheck = TokenCheck.WHERE_POSSIBLE
    unattended_reads_per_day: int = 4
    """Syncs a day that nobody asked for, for each connection."""
    ca_file: str | None = None
    """PEM file of the authorities to trust instead of the system's."""
    client_certificate: str | None = None
    """PEM file of our own key and certificate, where the bank wants one."""


@dataclass(frozen=True, slots=True)
class BankConsent:
    """A consent as the bank granted it. Ids are kept apart: either may be unknown."""

    request_id: str | None
    consent_id: str | None
    status: ConsentStatus
    expires_at: datetime | None
    kind: ConsentKind = ConsentKind.ACCOUNT
    permissions: tuple[str, ...] = ()
    approval_url: str | None = None
    """The bank's page where the person decides, while PENDING and where the bank tells it."""


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


@dataclass(frozen=True, slots=True)
class BankCard:
    """A card. `masked_number` shows at most its last four digits."""

    external_id: str
    masked_number: str
    kind: str | None
    name: str | None
    status: str | None
    expires_on: date | None  # last day of the month printed on it
    account_number: str | None


@dataclass(frozen=True, slots=True)
class BankProduct:
    """Something in a bank's catalogue. Amounts in major units; `interest_rate` in per cent a year."""

    external_id: str
    kind: ProductKind
    name: str
    description: str | None
    interest_rate: Decimal | None
    min_amount: Decimal | None
    max_amount: Decimal | None
    term_months: int | None


@dataclass(frozen=True, slots=True)
class ProductAgreement:
    """A person's loan, deposit or card contract. Amounts in major units; `interest_rate` in per cent a year."""

    external_id: str
    product_id: str | None
    kind: ProductKind
    name: str
    amount: Decimal
    status: str
    starts_on: date | None
    ends_on: date | None
    account_number: str | None
    interest_rate: Decimal | None
    balance: Decimal | None


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """Money from a person's account at this bank. `key` is ours and unique; banks that honour one pay it once."""

    key: str
    amount: Decimal
    currency: str
    debtor_account: str
    creditor_account: str
    creditor_bank: str | None  # its code, where it is another bank
    creditor_name: str
    reference: str


@dataclass(frozen=True, slots=True)
class PaymentReceipt:
    """What the bank answered to a payment."""

    payment_id: str | None
    status: PaymentStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TransportReport:
    """What was negotiated with a bank. `problem` says why not, in words for people."""

    transport: BankTransport
    is_available: bool
    protocol: str | None
    cipher: str | None
    problem: str | None


class BankFeed(Protocol):
    """One bank, seen by one application. Calls are bounded in time and number of retries, and raise BankError."""

    def watched_by(self, journal: BankJournal) -> Self:
        """The same feed, its connections and tokens shared, whose calls and answers are written to `journal`."""
        ...

    def replaying(self, payloads: Iterable[BankPayload]) -> Self:
        """A feed that reads kept answers in the order they came instead of asking the bank. It can't do else."""
        ...

    async def request_consent(
        self, bank: BankInfo, person_ref: str, kind: ConsentKind = ConsentKind.ACCOUNT
    ) -> BankConsent:
        """Ask for an account or a product consent; the granted expiry is read back."""
        ...

    async def request_payment_consent(self, bank: BankInfo, person_ref: str, order: PaymentOrder) -> BankConsent:
        """Ask for a consent to one payment, of this amount between these accounts."""
        ...

    async def read_consent(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> BankConsent:
        """The consent's present state, found by polling and by trying. The consent's kind decides where."""
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

    async def cards(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> Sequence[BankCard]:
        """The person's cards; empty where the bank knows no such call."""
        ...

    async def products(self, bank: BankInfo) -> Sequence[BankProduct]:
        """The bank's catalogue."""
        ...

    async def agreements(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> Sequence[ProductAgreement]:
        """The person's product agreements, under a product consent."""
        ...

    async def pay(self, bank: BankInfo, consent: BankConsent, order: PaymentOrder) -> PaymentReceipt:
        """Make the payment: one POST, never repeated. No answer is a receipt with UNKNOWN, not an error.

        An error means that nothing was paid: BankRefusedPaymentError, ConsentRequiredError, or BankError where the
        bank could not be asked.
        """
        ...

    async def test_transport(self, bank: BankInfo) -> TransportReport:
        """Open a connection and tell what was negotiated. Raises nothing."""
        ...
