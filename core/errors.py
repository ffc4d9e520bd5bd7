"""The root of every expected failure."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """An expected failure: becomes a `UserError` in GraphQL and exit code 2 on the command line.

    `code` is stable and machine-readable; `message` names the cause; `field` names the input it is about, if one;
    `values` are the names, days and numbers that the message holds, for who says it in other words.
    """

    code: ClassVar[str] = "INVALID"

    def __init__(self, message: str, *, field: str | None = None, values: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values or {}


class NotFoundError(DomainError):
    """No such thing, or somebody else's: the two can't be told apart from outside."""

    code = "NOT_FOUND"


class UnavailableError(DomainError):
    """An outside system did not answer in time. Trying again later can help."""

    code = "UNAVAILABLE"
