"""What can be refused about banks and statement files."""

from core.errors import DomainError


class UnknownBankError(DomainError):
    """No bank of this code in the registry."""

    code = "UNKNOWN_BANK"


class AlreadyConnectedError(DomainError):
    """There is a live connection to this bank."""

    code = "ALREADY_CONNECTED"


class AccountCurrencyError(DomainError):
    """The statement is in another currency than the account it was sent for."""

    code = "ACCOUNT_CURRENCY"


class NotConnectedError(DomainError):
    """The connection was ended, or rests on no live consent."""

    code = "NOT_CONNECTED"


class ConsentKindError(DomainError):
    """A consent of this kind is not asked for this way."""

    code = "CONSENT_KIND"


class ConsentEndedError(DomainError):
    """The consent is over already."""

    code = "CONSENT_ENDED"


class PaymentRefusedError(DomainError):
    """This can't be paid: the message says what does not fit."""

    code = "PAYMENT_REFUSED"


class PayeeExistsError(DomainError):
    """The account is saved already, under another name."""

    code = "PAYEE_EXISTS"


class PaymentStateError(DomainError):
    """The payment is past the point where this could be done."""

    code = "PAYMENT_STATE"


class SyncLostError(DomainError):
    """The connection's lock is another sync's now, or the connection was ended: nothing more may be written."""

    code = "SYNC_LOST"


class ImportRunningError(DomainError):
    """The import's job is still at work."""

    code = "IMPORT_RUNNING"


class NothingImportedError(DomainError):
    """The import was refused, or taken back already."""

    code = "NOTHING_IMPORTED"


class NoTableError(DomainError):
    """The file has no columns that could mean something else."""

    code = "NO_TABLE"
