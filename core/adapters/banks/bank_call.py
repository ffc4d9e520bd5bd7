from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class CallOutcome(StrEnum):
    """How one call to a bank ended."""

    OK = "ok"
    REFUSED = "refused"  # 4xx, save the two below
    UNAUTHORISED = "unauthorised"  # 401
    LIMITED = "limited"  # 429
    FAILED = "failed"  # 5xx
    UNREACHABLE = "unreachable"  # no connection, or it broke
    TIMED_OUT = "timed_out"
    UNREADABLE = "unreadable"  # answered with what is no JSON, or too much of it


@dataclass(frozen=True, slots=True)
class BankCall:
    """One attempt of one call. `path` holds no query, so neither a secret nor a person's id."""

    bank: str
    method: str
    path: str
    outcome: CallOutcome
    status: int | None
    duration_seconds: float
    attempt: int  # from 1


@dataclass(frozen=True, slots=True)
class BankPayload:
    """What a bank answered to a successful read, byte for byte, for keeping and replay."""

    bank: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: bytes


CallObserver = Callable[[BankCall], None]
PayloadObserver = Callable[[BankPayload], None]


def ignore_call(_: BankCall) -> None:
    """Watch nothing."""


def ignore_payload(_: BankPayload) -> None:
    """Keep nothing."""
