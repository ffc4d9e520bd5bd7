"""What can be refused about forecasts."""

from core.errors import DomainError


class InvalidHorizonError(DomainError):
    """Less than a day or more than half a year ahead."""

    code = "INVALID_HORIZON"


class NoAccountsError(DomainError):
    """A forecast of nothing."""

    code = "NO_ACCOUNTS"
