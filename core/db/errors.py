from core.errors import DomainError, UnavailableError


class UnstorableTextError(DomainError):
    """A text of the caller's, in a place that takes any, can't be sent to the database."""

    code = "INVALID_TEXT"


class DatabaseUnavailableError(UnavailableError):
    """PostgreSQL did not answer, or went away in the middle."""

    code = "DATABASE_UNAVAILABLE"
