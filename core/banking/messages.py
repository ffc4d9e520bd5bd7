"""The jobs of this domain."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class ImportStatement(JobMessage):
    """Read a statement file and bring its lines into the books."""

    name: ClassVar[str] = "banking.import_statement"
    import_id: UUID


class UndoImport(JobMessage):
    """Take a statement file's movements out of the books again."""

    name: ClassVar[str] = "banking.undo_import"
    import_id: UUID


class SyncBank(JobMessage):
    """Bring the accounts and movements of one bank connection up to date, as a person asked."""

    name: ClassVar[str] = "banking.sync_bank"
    connection_id: UUID


class SyncBankUnattended(JobMessage):
    """The same by the clock. Each attempt counts against what the bank allows a day, so there are few."""

    name: ClassVar[str] = "banking.sync_bank_unattended"
    max_attempts: ClassVar[int] = 2
    connection_id: UUID


class RefreshConsent(JobMessage):
    """Ask a bank where a consent stands that waits for the person."""

    name: ClassVar[str] = "banking.refresh_consent"
    max_attempts: ClassVar[int] = 2
    consent_id: UUID


class WatchConsents(JobMessage):
    """Look after everybody's consents: ask about those that wait, warn of those that lapse, end those that lapsed."""

    name: ClassVar[str] = "banking.watch_consents"


class SendConsentMail(JobMessage):
    """Tell a person by mail that a consent will lapse."""

    name: ClassVar[str] = "banking.send_consent_mail"
    max_attempts: ClassVar[int] = 12
    consent_id: UUID


class ReadProducts(JobMessage):
    """Bring the catalogues of all banks up to date."""

    name: ClassVar[str] = "banking.read_products"
    max_attempts: ClassVar[int] = 2


class PruneBankCalls(JobMessage):
    """Drop what is too old of the bank status log."""

    name: ClassVar[str] = "banking.prune_bank_calls"


class MakePayment(JobMessage):
    """Make a payment that its person has confirmed."""

    name: ClassVar[str] = "banking.make_payment"
    payment_id: UUID
