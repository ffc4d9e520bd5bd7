"""What can be refused about forecasts."""

from core.errors import DomainError


class InvalidHorizonError(DomainError):
    """Less than a day or more than half a year ahead."""

    code = "INVALID_HORIZON"


class InvalidPlanError(DomainError):
    """A planned item, or what a scenario supposes, that can't be."""

    code = "INVALID_PLAN"


class NoAccountsError(DomainError):
    """A forecast of nothing."""

    code = "NO_ACCOUNTS"
