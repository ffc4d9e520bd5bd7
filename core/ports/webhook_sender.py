"""What carries a webhook to an address that somebody else named."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.errors import DomainError


class WebhookAddressError(DomainError):
    """The address can't be one that events are sent to."""

    code = "WEBHOOK_ADDRESS"


class Failure(StrEnum):
    """Why nothing came back, in a few words that can be counted."""

    ADDRESS = "address_refused"  # not on the public internet, or no address that is sent to
    TIMEOUT = "timeout"
    CONNECTION = "connection"  # no name, no route, no TLS, or no HTTP
    PAYLOAD = "payload"  # there was nothing to send: the query had no whole answer
    APP_ENDED = "app_ended"  # the endpoint is an app's that may act for the person no more
    BROKEN_OFF = "broken_off"  # no attempt lived to tell


@dataclass(frozen=True, slots=True)
class WebhookAnswer:
    """What came back: the status and the beginning of the body; or, without a status, why nothing did.

    `error` says so to the person, `failure` to who counts. `retry_after_seconds` is what the endpoint asked for, if it
    did.
    """

    status_code: int | None
    body: str
    duration_ms: int
    error: str | None = None
    retry_after_seconds: float | None = None
    failure: Failure | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the endpoint has it."""
        return self.status_code is not None and 200 <= self.status_code < 300  # noqa: PLR2004 HTTP's classes

    @property
    def cause(self) -> str | None:
        """Why the endpoint has it not, of a bounded set: a failure, or a status' class; None where it has it."""
        if self.is_taken or self.status_code is None:
            return self.failure.value if self.failure is not None else None
        return f"status_{self.status_code // 100}xx"


class WebhookSender(Protocol):
    """Sends to addresses outside of our own network, and to no others."""

    async def check(self, url: str) -> None:
        """Raise WebhookAddressError for an address that nothing would be sent to now."""
        ...

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> WebhookAnswer:
        """Post once, within a bounded time. Never raises for what the network or the endpoint does."""
        ...
