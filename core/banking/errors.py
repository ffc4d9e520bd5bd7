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
    """The connection was ended."""

    code = "NOT_CONNECTED"
