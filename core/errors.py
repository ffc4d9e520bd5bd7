"""The root of every expected failure."""

from typing import ClassVar


class DomainError(Exception):
    """An expected failure: becomes a `UserError` in GraphQL and exit code 2 on the command line.

    `code` is stable and machine-readable; `message` names the cause; `field` names the input it is about, if one.
    """

    code: ClassVar[str] = "INVALID"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotFoundError(DomainError):
    """No such thing, or somebody else's: the two can't be told apart from outside."""

    code = "NOT_FOUND"


class UnavailableError(DomainError):
    """An outside system did not answer in time. Trying again later can help."""

    code = "UNAVAILABLE"
