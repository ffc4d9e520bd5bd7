"""What was said between us and a bank: each attempt for the status log, each answer for keeping and replay."""

from dataclasses import dataclass, field
from datetime import datetime
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
    at: datetime


@dataclass(frozen=True, slots=True)
class BankPayload:
    """What a bank answered to a successful read, byte for byte. `query` is as sent, without secrets."""

    bank: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    at: datetime


@dataclass(slots=True)
class BankJournal:
    """Filled by a feed that is `watched_by` it, in the order of time. It belongs to one sync or one request."""

    calls: list[BankCall] = field(default_factory=list)
    payloads: list[BankPayload] = field(default_factory=list)
